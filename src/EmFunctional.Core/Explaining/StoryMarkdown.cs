using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using LanguageExt;

namespace EmFunctional.Explaining;

/// <summary>
/// Sets a story as Markdown, with tables as GitHub has them. Pictures are images within (data URIs), which editors and most renderers show; one that lets
/// none pass shows their titles. SVG written straight into the text would there be its numbers, in a heap.
/// </summary>
public static partial class StoryMarkdown
{
    const string Special = "\\`*_{}[]<>#|~&";

    /// <summary>The Markdown, lines ending with \n.</summary>
    /// <param name="story">The story.</param>
    public static string Of(Story story) => Set(PlainStory.Of(story));

    static string Set(Story story) =>
        string.Join(
            "\n",
            story
                .Chapters.SelectMany(chapter => chapter.Passages.Select(Block).Prepend($"## {Escaped(chapter.Title)}\n"))
                .Prepend($"# {Escaped(story.Title)}\n")
        );

    static string Block(Passage passage) =>
        passage.Match(
            heading: p => $"### {Escaped(p.Text)}\n",
            prose: p => $"{Opening(p.Text)}\n",
            points: p => string.Concat(p.Items.Select(item => $"- {Opening(item)}\n")),
            working: p => Fenced(p.Lines),
            figures: p => Table(p.Table),
            picture: p =>
                $"![{Escaped(p.Title)}](data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(p.Svg))})\n\n{Escaped(p.Caption)}\n"
        );

    // A fence that is longer than any within.
    static string Fenced(Arr<string> lines)
    {
        var longest = lines.SelectMany(line => Ticks().Matches(line)).Select(run => run.Length).Prepend(2).Max();
        var fence = new string('`', longest + 1);
        return $"{fence}\n{string.Concat(lines.Select(line => line + "\n"))}{fence}\n";
    }

    [GeneratedRegex("`+")]
    private static partial Regex Ticks();

    static string Table(TextTable table) =>
        Line(table.Columns)
        + $"|{string.Join("|", table.Columns.Select((_, i) => i == 0 ? " --- " : " ---: "))}|\n"
        + string.Concat(table.Rows.Select(Line));

    static string Line(Arr<string> cells) => $"| {string.Join(" | ", cells.Select(Escaped))} |\n";

    // What would make a list of a paragraph.
    static string Opening(string text) => ListMark().Replace(Escaped(text), "$1\\$2");

    [GeneratedRegex(@"^(\d*)([-+.)])(?=\s|$)")]
    private static partial Regex ListMark();

    static string Escaped(string text) =>
        string.Concat(text.Select(c => Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}
