using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EmFunctional.Narration;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

public sealed class ExplainPictureTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("coins @do-batzoglou", "5 log-likelihood, 5 likelihood, 6 responsibilities")]
    [InlineData("normal-mixture @notebook-points", "5 log-likelihood, 5 density, 6 responsibilities")]
    [InlineData("gaussian-mixture @faithful", "5 log-likelihood, 5 points, 6 responsibilities")]
    [InlineData("poisson-mixture @times-deaths --column deaths --weight-column days", "5 log-likelihood, 5 density, 6 responsibilities")]
    [InlineData("hmm @ice-cream", "5 log-likelihood, 5 parameters, 6 states")]
    [InlineData("linkage @linkage", "5 log-likelihood, 5 likelihood")]
    public void Pictures_are_where_they_help_and_stand_alone(string line, string pictures)
    {
        var page = Told($"{line} --format html");
        var chapters = page.Split("<h2>").Skip(1).Select(chapter => (Number: chapter[0], Text: chapter));
        var drawn = chapters.SelectMany(chapter =>
            Regex
                .Matches(chapter.Text, "<svg .*?</svg>(?=\\n<figcaption)", RegexOptions.Singleline)
                .Select(match => (chapter.Number, Svg: XElement.Parse(match.Value)))
        );
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Equal(
            pictures,
            string.Join(", ", drawn.Select(of => $"{of.Number} {of.Svg.Element(svg + "title")!.Value.Split(": ")[^1]}"))
        );
        // Several in one page: no name can be another's, and what they are styled by is the same in each.
        Assert.DoesNotContain(drawn.SelectMany(of => of.Svg.DescendantsAndSelf()), element => element.Attribute("id") is not null);
        Assert.Single(drawn.Select(of => of.Svg.Element(svg + "style")!.Value).Distinct());
        Assert.Equal(Regex.Count(page, "<figcaption>."), drawn.Count());
    }

    [Fact]
    public void Markdown_holds_the_pictures_of_the_page()
    {
        string Story(string format) => Told($"coins @do-batzoglou --format {format}");
        var held = Regex
            .Matches(Story("md"), @"!\[[^\]]+\]\(data:image/svg\+xml;base64,([^)]+)\)")
            .Select(match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value)).Trim());
        Assert.Equal(
            Regex.Matches(Story("html"), "<svg .*?</svg>(?=\\n<figcaption)", RegexOptions.Singleline).Select(match => match.Value),
            held
        );
    }

    [Fact]
    public void Pictures_call_a_component_what_the_story_calls_it()
    {
        var page = Told("coins @do-batzoglou --format html");
        Assert.Contains(">coin 1</text>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">component 1</text>", page, StringComparison.Ordinal);
    }

    string Told(string line)
    {
        var result = _tool.Run(["explain", .. line.Split(' ')]);
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
        return result.Out;
    }
}
