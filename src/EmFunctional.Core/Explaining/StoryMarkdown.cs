using System.Collections.Generic;
using System.Linq;
using System.Text;
using LanguageExt;

namespace EmFunctional.Explaining;

/// <summary>
/// Sets a story as Markdown, with tables as GitHub has them. Pictures are images within (data URIs), which editors and most renderers show; one that lets
/// none pass shows their titles. SVG written straight into the text would there be its numbers, in a heap.
/// </summary>
public static class StoryMarkdown
{
    const string Special = "\\`*_{}[]<>#|~";

    /// <summary>The Markdown, lines ending with \n.</summary>
    /// <param name="story">The story.</param>
    public static string Of(Story story) =>
        string.Join(
            "\n",
            story
                .Chapters.SelectMany(chapter => chapter.Passages.Select(Block).Prepend($"## {Escaped(chapter.Title)}\n"))
                .Prepend($"# {Escaped(story.Title)}\n")
        );

    static string Block(Passage passage) =>
        passage.Match(
            heading: p => $"### {Escaped(p.Text)}\n",
            prose: p => $"{Escaped(p.Text)}\n",
            points: p => string.Concat(p.Items.Select(item => $"- {Escaped(item)}\n")),
            working: p => $"```\n{string.Concat(p.Lines.Select(line => line + "\n"))}```\n",
            figures: p => Table(p.Table),
            picture: p =>
                $"![{Escaped(p.Title)}](data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(p.Svg))})\n\n{Escaped(p.Caption)}\n"
        );

    static string Table(TextTable table) =>
        Line(table.Columns)
        + $"|{string.Join("|", table.Columns.Select((_, i) => i == 0 ? " --- " : " ---: "))}|\n"
        + string.Concat(table.Rows.Select(Line));

    static string Line(Arr<string> cells) => $"| {string.Join(" | ", cells.Select(Escaped))} |\n";

    static string Escaped(string text) =>
        string.Concat(text.Select(c => Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}
