using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace EmFunctional.Pictures;

/// <summary>Texts and the room they take: by rule of thumb, for fonts differ from machine to machine.</summary>
static class Words
{
    const double Average = 0.6;

    /// <summary>About how wide a text is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the font.</param>
    public static double Width(string text, double size) => size * text.EnumerateRunes().Sum(rune => rune.Value < 0x1100 ? Average : 1.1);

    /// <summary>A text that takes no more than some room.</summary>
    public static string Fit(string text, double size, double room)
    {
        if (Width(text, size) <= room)
            return text;
        var (kept, width) = (new StringBuilder(), Width("…", size));
        foreach (var rune in text.EnumerateRunes())
        {
            width += Width(rune.ToString(), size);
            if (width > room)
                break;
            kept.Append(rune.ToString());
        }
        return $"{kept}…";
    }

    /// <summary>A text in lines that take no more than some room.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double room)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Fit(word, size, room)))
            if (lines.Count > 0 && Width($"{lines[^1]} {word}", size) <= room)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        return lines;
    }

    /// <summary>A text as XML has it; what XML cannot hold is a question mark.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            escaped.Append(
                rune.Value switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '"' => "&quot;",
                    < 0x20 or 0xFFFE or 0xFFFF => "?",
                    _ => rune.ToString(),
                }
            );
        return escaped.ToString();
    }
}
