using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Tables;

/// <summary>CSV as a file of numbers: what a table of the same text has, to the bit, and the same words where it is wrong.</summary>
public sealed class CsvConversionTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string At(string name) => Path.Combine(_tool.Folder, name);

    Validation<EmError, CsvConversion> Convert(string text, string to, ColumnChoice? chosen = null) =>
        CsvConversion.Write(new MemoryStream(Encoding.UTF8.GetBytes(text)), "data.csv", At(to), chosen ?? ColumnChoice.Default);

    void SameAsTable(string text, ColumnChoice? chosen = null)
    {
        var table = NumberTable
            .Read(CsvTable.Read(new StringReader(text.TrimStart('\uFEFF')), "data.csv"), chosen ?? ColumnChoice.Default)
            .OrThrow();
        var written = Convert(text, "x.npy", chosen).OrThrow();
        Assert.Equal((table.Rows, string.Join('|', table.Names)), (written.Rows, string.Join('|', written.Names)));
        var back = NumPyFile.Read(At("x.npy")).OrThrow();
        Assert.Equal($"{table.Rows} {table.Names.Count}", string.Join(' ', back.Shape));
        Assert.Equal(table.Values, Vector.Create(back.Values.Span));
        Convert(text, "x.f64", chosen).OrThrow();
        Assert.Equal(table.Values, Vector.Create(NumPyFile.ReadRaw(At("x.f64"), table.Names.Count).OrThrow().Values.Span));
    }

    [Theory]
    [InlineData("x,y\n1,2\n3,4\n")]
    [InlineData("1;2\r\n-3e-5; 4 \r\n")]
    [InlineData("\uFEFFx\ty\n1\t2\n\n \n3\t4")]
    [InlineData("name,x,note\n\"a, \"\"b\"\"\",0.1,z\nplain,\"2\",\"two\nlines\"\n")]
    [InlineData("x,y\n,NA\n3,nan\nNaN,4\n 5 ,6\n")]
    [InlineData("x\n1\n\n2\n")]
    [InlineData("0.1\n123456789012345678901234567890\n1e-320\n-0\n4.35\n0.30000000000000004\n1.7976931348623157e308")]
    public void A_text_is_what_it_is_as_a_table(string text) => SameAsTable(text);

    [Fact]
    public void Columns_and_a_marker_may_be_chosen() =>
        SameAsTable("a,b,c\n1,-999,3\n4,5, -999 \nx,7,8\n", new() { Columns = Arr.create("C", "b"), Missing = Arr.create("-999") });

    // More than two of the parts in which a text is read.
    [Fact]
    public void A_long_text_is_cut_at_ends_of_lines()
    {
        var seed = new Seed(5);
        var lines = Enumerable.Range(0, 80_000).Select(i => $"{NumberText.Full(seed.Normal(i))},{(i % 1000 == 0 ? "NA" : i)}");
        SameAsTable("first,second\n" + string.Join('\n', lines));
    }

    [Fact]
    public void A_cell_of_several_lines_is_never_cut_in_two()
    {
        var seed = new Seed(6);
        SameAsTable(
            "x,note\n" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{NumberText.Full(seed.Normal(i))},\"one\n2,3\n{i}\"\n"))
        );
    }

    [Fact]
    public void A_quote_that_nobody_closes_is_named_with_its_line() =>
        Assert.Equal(
            "data.csv:2: must be a text of lines up to 67108864 bytes, whose quotes are closed",
            Convert("x,y\n1,\"2\n" + string.Concat(Enumerable.Repeat("3,4,\n", 14_000_000)), "x.npy")
                .Match(Succ: _ => "written", Fail: errors => errors.Head.ToString())
        );

    [Theory]
    [InlineData("", "data.csv: no rows of data; give at least one row")]
    [InlineData("x,y\n", "data.csv: no rows of data; give at least one row")]
    [InlineData("x,y\n1,2\n3\n", "data.csv:3:1: 1 cell where the header has 2; give every row the same number of cells")]
    [InlineData("x,y\n1,2\n3,4,5\n", "data.csv:3:1: 3 cells where the header has 2; give every row the same number of cells")]
    [InlineData("x,y\n1,2\n\n3,two\n", "data.csv:4:3: 'two' in y must be a finite number; correct this cell")]
    [InlineData("x,y\n1,2\n\"3\",\"two\"\n", "data.csv:3:6: 'two' in y must be a finite number; correct this cell")]
    [InlineData("x\n1\n-Infinity\n", "data.csv:3:1: '-Infinity' in x must be a finite number; correct this cell")]
    [InlineData("x,x\n1,2\n", "data.csv:1:1: 'x' in the header must be a name that no other column has; correct this cell")]
    public void What_is_wrong_has_a_place_and_nothing_is_written(string text, string message)
    {
        Assert.Equal(message, Convert(text, "x.npy").Match(Succ: _ => "written", Fail: errors => errors.Head.ToString()));
        Assert.Empty(_tool.Files);
    }

    [Fact]
    public void A_line_far_behind_is_named_by_its_number_and_cancelling_leaves_nothing()
    {
        var text = "x,y\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},1234567\n"));
        Assert.Equal(
            "data.csv:200002:1: 'z' in x must be a finite number; correct this cell",
            Convert(text + "z,1\n", "x.f64").Match(Succ: _ => "written", Fail: errors => errors.Head.ToString())
        );
        using var cancelled = new System.Threading.CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            CsvConversion.Write(
                new MemoryStream(Encoding.UTF8.GetBytes(text)),
                "data.csv",
                At("x.npy"),
                ColumnChoice.Default,
                _ => cancelled.Cancel(),
                cancelled.Token
            )
        );
        Assert.Empty(_tool.Files);
    }
}
