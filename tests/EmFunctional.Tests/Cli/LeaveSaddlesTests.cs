using System.IO;
using System.Linq;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Runs that leave saddles, by the tool.</summary>
public sealed class LeaveSaddlesTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("squarem")]
    [InlineData("daarem")]
    [InlineData("quasi-newton")]
    public void From_normals_with_the_same_mean_the_tool_finds_both_groups_of_faithful(string algorithm)
    {
        string[] fit =
        [
            "fit",
            "normal-mixture",
            "@faithful",
            "--column",
            "waiting",
            "--quiet",
            "--algorithm",
            algorithm,
            "--start",
            """{"mean":[70,70],"standardDeviation":[5,5]}""",
        ];
        Assert.Contains("log-likelihood -1095.288", _tool.Done(fit).Out, StringComparison.Ordinal);
        var told = _tool.Done([.. fit, "--leave-saddles"]).Out;
        Assert.Contains("log-likelihood -1034.00", told, StringComparison.Ordinal);
        Assert.Contains("ended at a saddle, from where the objective still rises", told, StringComparison.Ordinal);
    }

    [Fact]
    public void By_errors_the_tool_takes_the_way_and_its_journal_is_proved_and_resumed_to_the_same_bits()
    {
        string[] fit = ["fit", "coins", "@do-batzoglou", "--start", """{"theta":[0.6,0.6]}""", "--quiet"];
        Assert.DoesNotContain("at a saddle", _tool.Done([.. fit, "--journal", "alike.clef"]).Out, StringComparison.Ordinal);
        var told = _tool.Done([.. fit, "--errors", "--journal", "saddle.clef"]).Out;
        Assert.Contains("ended at a saddle", told, StringComparison.Ordinal);
        Assert.Contains("log-likelihood -31.57020", told, StringComparison.Ordinal);
        Assert.Contains("identical, 2 runs", _tool.Done("verify", "saddle.clef", "@do-batzoglou", "--quiet").Out, StringComparison.Ordinal);
        var whole = Replayed("saddle.clef");
        // Cut off in the child, cut off in the parent, and at the end of a run that left no saddle.
        var lines = File.ReadAllLines(In("saddle.clef"));
        var child = Enumerable.Range(1, lines.Length - 1).Last(i => lines[i].Contains("\"Event\":\"started\"", StringComparison.Ordinal));
        foreach (var kept in new[] { child + 3, child, 2 })
        {
            File.WriteAllText(In("cut.clef"), string.Concat(lines.Take(kept).Select(line => line + "\n")));
            _tool.Done("resume", "cut.clef", "@do-batzoglou", "--leave-saddles", "--quiet");
            Assert.Equal(whole, Replayed("cut.clef"));
        }
        _tool.Done("resume", "alike.clef", "@do-batzoglou", "--leave-saddles", "--quiet");
        Assert.Equal(whole, Replayed("alike.clef"));
        var again = _tool.Run("resume", "alike.clef", "@do-batzoglou", "--leave-saddles", "--quiet");
        Assert.Contains("the run has ended", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_story_of_a_run_that_ended_at_a_saddle_says_so_and_how_much_higher_a_way_leads()
    {
        string Told(string start) =>
            _tool
                .Done("explain", "coins", "@do-batzoglou", "--start", start, "--quiet")
                .Out.ReplaceLineEndings(" ")
                .Replace("  ", " ", StringComparison.Ordinal);
        Assert.Contains("The run ended at a saddle", Told("""{"theta":[0.6,0.6]}"""), StringComparison.Ordinal);
        Assert.Contains("When the run ends at a saddle", Told("""{"theta":[0.6,0.5]}"""), StringComparison.Ordinal);
    }

    string In(string file) => Path.Combine(_tool.Folder, file);

    string Replayed(string file) => _tool.Done("replay", file, "--format", "csv", "--quiet").Out;
}
