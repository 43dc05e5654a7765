using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using LanguageExt;

namespace EmFunctional.Tests.Explaining;

public class PlainTests
{
    [Theory]
    [InlineData("a\u001b[2J", "a\\u001b[2J")]
    [InlineData("a\r\n\tb", "a\\r\\n\\tb")]
    [InlineData("\u009b1m\u0085\u007f\0", "\\u009b1m\\u0085\\u007f\\u0000")]
    [InlineData("\u202eabc\u2066d\u200f", "\\u202eabc\\u2066d\\u200f")]
    [InlineData("\u2028\u2029\ufeff", "\\u2028\\u2029\\ufeff")]
    [InlineData("\U000e0041", "\\udb40\\udc41")]
    [InlineData("Größe θ 年 👩‍🔬 \\n", "Größe θ 年 👩‍🔬 \\n")]
    public void A_line_shows_what_a_terminal_would_obey(string text, string shown)
    {
        Assert.Equal(shown, Plain.Line(text));
        Assert.Equal(shown, Plain.Line(Plain.Line(text)));
    }

    [Fact]
    public void Half_a_character_is_written_out() => Assert.Equal("\\ud800x", Plain.Line("\ud800x"));

    [Fact]
    public void Lines_keep_their_ends() => Assert.Equal("a\n\tb\\u001b\n", Plain.Lines("a\n\tb\u001b\n"));

    [Fact]
    public void Errors_and_tables_are_lines()
    {
        Assert.DoesNotContain('\u001b', new EmError.UnknownName("column", "\u001b[2J\n", Arr.create("x")).ToString());
        Assert.All(
            new TextTable(Arr.create("a\nb"), Arr.create(Arr.create("\u001b"))).Lines,
            line => Assert.DoesNotContain(line, char.IsControl)
        );
        Assert.Equal(new[] { "a\\nb", "\\u001b" }, new TextTable(Arr.create("a\nb"), Arr.create(Arr.create("\u001b"))).Lines);
    }

    static Story Of(Passage passage) => new("t", Arr.create(new Chapter("c", Arr.create(passage))));

    [Fact]
    public void A_story_is_safe_in_every_setting()
    {
        const string name = "n\u001b]0;x\u0007\u202e\nm";
        var story = new Story(
            name,
            Arr.create(
                new Chapter(
                    name,
                    Arr.create<Passage>(
                        new Passage.Heading(name),
                        new Passage.Prose(name),
                        new Passage.Points(Arr.create(name)),
                        new Passage.Working(Arr.create(name)),
                        new Passage.Figures(new(Arr.create(name), Arr.create(Arr.create(name)))),
                        new Passage.Picture(name, name, "<svg/>")
                    )
                )
            )
        );
        foreach (var text in new[] { StoryText.Of(story), StoryMarkdown.Of(story), StoryHtml.Of(story) })
        {
            Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
            Assert.DoesNotContain("\nm", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_name_leaves_the_place_in_Markdown_where_it_stands()
    {
        Assert.Contains(
            "\n````\nr of ``` is 1\n````\n",
            StoryMarkdown.Of(Of(new Passage.Working(Arr.create("r of ``` is 1")))),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\n```\nr of `x` is 1\n```\n",
            StoryMarkdown.Of(Of(new Passage.Working(Arr.create("r of `x` is 1")))),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\n| a\\|b \\`c\\` \\&amp; |\n",
            StoryMarkdown.Of(Of(new Passage.Figures(new(Arr.create("a|b `c` &amp;"), Arr<Arr<string>>.Empty)))),
            StringComparison.Ordinal
        );
        Assert.Contains("\n- \\- x\n", StoryMarkdown.Of(Of(new Passage.Points(Arr.create("- x")))), StringComparison.Ordinal);
        Assert.Contains("\n12\\. x\n", StoryMarkdown.Of(Of(new Passage.Prose("12. x"))), StringComparison.Ordinal);
        Assert.Contains("\n1.5 heads\n", StoryMarkdown.Of(Of(new Passage.Prose("1.5 heads"))), StringComparison.Ordinal);
    }
}
