using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using LanguageExt;

namespace EmFunctional.Explaining;

/// <summary>Sets a story as one HTML page that needs nothing from outside: no script, no font, no picture but those within.</summary>
public static class StoryHtml
{
    const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; font: 1.05rem/1.55 system-ui, sans-serif; color: #1f2328; background: #ffffff; }
        """;

    const string Dark = "@media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117; } }";

    // What is the same on a page of its own and within another.
    const string Inner = """
        h1 { font-size: 1.5rem; line-height: 1.3; }
        h2 { font-size: 1.25rem; margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid #8884; }
        h3 { font-size: 1.05rem; margin-top: 1.75rem; }
        pre { padding: .75rem 1rem; border-radius: .5rem; background: #8881; white-space: pre-wrap; font: .9rem/1.5 ui-monospace, monospace; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
        th, td { padding: .2rem .7rem; text-align: right; white-space: nowrap; border-bottom: 1px solid #8883; }
        th:first-child, td:first-child { padding-left: 0; text-align: left; }
        th { font-weight: 600; }
        figure { margin: 1.5rem 0; }
        figure svg { max-width: 100%; height: auto; }
        figcaption { font-size: .9rem; opacity: .8; }
        """;

    /// <summary>The page, lines ending with \n.</summary>
    /// <param name="story">The story.</param>
    public static string Of(Story story) => Page(PlainStory.Of(story));

    /// <summary>The same as a part of another page, such as a cell of a notebook: without a frame of its own, and without a heading for a chapter that has no title.</summary>
    /// <param name="story">The story.</param>
    public static string Fragment(Story story) =>
        $"""
            <div class="em-story"><style>.em-story {"{"}
            {Inner}
            {"}"}</style>
            <p><strong>{Escaped(story.Title)}</strong></p>
            {string.Join("\n", story.Chapters.Select(Section))}
            </div>
            """.ReplaceLineEndings("\n");

    static string Page(Story story) =>
        $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escaped(story.Title)}</title>
            <style>
            {Style}
            {Inner}
            {Dark}
            </style>
            </head>
            <body>
            <h1>{Escaped(story.Title)}</h1>
            {string.Join("\n", story.Chapters.Select(Section))}
            </body>
            </html>

            """.ReplaceLineEndings("\n");

    static string Section(Chapter chapter) =>
        $"{(chapter.Title.Length > 0 ? $"<h2>{Escaped(chapter.Title)}</h2>\n" : "")}{string.Join("\n", chapter.Passages.Select(Block))}";

    static string Block(Passage passage) =>
        passage.Match(
            heading: p => $"<h3>{Escaped(p.Text)}</h3>",
            prose: p => $"<p>{Escaped(p.Text)}</p>",
            points: p => $"<ul>\n{string.Concat(p.Items.Select(item => $"<li>{Escaped(item)}</li>\n"))}</ul>",
            working: p => $"<pre>{Escaped(string.Join("\n", p.Lines))}</pre>",
            figures: p => Table(p.Table),
            picture: p =>
                $"<figure role=\"group\" aria-label=\"{Escaped(p.Title)}\">\n{p.Svg.Trim()}\n<figcaption>{Escaped(p.Caption)}</figcaption>\n</figure>"
        );

    static string Table(TextTable table) =>
        $"<div class=\"wide\"><table>\n<thead>{Row(table.Columns, "th")}</thead>\n<tbody>\n"
        + string.Concat(table.Rows.Select(row => Row(row, "td") + "\n"))
        + "</tbody>\n</table></div>";

    static string Row(Arr<string> cells, string tag) =>
        $"<tr>{string.Concat(cells.Select(cell => $"<{tag}>{Escaped(cell)}</{tag}>"))}</tr>";

    static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
