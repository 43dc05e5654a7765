using EmFunctional.Modelling;
using EmFunctional.Transcripts.Files;
using EmFunctional.Transcripts.Tests.Support;
using LanguageExt;

namespace EmFunctional.Transcripts.Tests.Files;

/// <summary>What is wrong in the classes of other programs is told with file and line.</summary>
public class BadClassFileTests
{
    const string Classes = "0\t0\n1\t1\n2\t0,1\n";
    const string Banner = "%%MatrixMarket matrix coordinate real general\n";

    [Theory]
    [InlineData("1 3 1\n1 1 5\n", "m.mtx:1")]
    [InlineData(Banner, "m.mtx:2")]
    [InlineData(Banner + "1 x 1\n1 1 5\n", "m.mtx:2")]
    [InlineData(Banner + "% a remark\n1 4 1\n1 1 5\n", "m.mtx:3")]
    [InlineData(Banner + "1 3 2\n1 1 5\n", "1 more were promised; the file is cut off")]
    [InlineData(Banner + "1 3 1\n2 1 5\n", "m.mtx:3")]
    [InlineData(Banner + "1 3 1\n1 0 5\n", "m.mtx:3")]
    [InlineData(Banner + "1 3 1\n1 1 -5\n", "m.mtx:3")]
    [InlineData(Banner + "1 3 1\n1 1\n", "m.mtx:3")]
    [InlineData(Banner + "2000000000 3 1\n1 1 5\n", "an entry at least for each")]
    [InlineData(Banner + "0 3 0\n", "m.mtx")]
    [InlineData("", "m.mtx:1")]
    public void A_matrix_of_counts(string text, string told)
    {
        using var folder = new TemporaryFolder();
        var targets = Targets.OfNames(folder.Write("names.txt", "a\nb\n")).OrThrow();
        Assert.Contains(told, Text(ClassFile.Read(folder.Write("c.ec", Classes), folder.Write("m.mtx", text), targets)));
    }

    [Fact]
    public void A_matrix_that_is_right_has_a_row_for_each_sample()
    {
        using var folder = new TemporaryFolder();
        var targets = Targets.OfNames(folder.Write("names.txt", "a\nb\n")).OrThrow();
        var read = ClassFile
            .Read(folder.Write("c.ec", Classes), folder.Write("m.mtx", Banner + "2 3 3\r\n1 1 5\r\n2 3 7\r\n2 2 1\r\n"), targets)
            .OrThrow();
        Assert.Equal(
            [
                [5, 0, 0],
                [0, 1, 7],
            ],
            System.Linq.Enumerable.Select(read, one => System.Linq.Enumerable.ToArray(one.Counts))
        );
    }

    [Theory]
    [InlineData("", "s.txt:1")]
    [InlineData("x\n", "s.txt:1")]
    [InlineData("2\n0\na\nb\n", "s.txt:2")]
    [InlineData("2\n1\na\n", "1 more were promised")]
    [InlineData("2\n1\na\nb\n", "1 more were promised; the file is cut off")]
    [InlineData("2\n1\na\nb\n1\t2\t5\n", "s.txt:5")]
    [InlineData("2\n1\na\nb\n2\t0\t5\n", "s.txt:5")]
    [InlineData("2\n1\na\nb\n1\t0\t-5\n", "s.txt:5")]
    [InlineData("2\n1\na\nb\n0\t5\n", "s.txt:5")]
    [InlineData("2\n1\na\nb\n2\t0\t1\t0.5\tx\t5\n", "s.txt:5")]
    [InlineData("2\n1\na\nb\n2\t0\t1\t0.5\t-1\t5\n", "s.txt:5")]
    [InlineData("2\n1\na\nb\n2\t0\t1\t0\t0\t5\n", "s.txt:5")]
    public void Classes_of_salmon(string text, string told)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(told, Text(SalmonClasses.Read(folder.Write("s.txt", text))));
    }

    static string Text<T>(Either<EmError, T> either) => either.Match(_ => "", error => error.ToString());
}
