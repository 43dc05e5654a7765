using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using EmFunctional.Narration;
using LanguageExt;
using static EmFunctional.Narration.Passage;

namespace EmFunctional.Explaining;

/// <summary>Says what a number like 1.2e-20 means, where a story first has one.</summary>
static partial class ShortNumbers
{
    /// <summary>The story with that sentence, if it needs it.</summary>
    public static Story Explained(Story story)
    {
        var isSaid = false;
        return story with
        {
            Chapters = story.Chapters.Map(chapter => chapter with { Passages = chapter.Passages.SelectMany(Said).ToArray() }),
        };

        IEnumerable<Passage> Said(Passage passage)
        {
            yield return passage;
            if (isSaid || Short().Match(Text(passage)) is not { Success: true } found)
                yield break;
            isSaid = true;
            var places = Math.Abs(int.Parse(found.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
            var side = found.Groups[2].Value[0] == '-' ? "left" : "right";
            yield return new Prose(
                $"({found.Value} is a short way to write {found.Groups[1].Value} with its decimal point moved {places} places to the {side}.)"
            );
        }
    }

    [GeneratedRegex(@"(?<![\w.])(\d(?:\.\d+)?)e(-?\d+)\b")]
    private static partial Regex Short();

    static string Text(Passage passage) =>
        passage.Match(
            heading: p => p.Text,
            prose: p => p.Text,
            points: p => string.Join(' ', p.Items),
            working: p => string.Join(' ', p.Lines),
            figures: p => string.Join(' ', p.Table.Rows.Bind(row => row)),
            picture: _ => ""
        );
}
