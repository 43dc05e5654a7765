using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Cli.Input;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Tables;

/// <summary>Tables as people have them: other separators, decimals, thousands, encodings, markers and comments.</summary>
public sealed class TextFormatTests
{
    static readonly TextFormat _german = new() { Decimal = ',', Thousands = '.' };

    static double Number(string text, TextFormat format) => format.TryNumber(text, out var value) ? value : double.NaN;

    [Theory]
    [InlineData("1,5", 1.5)]
    [InlineData(" -1.234,5 ", -1234.5)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("1234567,25", 1234567.25)]
    [InlineData("12,5e-3", 0.0125)]
    [InlineData("+0,1", 0.1)]
    [InlineData("1.5", double.NaN)]
    [InlineData("1.2345", double.NaN)]
    [InlineData("1234.567", double.NaN)]
    [InlineData("1.23.456", double.NaN)]
    [InlineData(".123", double.NaN)]
    [InlineData("1.", double.NaN)]
    [InlineData("1,5,0", double.NaN)]
    [InlineData("1,5.0", double.NaN)]
    [InlineData("1.234e5", 123400000)]
    [InlineData("1.23e5", double.NaN)]
    [InlineData("x", double.NaN)]
    [InlineData("", double.NaN)]
    public void Numbers_with_commas_and_points(string text, double expected) => Assert.Equal(expected, Number(text, _german));

    [Fact]
    public void Spaces_that_do_not_break_and_curled_apostrophes_stand_between_thousands()
    {
        var french = new TextFormat { Decimal = ',', Thousands = ' ' };
        Assert.Equal([1234.5, 1234.5, 1234.5], new[] { "1 234,5", "1\u00A0234,5", "1\u202F234,5" }.Select(text => Number(text, french)));
        var swiss = new TextFormat { Thousands = '\'' };
        Assert.Equal([1234.5, 1234.5], new[] { "1'234.5", "1\u2019234.5" }.Select(text => Number(text, swiss)));
        Assert.Equal(double.NaN, Number("1\u00A0234", swiss));
    }

    static NumberTable Read(string text, TextFormat format, ColumnChoice? chosen = null, Encoding? encoding = null)
    {
        var bytes = encoding is null ? Encoding.UTF8.GetBytes(text) : encoding.GetPreamble().Concat(encoding.GetBytes(text)).ToArray();
        return NumberTable.Read(CsvTable.Read(new MemoryStream(bytes), "t.csv", format), chosen ?? ColumnChoice.Default).OrThrow();
    }

    // With decimal commas the comma is not guessed to separate; the same of a reader of characters as of bytes.
    [Theory]
    [InlineData("a;b\n1,5;2,5\n3,5;4,5\n")]
    [InlineData("a\tb\n1,5\t2,5\n3,5\t4,5\n")]
    [InlineData("# x, y, z, u\n\na|b\n1,5|2,5\n3,5|4,5\n")]
    [InlineData("\"a\";\"b\"\n\"1,5\";2,5\n3,5;\"4,5\"\n")]
    public void The_separator_is_guessed_beside_decimal_commas(string text)
    {
        var format = new TextFormat { Decimal = ',', Comment = '#' };
        var read = Read(text, format);
        Assert.Equal("a b [1.5, 2.5, 3.5, 4.5]", $"{string.Join(' ', read.Names)} {read.Values}");
        Assert.Equal(
            read.Values,
            NumberTable.Read(CsvTable.Read(new StringReader(text), "t.csv", format), ColumnChoice.Default).OrThrow().Values
        );
        Assert.Equal([1.5, 2.5], Read("x\n1,5\n2,5\n", format).Values);
    }

    [Fact]
    public void A_separator_is_stated()
    {
        Assert.Equal([1, 2, 3, 4], Read("a b\n1 2\n3 4\n", new() { Separator = ' ' }).Values);
        Assert.Equal([1, 2, 3, 4], Read("a~b\n1~2\n3~4\n", new() { Separator = '~' }).Values);
    }

    [Fact]
    public void Several_texts_stand_for_what_is_missing()
    {
        var chosen = new ColumnChoice { Missing = Arr.create("-9,9", "?", "-1.000") };
        var read = Read("x\n-9,90\n?\n-1000\n2,5\n-9,9\n", _german, chosen);
        Assert.Equal("[-9.9, NaN, -1000, 2.5, NaN]", read.Values.ToString());
        Assert.Equal(2, read.Description.Missing);
    }

    // To leave such a column out as text would lose numbers.
    [Fact]
    public void A_number_that_is_written_otherwise_is_an_error() =>
        Assert.Equal(
            "t.csv:2:1: '1.5' in a must be a finite number; write it with the decimals and thousands that were stated, or state others",
            NumberTable
                .Read(CsvTable.Read(new StringReader("a;b\n1.5;1\n2.5;2\n"), "t.csv", new() { Decimal = ',' }), ColumnChoice.Default)
                .Match(Succ: _ => "read", Fail: errors => errors.Head.ToString())
        );

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("latin-1")]
    [InlineData("utf-16")]
    [InlineData("utf-16be")]
    [InlineData("UTF8")]
    public void An_encoding_is_stated(string name)
    {
        var encoding = TextEncodings.Find(name).OrThrow();
        var read = Read("größe;ß\n1;2\n3;4\n", new() { Encoding = name }, encoding: encoding);
        Assert.Equal(("größe", "ß"), (read.Names[0], read.Names[1]));
        Assert.Equal([1, 2, 3, 4], read.Values);
        Assert.Equal(encoding.CodePage == 65001 ? "" : encoding.WebName, read.Description.Encoding.IfNone(""));
    }

    [Fact]
    public void A_byte_order_mark_is_told() =>
        Assert.Contains(
            ", text in utf-16",
            Read("x\n1\n", TextFormat.Guessed, encoding: Encoding.Unicode).Description.Lines().First(),
            StringComparison.Ordinal
        );

    [Fact]
    public void What_cannot_be_is_an_error_with_its_place()
    {
        static string Of(byte[] bytes, TextFormat format) =>
            NumberTable
                .Read(CsvTable.Read(new MemoryStream(bytes), "t.csv", format), ColumnChoice.Default)
                .Match(Succ: _ => "read", Fail: errors => errors.Head.ToString());
        Assert.Equal(
            "t.csv:1:1: 0xe4 is no text in us-ascii, here or in the lines below; state another encoding",
            Of(Encoding.Latin1.GetBytes("x\n1\nä\n"), new() { Encoding = "us-ascii" })
        );
        Assert.Equal("unknown encoding 'utf-17'; did you mean utf-16?", Of([], new() { Encoding = "utf-17" }));
        Assert.Equal(
            "separator ',' must be another character than the one before decimals; choose another value",
            Of([], new() { Separator = ',', Decimal = ',' })
        );
    }

    [Theory]
    [InlineData("ab", null, null, null, "separator 'ab' must be one character")]
    [InlineData("\"", null, null, null, "separator '\"' must be one ASCII character that is no letter")]
    [InlineData(null, "x", null, null, "decimal 'x' must be a point or a comma")]
    [InlineData(null, null, "x", null, "thousands 'x' must be a point, a comma")]
    [InlineData(null, ",", ",", null, "thousands ',' must be another character than the one before decimals")]
    [InlineData(null, null, ".", null, "thousands '.' must be another character than the one before decimals")]
    [InlineData("space", null, " ", null, "separator 'space' must be another character than the one between thousands")]
    [InlineData(";", null, null, "semicolon", "comment ';' must be another character than those in rows and numbers")]
    [InlineData(null, null, null, "a", "comment 'a' must be one ASCII character")]
    public void Wrong_words_are_refused(string? separator, string? decimals, string? thousands, string? comment, string error) =>
        Assert.StartsWith(
            error,
            TextFormat
                .Parse(separator, decimals, thousands, comment, null)
                .Match(Succ: _ => "read", Fail: errors => errors.Head.ToString()),
            StringComparison.Ordinal
        );

    [Fact]
    public void Words_stand_for_characters_that_one_does_not_see() =>
        Assert.Equal(
            new TextFormat
            {
                Separator = '\t',
                Decimal = ',',
                Thousands = '.',
                Comment = '#',
            },
            TextFormat.Parse("tab", "comma", "point", "#", null).OrThrow()
        );

    // Resume, verify and plot read as the run did, without being told again.
    [Fact]
    public void A_journal_knows_how_its_data_were_read()
    {
        using var tool = new Tool();
        var text = "größe;w\n# \"not closed\n1.234,5;2\n2.000,25;-\n1.100;4\n?;1\n1.500,0;0\n1.600,0;3\n";
        File.WriteAllBytes(Path.Combine(tool.Folder, "d.csv"), Encoding.Latin1.GetBytes(text));
        string[] format =
        [
            "--decimal",
            ",",
            "--thousands",
            ".",
            "--comment",
            "#",
            "--encoding",
            "latin-1",
            "--missing",
            "-",
            "--missing",
            "?",
        ];
        tool.Done(["fit", "gaussian-mixture", "d.csv", "-k", "1", "--journal", "run.clef", .. format]);
        Assert.StartsWith("identical, ", tool.Done("verify", "run.clef", "d.csv").Out, StringComparison.Ordinal);
    }
}
