using System.Globalization;
using System.Linq;
using System.Text;
using EmFunctional.Explaining;

namespace EmFunctional.Modelling;

/// <summary>
/// Text as a terminal may show it. Names come from files: what would move the cursor, set the title of a window, turn the direction of writing or begin
/// a new line is written out instead, as JSON does it: <c>\u001b</c>, <c>\n</c>.
/// </summary>
public static class Plain
{
    /// <summary>A text that is one line.</summary>
    /// <param name="text">The text.</param>
    public static string Line(string text) => Of(text, static _ => false);

    /// <summary>A text of several lines: their ends and tabs stay.</summary>
    /// <param name="text">The text.</param>
    public static string Lines(string text) => Of(text, static c => c is '\n' or '\t');

    static string Of(string text, Func<char, bool> stays)
    {
        if (text.All(c => c is >= ' ' and <= '~'))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; )
        {
            var isCharacter = Rune.TryGetRuneAt(text, i, out var rune);
            var units = text.AsSpan(i, isCharacter ? rune.Utf16SequenceLength : 1);
            if ((isCharacter && IsHarmless(rune)) || stays(units[0]))
                plain.Append(units);
            else
                foreach (var unit in units)
                    plain.Append(Written(unit));
            i += units.Length;
        }
        return plain.ToString();
    }

    // Joiners belong to the spelling of words and signs.
    static bool IsHarmless(Rune rune) =>
        rune.Value is 0x200C or 0x200D
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    static string Written(char unit) =>
        unit switch
        {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => $"\\u{(int)unit:x4}",
        };
}
