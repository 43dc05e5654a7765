using System.Linq;
using System.Text;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;
using static EmFunctional.Narration.Passage;

namespace EmFunctional.Tests.Explaining;

public class StoryTests
{
    static readonly Picture _picture = new("Two <hills>", "One is higher.", "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>");

    static readonly Story _story = new(
        "A & B",
        Arr.create(
            new Chapter(
                "1. One",
                Arr.create<Passage>(
                    new Prose("a_b < c"),
                    new Working(Arr.create("2 < 3 & x[0]")),
                    new Figures(new(Arr.create("name", "value[0]"), Arr.create(Arr.create("a|b", "<1>")))),
                    _picture
                )
            ),
            new Chapter(
                "2. Two",
                Arr.create<Passage>(new Heading("Half"), new Points(Arr.create(string.Join(' ', Enumerable.Repeat("word", 40)))))
            )
        )
    );

    [Fact]
    public void Text_is_wrapped_and_goes_without_pictures()
    {
        var text = StoryText.Of(_story);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 96));
        Assert.Contains("\n\n2. Two\n------\nHalf\n- word", text, StringComparison.Ordinal);
        Assert.Contains("a_b < c\n    2 < 3 & x[0]\n\n    name  value[0]\n    a|b        <1>\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hills", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_escapes_what_it_would_read_as_its_own()
    {
        var text = StoryMarkdown.Of(_story);
        Assert.Contains("\na\\_b \\< c\n\n```\n2 < 3 & x[0]\n```\n", text, StringComparison.Ordinal);
        Assert.Contains("| name | value\\[0\\] |\n| --- | ---: |\n| a\\|b | \\<1\\> |\n", text, StringComparison.Ordinal);
        Assert.Contains(
            $"![Two \\<hills\\>](data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(_picture.Svg))})\n\nOne is higher.\n",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Html_escapes_and_needs_nothing_from_outside()
    {
        var page = StoryHtml.Of(_story);
        Assert.Contains("<title>A &amp; B</title>", page, StringComparison.Ordinal);
        Assert.Contains("<p>a_b &lt; c</p>\n<pre>2 &lt; 3 &amp; x[0]</pre>", page, StringComparison.Ordinal);
        Assert.Contains("<td>a|b</td><td>&lt;1&gt;</td>", page, StringComparison.Ordinal);
        Assert.Contains(
            $"aria-label=\"Two &lt;hills&gt;\">\n{_picture.Svg}\n<figcaption>One is higher.</figcaption>",
            page,
            StringComparison.Ordinal
        );
        Assert.All(
            new[] { "<script", "http", "src=", "@import", "url(" },
            outside => Assert.DoesNotContain(outside, page, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public void A_picture_closes_its_chapter()
    {
        var story = Storyteller.Tell(Coins([0.6, 0.5, 0.5, 0.5]), _ => Arr.create(new Illustration(5, _picture)));
        Assert.Equal(8, story.Chapters.Count);
        Assert.Equal(_picture, story.Chapters[4].Passages[^1]);
        Assert.DoesNotContain(_picture, story.Chapters.Where((_, i) => i != 4).SelectMany(chapter => chapter.Passages));
    }

    [Fact]
    public void A_run_without_an_iterate_says_why()
    {
        var run = Coins([0.6, 0.5, 0.5, 0.5]) with { Iterates = Arr<IterationState<Vector>>.Empty, Verdict = Arr.create("Failed: so.") };
        var story = Storyteller.Tell(run, _ => Arr<Illustration>.Empty);
        Assert.Equal("3. The run failed", story.Chapters[^1].Title);
        Assert.Equal(new Prose("Failed: so."), story.Chapters[^1].Passages[0]);
    }

    [Theory]
    [InlineData(3, 14, "0 1 2")]
    [InlineData(150, 6, "0 29 59 89 119 149")]
    public void A_shortened_table_shows_rows_evenly(int count, int most, string rows) =>
        Assert.Equal(rows, string.Join(' ', TextTable.RowsToShow(count, most)));

    static ExplainedRun Coins(Vector start)
    {
        var entry = Registry.Standard.Find("coins").OrThrow();
        var options = entry.Resolve(Seq<ModelOption>.Empty).OrThrow();
        var table = Table.OfLines("flips", ["HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH"]);
        var model = entry.Open(new(table, ColumnChoice.Default, options)).OrThrow();
        var iterates = Em.Iterate(model.Problem, start).Take(4).Select(carried => carried.OrThrow().State).ToArray();
        return new(model, "flips", start, iterates, Option<StopReason>.None, Arr.create("Stopped."), Algorithm.Plain);
    }
}
