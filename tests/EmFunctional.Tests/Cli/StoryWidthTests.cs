using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Narration;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Cli;

/// <summary>Stories and digests fit the width of the terminal, or of <c>COLUMNS</c>, from 60 characters on.</summary>
public sealed class StoryWidthTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData(60, "explain coins @do-batzoglou")]
    [InlineData(60, "explain gaussian-mixture @iris")]
    [InlineData(80, "explain gaussian-mixture @iris")]
    [InlineData(60, "explain hmm @ice-cream")]
    [InlineData(60, "explain linkage @linkage")]
    [InlineData(60, "explain poisson-mixture @times-deaths --column deaths --weight-column days --iterations 3")]
    [InlineData(60, "fit gaussian-mixture @iris -k 3 --trace")]
    [InlineData(60, "fit coins @do-batzoglou")]
    public void No_line_is_wider_than_it_may_be(int width, string call)
    {
        var printed = _tool.Shell($"COLUMNS={width} \"$@\"", call.Split(' '));
        Assert.Equal(0, printed.ExitCode);
        Assert.All((printed.Out + printed.Error).Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void A_digest_is_in_two_lines_where_one_is_too_long_and_in_one_else()
    {
        var (narrow, wide) = (
            _tool.Shell("COLUMNS=60 \"$@\"", "fit", "coins", "@do-batzoglou").Out,
            _tool.Shell("COLUMNS=77 \"$@\"", "fit", "coins", "@do-batzoglou").Out
        );
        var digest = wide.TrimEnd('\n').Split('\n')[^1]["trace digest ".Length..];
        Assert.Equal(64, digest.Length);
        Assert.EndsWith($"\ntrace digest {digest[..32]}\n             {digest[32..]}\n", narrow, StringComparison.Ordinal);
        Assert.Contains($"trace digest {digest}\n", _tool.Done("fit", "coins", "@do-batzoglou").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_and_workings_lose_nothing_where_they_are_broken()
    {
        var columns = Enumerable.Range(0, 12).Select(i => $"column-{i}").ToArray();
        Arr<Arr<string>> rows = Arr.create((Arr<string>)columns.Select(name => name.ToUpperInvariant()).ToArray());
        var story = new Story(
            "A story",
            Arr.create(
                new Chapter(
                    "A chapter with a title that is as long as no title should be, and that is broken for it",
                    Arr.create<Passage>(
                        new Passage.Figures(new(columns, rows)),
                        new Passage.Working(Arr.create("  " + string.Join(" + ", columns)))
                    )
                )
            )
        );
        var (whole, narrow) = (StoryText.Of(story), StoryText.Of(story, 60));
        Assert.All(narrow.Split('\n'), line => Assert.True(line.Length <= 60, line));
        Assert.Contains(whole.Split('\n'), line => line.Length > 60);
        Assert.All(
            columns.Concat(columns.Select(name => name.ToUpperInvariant())),
            name => Assert.Contains(name, narrow, StringComparison.Ordinal)
        );
        Assert.Equal(
            StoryText.Of(story, 400).Replace("\n", "", StringComparison.Ordinal).Length,
            whole.Replace("\n", "", StringComparison.Ordinal).Length
        );
    }
}
