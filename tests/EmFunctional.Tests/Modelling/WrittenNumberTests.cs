using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

/// <summary>How texts are written: what may be said of them, and the numbers that follow from it.</summary>
public class WrittenNumberTests
{
    static double Number(string text, char point, char? between = null) =>
        new TextFormat { Decimal = point, Thousands = Prelude.Optional(between) }.TryNumber(text, out var value) ? value : double.NaN;

    [Theory]
    [InlineData("1,5", 1.5)]
    [InlineData(" -0,25 ", -0.25)]
    [InlineData("1.234.567,5", 1234567.5)]
    [InlineData("1234567,5", 1234567.5)]
    [InlineData("12.345", 12345)]
    [InlineData("123.456", 123456)]
    [InlineData("1,5e3", 1500)]
    [InlineData("1.500e3", 1500000)]
    [InlineData("+1.000E-3", 1)]
    [InlineData("1234.567", double.NaN)] // four before the first
    [InlineData("1.23", double.NaN)] // two behind it
    [InlineData("1.23.456", double.NaN)]
    [InlineData("1.23,5", double.NaN)]
    [InlineData("1.2345,5", double.NaN)]
    [InlineData("1.234.5678", double.NaN)]
    [InlineData("1.2e3", double.NaN)]
    [InlineData(".234", double.NaN)]
    [InlineData("1,5.5", double.NaN)] // no thousands among decimals
    [InlineData("1,5,5", double.NaN)]
    [InlineData("1e3.000", double.NaN)]
    [InlineData("", double.NaN)]
    [InlineData("x", double.NaN)]
    public void Thousands_stand_in_groups_of_three_before_the_decimals(string text, double expected) =>
        Assert.Equal(expected, Number(text, ',', '.'));

    [Theory]
    [InlineData("1,5", ',', null, 1.5)]
    [InlineData("1.5", ',', null, double.NaN)]
    [InlineData("1,234.5", '.', ',', 1234.5)]
    [InlineData("1 234.5", '.', ' ', 1234.5)]
    [InlineData("1\u00A0234.5", '.', ' ', 1234.5)]
    [InlineData("1\u202F234.5", '.', ' ', 1234.5)]
    [InlineData("1\u00A0234.5", '.', '_', double.NaN)]
    [InlineData("1'234.5", '.', '\'', 1234.5)]
    [InlineData("1\u2019234.5", '.', '\'', 1234.5)]
    [InlineData("1\u2019234.5", '.', ' ', double.NaN)]
    [InlineData("1_234", '.', '_', 1234)]
    [InlineData("1_234", '.', null, double.NaN)]
    public void What_stands_between_thousands_is_what_was_said_and_its_kin(string text, char point, char? between, double expected) =>
        Assert.Equal(expected, Number(text, point, between));

    [Fact]
    public void A_longer_cell_is_no_number()
    {
        Assert.Equal(0, Number(new string('0', 512), ','));
        Assert.Equal(double.NaN, Number(new string('0', 513), ','));
        Assert.Equal(0, Number(new string('0', 513), '.'));
    }

    [Fact]
    public void Plain_numbers_have_a_point_and_nothing_between_thousands()
    {
        Assert.True(TextFormat.Guessed.HasPlainNumbers);
        Assert.True(new TextFormat { Decimal = '.', Separator = ';' }.HasPlainNumbers);
        Assert.False(new TextFormat { Decimal = ',' }.HasPlainNumbers);
        Assert.False(new TextFormat { Thousands = ' ' }.HasPlainNumbers);
    }

    [Fact]
    public void What_one_says_stands_before_what_another_does()
    {
        var one = new TextFormat { Separator = ';', Decimal = ',' };
        var other = new TextFormat
        {
            Separator = '|',
            Decimal = '.',
            Thousands = '\'',
            Comment = '#',
            Encoding = "latin-1",
        };
        Assert.Equal(other with { Separator = ';', Decimal = ',' }, one.Or(other));
        Assert.Equal(other, other.Or(one));
        Assert.Equal(other, TextFormat.Guessed.Or(other));
        Assert.Equal(other, other.Or(TextFormat.Guessed));
    }

    static string Read(string? separator, string? decimals, string? thousands, string? comment) =>
        TextFormat
            .Parse(separator, decimals, thousands, comment, null)
            .Match(
                format => "",
                errors =>
                    string.Join(" | ", errors.Map(error => $"{error}".Replace("; choose another value", "", StringComparison.Ordinal)))
            );

    [Theory]
    [InlineData("tab", '\t')]
    [InlineData("\\t", '\t')]
    [InlineData("space", ' ')]
    [InlineData("comma", ',')]
    [InlineData("semicolon", ';')]
    [InlineData("bar", '|')]
    [InlineData(":", ':')]
    public void Characters_have_words(string text, char separator)
    {
        var read = TextFormat.Parse(text, null, null, null, "utf-16").OrThrow();
        Assert.Equal(new TextFormat { Separator = separator, Encoding = "utf-16" }, read);
        Assert.Equal(separator, TextFormat.Parse(TextFormat.NameOf(separator), null, null, null, null).OrThrow().Separator);
    }

    [Theory]
    [InlineData("tab", "comma", "point", "#")]
    [InlineData(";", ",", ".", "%")]
    [InlineData(",", ".", "'", ";")]
    [InlineData("space", null, "_", "$")]
    [InlineData("'", "point", " ", "'x")]
    public void What_can_be_is_read(string separator, string? decimals, string thousands, string comment) =>
        Assert.Equal(comment.Length == 1 ? "" : "comment ''x' must be one character", Read(separator, decimals, thousands, comment));

    [Theory]
    [InlineData(
        "ab",
        "xy",
        "cd",
        "ef",
        "separator 'ab' must be one character | decimal 'xy' must be one character | thousands 'cd' must be one character | comment 'ef' must be one character"
    )]
    [InlineData(
        "a",
        null,
        null,
        null,
        "separator 'a' must be one ASCII character that is no letter, digit, sign, point, quote or end of a line; or tab, space"
    )]
    [InlineData(
        "+",
        null,
        null,
        null,
        "separator '+' must be one ASCII character that is no letter, digit, sign, point, quote or end of a line; or tab, space"
    )]
    [InlineData(
        "\n",
        null,
        null,
        null,
        "separator '\\n' must be one ASCII character that is no letter, digit, sign, point, quote or end of a line; or tab, space"
    )]
    [InlineData(
        "é",
        null,
        null,
        null,
        "separator 'é' must be one ASCII character that is no letter, digit, sign, point, quote or end of a line; or tab, space"
    )]
    [InlineData(null, ";", null, null, "decimal ';' must be a point or a comma")]
    [InlineData(null, null, ";", null, "thousands ';' must be a point, a comma, a space, an apostrophe or an underscore")]
    [InlineData(
        null,
        null,
        null,
        "a",
        "comment 'a' must be one ASCII character that is no letter, digit, space or double quote, such as #"
    )]
    [InlineData(
        null,
        null,
        null,
        "\"",
        "comment '\"' must be one ASCII character that is no letter, digit, space or double quote, such as #"
    )]
    [InlineData(
        null,
        null,
        null,
        "§",
        "comment '§' must be one ASCII character that is no letter, digit, space or double quote, such as #"
    )]
    [InlineData(
        null,
        null,
        null,
        "space",
        "comment 'space' must be one ASCII character that is no letter, digit, space or double quote, such as #"
    )]
    [InlineData(null, ",", ",", null, "thousands ',' must be another character than the one before decimals")]
    [InlineData(null, null, "point", null, "thousands '.' must be another character than the one before decimals")]
    [InlineData(",", ",", null, null, "separator ',' must be another character than the one before decimals")]
    [InlineData("'", null, "'", null, "separator ''' must be another character than the one between thousands")]
    [InlineData(";", null, null, ";", "comment ';' must be another character than those in rows and numbers")]
    [InlineData(null, ",", null, ",", "comment ',' must be another character than those in rows and numbers")]
    [InlineData(null, null, "'", "'", "comment ''' must be another character than those in rows and numbers")]
    public void What_cannot_be_is_told(string? separator, string? decimals, string? thousands, string? comment, string told) =>
        Assert.Equal(told, Read(separator, decimals, thousands, comment));

    [Theory]
    [InlineData("1,5", true)]
    [InlineData("-1.234,5", true)]
    [InlineData("1,5e-3", true)]
    [InlineData("1,234", true)]
    [InlineData("1 234", true)]
    [InlineData("1'234.5", true)]
    [InlineData(" 1\u00A0234 ", true)]
    [InlineData("1.5", false)]
    [InlineData("1234", false)]
    [InlineData("a,5", false)]
    [InlineData("1,5x", false)]
    public void A_number_with_commas_or_thousands_is_known_for_one(string text, bool isOne) =>
        Assert.Equal(isOne, NumberLikes.HasComma(text));

    [Theory]
    [InlineData("N/A", true)]
    [InlineData(" missing ", true)]
    [InlineData("NULL", true)]
    [InlineData("-", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void What_programs_write_for_a_missing_number_is_known(string text, bool isOne) =>
        Assert.Equal(isOne, NumberLikes.IsMarker(text));
}
