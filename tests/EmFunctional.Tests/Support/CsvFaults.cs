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

    /// <summary>What can be wrong with the columns of a file test.csv of which several are read: its text, and what is said, a line for each fault.</summary>
    public static TheoryData<string, string> OfColumns { get; } =
        new()
        {
            // A column that is partly numbers is an error, wherever its numbers stand.
            { "x,y\n1,2\nfive,3\n4,6", "test.csv:3:1: 'five' in x must be a finite number; correct this cell" },
            {
                "x,y\nfive,3\n1,2\nsix,1\n2,2",
                "test.csv:2:1: 'five' in x must be a finite number; correct this cell\ntest.csv:4:1: 'six' in x must be a finite number; correct this cell"
            },
            {
                "x,y\nn/a,3\n1,2",
                "test.csv:2:1: 'n/a' in x must be a finite number; correct this cell, or state what stands for a missing value"
            },
            // Numbers with commas never vanish.
            {
                "x;y\n0,5;1\n7,25;2",
                "test.csv:2:1: '0,5' in x must be a finite number; write numbers with a decimal point and without separators of thousands"
            },
            {
                "x\ty\n1\t3\n2\t1.234,5",
                "test.csv:3:3: '1.234,5' in y must be a finite number; write numbers with a decimal point and without separators of thousands"
            },
            {
                "x,y\n\"12,345\",3",
                "test.csv:2:2: '12,345' in x must be a finite number; write numbers with a decimal point and without separators of thousands"
            },
            // Infinity is no number of a table, in no spelling.
            { "x,y\n1,2\n3,-inf", "test.csv:3:3: '-inf' in y must be a finite number; correct this cell" },
            {
                "x,y\nInfinity,2\nInfinity,3",
                "test.csv:2:1: 'Infinity' in x must be a finite number; correct this cell\ntest.csv:3:1: 'Infinity' in x must be a finite number; correct this cell"
            },
            { "x,y\n1,2\n1e999,3", "test.csv:3:1: '1e999' in x must be a finite number; correct this cell" },
            // All texts.
            { "a,b\nc,d", "test.csv:2:1: 'c' in a must be a finite number; correct this cell" },
        };
}
