using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using LanguageExt;

namespace EmFunctional.Explaining;

/// <summary>Sets a story as plain text for a terminal, without its pictures.</summary>
public static class StoryText
{
    // As prose is read best. What is set in keeps its width where nobody says how wide the place is.
    const int OfFiles = 96;
    const string In = "    ";

    /// <summary>The text, lines ending with \n; prose in lines of 96 characters, tables and workings as wide as they are.</summary>
    /// <param name="story">The story.</param>
    public static string Of(Story story) => Set(PlainStory.Of(story), new(OfFiles, IsFitted: false));

    /// <summary>The text for a place of some width: tables and workings are broken too where they are wider.</summary>
    /// <param name="story">The story.</param>
    /// <param name="width">How many characters a line may have. A table whose first columns are wider is as wide as they.</param>
    public static string Of(Story story, int width) => Set(PlainStory.Of(story), new(width, IsFitted: true));

    sealed record Place(int Width, bool IsFitted)
    {
        public int Within => Width - In.Length;

        public int OfProse => Math.Min(Width, OfFiles);
    }

    static string Set(Story story, Place place) =>
        string.Concat(
            Wrapped
                .Lines(story.Title, place.OfProse)
                .Concat(story.Chapters.SelectMany(chapter => Lines(chapter, place)))
                .Select(line => line + "\n")
        );

    static IEnumerable<string> Lines(Chapter chapter, Place place)
    {
        var set = chapter.Passages.Filter(passage => Lines(passage, place).Any());
        var title = (place.IsFitted ? Wrapped.Lines(chapter.Title, place.Width) : [chapter.Title]).ToArray();
        return title
            .Prepend("")
            .Append(new string('-', title.Max(line => line.Length)))
            .Concat(
                set.SelectMany(
                    (passage, i) => i == 0 || Leads(set[i - 1], passage) ? Lines(passage, place) : Lines(passage, place).Prepend("")
                )
            );
    }

    // What is set in stands off by itself from the paragraph before it, and a paragraph belongs to its heading.
    static bool Leads(Passage before, Passage next) => (IsProse(before) && !IsProse(next) && !IsHeading(next)) || IsHeading(before);

    static bool IsProse(Passage passage) => passage.Match(_ => false, _ => true, _ => false, _ => false, _ => false, _ => false);

    static bool IsHeading(Passage passage) => passage.Match(_ => true, _ => false, _ => false, _ => false, _ => false, _ => false);

    static IEnumerable<string> Lines(Passage passage, Place place) =>
        passage.Match(
            heading: p => place.IsFitted ? Wrapped.Lines(p.Text, place.Width) : [p.Text],
            prose: p => Wrapped.Lines(p.Text, place.OfProse),
            points: p => p.Items.SelectMany(item => Wrapped.Lines(item, place.OfProse, "- ")),
            working: p => p.Lines.SelectMany(line => Broken(line, place)).Select(line => In + line),
            figures: p => Parts(p.Table, place).Select(line => line.Length == 0 ? line : In + line),
            picture: _ => []
        );

    // A working goes on further in.
    static IEnumerable<string> Broken(string line, Place place)
    {
        if (!place.IsFitted || line.Length <= place.Within)
            return [line];
        var begin = new string(' ', line.Length - line.TrimStart(' ').Length);
        return Wrapped
            .Lines(line.TrimStart(' '), place.Within - begin.Length - In.Length)
            .Select((part, i) => begin + (i == 0 ? "" : In) + part);
    }

    // A table that is too wide is several, one below the other.
    static IEnumerable<string> Parts(TextTable table, Place place) =>
        !place.IsFitted || table.Lines.ForAll(line => line.Length <= place.Within)
            ? table.Lines
            : table.Fitted(place.Within).SelectMany((part, i) => i == 0 ? part.Lines : part.Lines.Prepend(""));
}
