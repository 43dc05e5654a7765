using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Tables;

/// <summary>Which columns of a table are numbers, judged over all rows, and what is said of the others.</summary>
public class ColumnsReadTests
{
    static Validation<EmError, NumberTable> Read(string text, ColumnChoice? chosen = null) =>
        NumberTable.Read(TestTable.Of(text.Split('\n')), chosen ?? ColumnChoice.Default);

    static string Said(string text, ColumnChoice? chosen = null) =>
        Read(text, chosen)
            .Match(
                Succ: read =>
                    $"{string.Join(' ', read.Names)} [{string.Join(", ", read.Values.Select(EmFunctional.Numerics.NumberText.Shortest))}] without {string.Join("; ", read.Description.Unread.Select(c => $"{c.Name}: {c.Why}"))}".TrimEnd(),
                Fail: errors => string.Join('\n', errors.Select(error => error.ToString()))
            );

    [Theory]
    // A column of texts is left out by name.
    [InlineData("kind,x\noak,1\nash,2", "x [1, 2] without kind: text, such as 'oak'")]
    // A column without a name is data only where none has one.
    [InlineData(",x\n0,1\n1,5", "x [1, 5] without column1: it has no name")]
    [InlineData("x,\n1,7\n5,8", "x [1, 5] without column2: it has no name")]
    [InlineData("4,1\n9,5", "column1 column2 [4, 1, 9, 5] without")]
    [MemberData(nameof(CsvFaults.OfColumns), MemberType = typeof(CsvFaults))]
    public void A_column_is_judged_over_all_rows(string text, string said) => Assert.Equal(said, Said(text));

    [Fact]
    public void Columns_are_chosen_and_left_out_by_name()
    {
        const string Text = ",x,y,kind\n0,1,inf,oak\n1,5,7,3";
        Assert.Equal(
            "x [1, 5] without column1: not asked for; y: not asked for; kind: not asked for",
            Said(Text, ColumnChoice.Of("x")).Replace("it has no name", "not asked for", StringComparison.Ordinal)
        );
        Assert.Equal(
            "column1 [0, 1] without x: not asked for; y: not asked for; kind: not asked for",
            Said(Text, ColumnChoice.Of("column1"))
        );
        Assert.Equal(
            "x [1, 5] without column1: it has no name; y: not wanted; kind: not wanted",
            Said(Text, new() { Without = Arr.create("Y", "kind") })
        );
        Assert.Equal("unknown column 'z'; choose column1, x, y, kind", Said(Text, new() { Without = Arr.create("z") }));
        Assert.Equal(
            "test.csv: no column is left to read: w, l are for weights or labels, left out, or without a name; choose one by name",
            Said("w,l\n1,a\n2,b", new() { Weights = "w", Labels = "l" })
        );
    }

    [Fact]
    public void A_marker_may_read_as_a_number() =>
        Assert.Equal("x [NaN, 4, -9] without", Said("x\n-9.0\n4\n-9", new() { Missing = Arr.create("-9.0") }));

    [Theory]
    [InlineData("id,x\n1,5\n2,7\n3,6", "id counts the rows: leave it out if it only numbers them")]
    [InlineData("x,n\n5,0\n7,1\n6,2", "n counts the rows: leave it out if it only numbers them")]
    [InlineData("x,n\n5,0\n7,1\n6,3", "")]
    public void A_column_that_counts_the_rows_is_told(string text, string note) =>
        Assert.Equal(note, string.Join('\n', Read(text).OrThrow().Description.Notes));

    [Theory]
    [InlineData("NA,4\n1,2\n3,5", false)]
    [InlineData("inf,4\n1,2", false)]
    [InlineData("x,NA\n1,2\n3,5", true)]
    [InlineData("1998,1999\n3.5,4\n2,2.5", true)]
    [InlineData("1998,1999\n2001,2002\n1990,1991", false)]
    [InlineData("0,1,2\n0.5,7.5,1.5\n3,4,5", true)]
    [InlineData("1,2\n3,4\n5,6", false)]
    [InlineData(",0,1\n0,7,9\n1,8,3\n2,4,4", true)]
    [InlineData("oak,1.5\nash,2.5\nelm,3", false)]
    [InlineData("tree,2019\noak,2.5\nelm,3", true)]
    public void The_first_row_is_compared_with_those_below(string text, bool isHeader)
    {
        Assert.Equal(isHeader, OpenTable.Of(TestTable.Of(text.Split('\n')), ColumnChoice.Default).OrThrow().HasHeader);
        foreach (var said in new[] { true, false })
            Assert.Equal(said, OpenTable.Of(TestTable.Of(text.Split('\n')), new() { Header = said }).OrThrow().HasHeader);
    }

    [Fact]
    public void A_blank_line_is_a_missing_cell_of_one_column_and_told_elsewhere()
    {
        var one = Read("x\n1\n\n2\n  \n3").OrThrow();
        Assert.Equal([1, double.NaN, 2, double.NaN, 3], one.Values);
        Assert.Equal((2L, 0), (one.Description.Missing, one.Description.BlankLines));
        var two = Read("x,y\n1,2\n\n3,4").OrThrow();
        Assert.Equal([1, 2, 3, 4], two.Values);
        Assert.Equal((0L, 1), (two.Description.Missing, two.Description.BlankLines));
    }

    [Fact]
    public void Rows_of_a_sequence_may_stand_anywhere_and_answers_keep_the_order_of_rows()
    {
        var apart = HiddenMarkovData
            .Parse(TestTable.Of("who,word", "b,no", "a,yes", "b,yes", "a,no", "b,"), new() { Sequence = "who" })
            .OrThrow();
        var together = HiddenMarkovData
            .Parse(TestTable.Of("who,word", "b,no", "b,yes", "b,", "a,yes", "a,no"), new() { Sequence = "who" })
            .OrThrow();
        Assert.Equal(together.Id, apart.Id);
        Assert.Equal(new SequenceLengths(2, 2, 3), apart.Description.Sequences);
        var at = HiddenMarkovStart.Leaning(apart, 2);
        var (rows, grouped) = (HiddenMarkovUse.Apply(apart, at), HiddenMarkovUse.Apply(together, at));
        Assert.Equal(
            new[] { 0, 3, 1, 4, 2 }.Select(i => grouped.Row(i).LogDensity),
            Enumerable.Range(0, 5).Select(i => rows.Row(i).LogDensity)
        );
    }

    [Fact]
    public void Rows_that_are_all_one_sequence_for_lack_of_a_name_are_told()
    {
        var data = HiddenMarkovData.Parse(TestTable.Of("day,word", "1,no", "1,yes", "2,no"), ColumnChoice.Of("word")).OrThrow();
        Assert.Equal(
            "all rows are one sequence, since no column was named that tells sequences apart, such as day",
            string.Join('\n', data.Description.Notes)
        );
    }

    [Fact]
    public void Letters_above_the_same_letters_are_data_and_others_are_told()
    {
        Assert.Equal("a b", string.Join(' ', HiddenMarkovData.Parse(TestTable.Of("b", "a", "b")).OrThrow().Symbols));
        var named = HiddenMarkovData.Parse(TestTable.Of("c", "a", "b")).OrThrow();
        Assert.Equal(
            "the first row was taken for names, though like the rows below it it holds no numbers: c",
            string.Join('\n', named.Description.Notes)
        );
        Assert.Equal(3, HiddenMarkovData.Parse(TestTable.Of("c", "a", "b"), new() { Header = false }).OrThrow().Observations);
    }

    [Fact]
    public void Coins_of_one_column_take_missing_rows_and_markers_as_others_do()
    {
        var one = Flips.Parse(TestTable.Of("sequence", "HHT", "NA", "", "none", "T"), new() { Missing = Arr.create("none") }).OrThrow();
        var two = Flips
            .Parse(TestTable.Of("coin,sequence", "A,HHT", "A,NA", "A,", "A,none", "A,T"), new() { Missing = Arr.create("none") })
            .OrThrow();
        Assert.Equal(two.Id, one.Id);
        Assert.Equal(3, one.Unobserved);
    }

    [Fact]
    public void Labels_that_are_words_and_count_as_unknown_are_told()
    {
        var read = Read("x,country\n5,DE\n2,NA\n3,NA\n4,", new() { Labels = "country" }).OrThrow().Description;
        Assert.Equal("2 of the labels are 'NA', which counts as unknown", string.Join('\n', read.Notes));
    }

    [Theory]
    [InlineData("x,y\r1,2\n3,4\r\n5,6")]
    [InlineData("x,y\n1,\"2\"\n\"3\",4\n5,6")]
    public void Ends_of_lines_and_quotes_do_not_matter(string text)
    {
        var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Equal([1, 2, 3, 4, 5, 6], NumberTable.Read(CsvTable.Read(bytes, "t"), ColumnChoice.Default).OrThrow().Values);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_where_text_is_read()
    {
        static Table Of(string latin) => CsvTable.Read(new MemoryStream(Encoding.Latin1.GetBytes(latin)), "t.csv");
        Assert.Equal(
            "t.csv:3:1: '\uFFFD' in a cell that is read as text must be text in UTF-8; correct this cell",
            HiddenMarkovData.Parse(Of("symbol\nu\n\u00FC\n\u00E4")).Match(Succ: _ => "", Fail: errors => errors.Head.ToString())
        );
        Assert.Equal([1, 2], NumberTable.Read(Of("x,wood\n1,B\u00E4ume\n2,\u00D6l"), ColumnChoice.Default).OrThrow().Values);
    }

    [Fact]
    public void No_more_cells_are_read_than_may_be()
    {
        var endless = new Table("endless", Enumerable.Range(1, int.MaxValue).Select(TableRow (i) => new TextRow(i, ["1"], _ => 1)));
        Assert.Equal(
            "endless: must be a table of at most 1000 cells to be held in memory",
            NumberTable
                .Read(endless with { MostCells = 1000 }, ColumnChoice.Default)
                .Match(Succ: _ => "", Fail: errors => errors.Head.ToString())
        );
    }

    [Fact]
    public void Plain_numbers_have_the_bits_that_the_platform_reads()
    {
        var seed = new EmFunctional.Numerics.Seed(11);
        var texts = Enumerable
            .Range(0, 2_000)
            .Select(i => EmFunctional.Numerics.NumberText.Shortest(seed.Normal(i) * Math.Pow(10, i % 600 - 300)))
            .Concat(["+5", ".5", "5.", " 7", "7 ", "-0", "4.9e-324", "1.7976931348623157E308", "0.1e1", "123456789012345678901234567890"])
            .ToArray();
        var read = NumberTable.Read(TestTable.Of(["x", .. texts]), ColumnChoice.Default).OrThrow().Values;
        Assert.Equal(
            texts.Select(text => BitConverter.DoubleToInt64Bits(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))),
            read.Select(BitConverter.DoubleToInt64Bits)
        );
    }
}
