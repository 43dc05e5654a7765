using Xunit;

namespace EmFunctional.Tests.Support;

/// <summary>What can be wrong with a file of which three normal distributions are asked for, and what is said of it: by the tool, and by the playground.</summary>
public static class CsvFaults
{
    /// <summary>The text of data.csv, the column to read where one is named, and what the tool says.</summary>
    public static TheoryData<string, string, string> All { get; } =
        new()
        {
            { "", "", "data.csv: no rows of data; give at least one row" },
            { "x,y\n", "x", "data.csv: no rows of data; give at least one row" },
            { "x\nNA\nNaN\n", "", "data.csv: nothing of x was observed; leave it out, or choose another column" },
            { "x\n1\n-Infinity\n", "", "data.csv:3:1: '-Infinity' in x must be a finite number; correct this cell" },
            { "name,x\na,1\n\"b, c\",two\n", "x", "data.csv:3:8: 'two' in x must be a finite number; correct this cell" },
            { "x\n1\n", "", "data.csv: 1 row of data; give at least 2" },
            { "x\n2\n2\n2\n", "", "data.csv: all values of x are 2; there is nothing to estimate, choose another column" },
            { "x\n2\n2\n3\n", "", "3 components, but only 2 distinct values of data; ask for at most 2" },
            { "x,y\n1,2\n3\n", "x", "data.csv:3:1: 1 cell where the header has 2; give every row the same number of cells" },
            { "a,b\n1,2\n3,4\n", "", "data.csv: columns a, b all hold numbers; choose one with --column" },
            { "a,b\nc,d\n", "", "data.csv:2:1: 'c' in a must be a finite number; correct this cell" },
        };
}
