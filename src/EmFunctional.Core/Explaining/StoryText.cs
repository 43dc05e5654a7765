using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using LanguageExt;

namespace EmFunctional.Explaining;

/// <summary>Sets a story as plain text for a terminal, without its pictures.</summary>
public static class StoryText
{
    const int Width = 96;

    /// <summary>The text, lines ending with \n.</summary>
    /// <param name="story">The story.</param>
    public static string Of(Story story) => Set(PlainStory.Of(story));

    static string Set(Story story) =>
        string.Concat(Wrapped.Lines(story.Title, Width).Concat(story.Chapters.SelectMany(Lines)).Select(line => line + "\n"));

    static IEnumerable<string> Lines(Chapter chapter)
    {
        var set = chapter.Passages.Filter(passage => Lines(passage).Any());
        return new[] { "", chapter.Title, new string('-', chapter.Title.Length) }.Concat(
            set.SelectMany((passage, i) => i == 0 || Leads(set[i - 1], passage) ? Lines(passage) : Lines(passage).Prepend(""))
        );
    }

    // What is set in stands off by itself from the paragraph before it, and a paragraph belongs to its heading.
    static bool Leads(Passage before, Passage next) => (IsProse(before) && !IsProse(next) && !IsHeading(next)) || IsHeading(before);

    static bool IsProse(Passage passage) => passage.Match(_ => false, _ => true, _ => false, _ => false, _ => false, _ => false);

    static bool IsHeading(Passage passage) => passage.Match(_ => true, _ => false, _ => false, _ => false, _ => false, _ => false);

    static IEnumerable<string> Lines(Passage passage) =>
        passage.Match(
            heading: p => [p.Text],
            prose: p => Wrapped.Lines(p.Text, Width),
            points: p => p.Items.SelectMany(item => Wrapped.Lines(item, Width, "- ")),
            working: p => p.Lines.Select(Set),
            figures: p => p.Table.Lines.Select(Set),
            picture: _ => []
        );

    static string Set(string line) => "    " + line;
}
