using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>How a table in text is written, where somebody says so. What nobody says is guessed, or as most files have it.</summary>
public sealed record TextFormat
{
    // A longer cell is no number.
    const int MostInNumber = 512;

    /// <summary>Nothing is said.</summary>
    public static TextFormat Guessed { get; } = new();

    /// <summary>What separates the cells of a row; guessed among comma, semicolon, tab and bar if nobody says.</summary>
    public Option<char> Separator { get; init; }

    /// <summary>What stands before the decimals of a number: a point or a comma; a point if nobody says.</summary>
    public Option<char> Decimal { get; init; }

    /// <summary>What stands between the thousands of a number; nothing if nobody says.</summary>
    public Option<char> Thousands { get; init; }

    /// <summary>A line that begins with this is passed over; none is if nobody says.</summary>
    public Option<char> Comment { get; init; }

    /// <summary>The encoding by name; what a byte order mark says, or else UTF-8, if nobody says.</summary>
    public Option<string> Encoding { get; init; }

    /// <summary>Whether numbers are written with a decimal point and nothing between thousands.</summary>
    public bool HasPlainNumbers => Point == '.' && Thousands.IsNone;

    char Point => Decimal.IfNone('.');

    /// <summary>What this says, and for the rest what another does.</summary>
    /// <param name="other">The other.</param>
    public TextFormat Or(TextFormat other) =>
        new()
        {
            Separator = Separator.IsSome ? Separator : other.Separator,
            Decimal = Decimal.IsSome ? Decimal : other.Decimal,
            Thousands = Thousands.IsSome ? Thousands : other.Thousands,
            Comment = Comment.IsSome ? Comment : other.Comment,
            Encoding = Encoding.IsSome ? Encoding : other.Encoding,
        };

    /// <summary>Reads what people write: one character each, or <c>tab</c>, <c>space</c>, <c>comma</c>, <c>semicolon</c>, <c>bar</c>, <c>point</c>.</summary>
    /// <param name="separator">What separates cells.</param>
    /// <param name="decimals">What stands before decimals.</param>
    /// <param name="thousands">What stands between thousands.</param>
    /// <param name="comment">What begins a line that is passed over.</param>
    /// <param name="encoding">The encoding by name, which is not looked up here.</param>
    /// <returns>The format; or each option that cannot be, and two that cannot be together.</returns>
    public static Validation<EmError, TextFormat> Parse(
        string? separator,
        string? decimals,
        string? thousands,
        string? comment,
        string? encoding
    )
    {
        var (s, d, t, c) = (CharOf(separator), CharOf(decimals), CharOf(thousands), CharOf(comment));
        var wrong = new[]
        {
            Unread("separator", separator, s),
            Unread("decimal", decimals, d),
            Unread("thousands", thousands, t),
            Unread("comment", comment, c),
        }
            .SelectMany(fault => fault.ToArray())
            .ToSeq();
        if (!wrong.IsEmpty)
            return wrong;
        var format = new TextFormat
        {
            Separator = s,
            Decimal = d,
            Thousands = t,
            Comment = c,
            Encoding = Prelude.Optional(encoding),
        };
        return format.Fault.Match(Prelude.Fail<EmError, TextFormat>, () => format);
    }

    /// <summary>What cannot be of this format, if anything.</summary>
    public Option<EmError> Fault =>
        Separator.Case is char separator && !IsSeparator(separator)
            ? Bad(
                "separator",
                separator,
                "one ASCII character that is no letter, digit, sign, point, quote or end of a line; or tab, space"
            )
        : Decimal.Case is char point && point is not ('.' or ',') ? Bad("decimal", point, "a point or a comma")
        : Thousands.Case is char between && between is not ('.' or ',' or ' ' or '\'' or '_')
            ? Bad("thousands", between, "a point, a comma, a space, an apostrophe or an underscore")
        : Comment.Case is char mark && !(char.IsAscii(mark) && (char.IsPunctuation(mark) || char.IsSymbol(mark)) && mark != '"')
            ? Bad("comment", mark, "one ASCII character that is no letter, digit, space or double quote, such as #")
        : Thousands == Point ? Bad("thousands", Point, "another character than the one before decimals")
        : Separator == Point ? Bad("separator", Point, "another character than the one before decimals")
        : Separator.IsSome && Separator == Thousands
            ? Bad("separator", Separator.IfNone(' '), "another character than the one between thousands")
        : Comment.IsSome && (Comment == Separator || Comment == Point || Comment == Thousands)
            ? Bad("comment", Comment.IfNone(' '), "another character than those in rows and numbers")
        : Option<EmError>.None;

    static bool IsSeparator(char c) =>
        c == '\t' || (char.IsAscii(c) && !char.IsControl(c) && !char.IsAsciiLetterOrDigit(c) && c is not ('"' or '.' or '+' or '-'));

    static EmError Bad(string option, char value, string domain) => new EmError.BadOption(option, NameOf(value), new(domain, _ => false));

    static Option<EmError> Unread(string option, string? text, Option<char> read) =>
        text is null || read.IsSome ? Option<EmError>.None : new EmError.BadOption(option, text, new("one character", _ => false));

    static Option<char> CharOf(string? text) =>
        text switch
        {
            "tab" or "\\t" => '\t',
            "space" => ' ',
            "comma" => ',',
            "semicolon" => ';',
            "bar" => '|',
            "point" => '.',
            { Length: 1 } => text[0],
            _ => Option<char>.None,
        };

    /// <summary>What a character is called where it could not be seen, as <see cref="Parse"/> reads it.</summary>
    /// <param name="c">The character.</param>
    public static string NameOf(char c) =>
        c switch
        {
            '\t' => "tab",
            ' ' => "space",
            _ => $"{c}",
        };

    /// <summary>The number that a text denotes, as this format writes numbers: thousands in groups of three, or none.</summary>
    /// <param name="text">The text; spaces about it do not matter.</param>
    /// <param name="value">The nearest double.</param>
    public bool TryNumber(ReadOnlySpan<char> text, out double value)
    {
        if (HasPlainNumbers)
            return NumberText.TryRead(text, out value);
        value = double.NaN;
        text = text.Trim();
        if (text.Length > MostInNumber)
            return false;
        Span<char> plain = stackalloc char[text.Length];
        return Rewrite(text, plain) is > 0 and var length && NumberText.TryRead(plain[..length], out value);
    }

    // With a decimal point and nothing between thousands; the length of that, 0 of what is no number.
    int Rewrite(ReadOnlySpan<char> text, Span<char> into)
    {
        var (length, digits, isGrouped, isWhole) = (0, 0, false, true);
        foreach (var c in text)
        {
            if (isWhole && IsBetweenThousands(c))
            {
                if (digits is 0 or > 3 || (isGrouped && digits < 3))
                    return 0;
                (isGrouped, digits) = (true, 0);
                continue;
            }
            if (isWhole && (c == Point || c is 'e' or 'E'))
            {
                if (isGrouped && digits != 3)
                    return 0;
                isWhole = false;
                into[length++] = c == Point ? '.' : c;
                continue;
            }
            if (c is '.' or ',')
                return 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            into[length++] = c;
        }
        return isWhole && isGrouped && digits != 3 ? 0 : length;
    }

    // Programs write a space that does not break, and an apostrophe that curls.
    bool IsBetweenThousands(char c) =>
        Thousands.Case is char between
        && (c == between || (between == ' ' && c is '\u00A0' or '\u202F') || (between == '\'' && c == '\u2019'));
}
