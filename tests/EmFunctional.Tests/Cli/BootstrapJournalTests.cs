using System.IO;
using System.Linq;
using System.Security.Cryptography;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>em fit --bootstrap --journal, and what takes it up, proves and shows it again.</summary>
public sealed class BootstrapJournalTests : IDisposable
{
    static readonly string[] _faithful = ["@faithful", "--column", "waiting"];

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string Fitted(string journal, params string[] options) =>
        Numbers(_tool.Done(["fit", "normal-mixture", .. _faithful, "--bootstrap", "30", "--journal", journal, "--quiet", .. options]).Out);

    // Behind the first line, which counts the rows where they are fitted.
    static string Numbers(string printed) => printed[(printed.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    string[] Lines(string journal) => File.ReadAllLines(Path.Combine(_tool.Folder, journal));

    static bool IsSample(string line) => line.Contains("\"Event\":\"sampled\"", StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void A_bootstrap_that_was_cut_off_is_resumed_to_the_same_numbers(int samples)
    {
        var printed = Fitted("whole.clef");
        var lines = Lines("whole.clef");
        var first = System.Array.FindIndex(lines, IsSample);
        // And a part of the line behind.
        _tool.Write("cut.clef", string.Join('\n', lines.Take(first + samples)) + "\n" + lines[first + samples][..90]);
        Assert.Equal(printed, Numbers(_tool.Done(["resume", "cut.clef", .. _faithful, "--quiet"]).Out));
        static string[] Sampled(string[] lines) =>
            [.. lines.Where(IsSample).Select(line => line.Split("\"Number\"")[1].Split(",\"Seal\"")[0])];
        Assert.Equal(Sampled(lines), Sampled(Lines("cut.clef")));
        Assert.Contains(
            "identical, 24 iterations, 30 samples of the bootstrap",
            _tool.Done(["verify", "cut.clef", .. _faithful, "--quiet"]).Out,
            StringComparison.Ordinal
        );
        var again = _tool.Run(["resume", "cut.clef", .. _faithful]);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("the run has ended", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_that_was_cut_off_is_resumed_with_its_bootstrap()
    {
        var printed = Fitted("whole.clef", "--starts", "2");
        _tool.Write("cut.clef", string.Join('\n', Lines("whole.clef").Take(9)) + "\n");
        Assert.Equal(printed.Split("\n\n")[1], Numbers(_tool.Done(["resume", "cut.clef", .. _faithful, "--quiet"]).Out).Split("\n\n")[1]);
    }

    [Fact]
    public void Under_another_rule_the_samples_are_drawn_anew()
    {
        Fitted("run.clef");
        var printed = _tool.Done(["resume", "run.clef", .. _faithful, "--stop", "aitken(1e-10)", "--quiet"]).Out;
        Assert.Contains("interval by 30 samples of rows drawn anew", printed, StringComparison.Ordinal);
        Assert.Equal(60, Lines("run.clef").Count(IsSample));
        Assert.Contains(
            ", 30 samples of the bootstrap",
            _tool.Done(["verify", "run.clef", .. _faithful, "--quiet"]).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_changed_sample_is_found()
    {
        Fitted("run.clef");
        var lines = Lines("run.clef");
        var at = System.Array.FindIndex(lines, IsSample) + 4;
        var mean = lines[at].Split("\"Parameters\":[")[1].Split(',')[2];
        lines[at] = lines[at].Replace(mean, $"9{mean}", StringComparison.Ordinal);
        _tool.Write("changed.clef", string.Join('\n', lines) + "\n");
        var result = _tool.Run(["verify", "changed.clef", .. _faithful, "--quiet"]);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("different: sample 4, mean[0]: recorded 9", result.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_shown_again_without_data()
    {
        var printed = Fitted("run.clef", "--intervals", "percentile");
        Assert.Equal(printed, Numbers(_tool.Done("replay", "run.clef", "--quiet").Out));
        Fitted("bca.clef");
        Assert.Contains(
            "The intervals are percentiles: those of BCa, which were asked for, take the data.",
            _tool.Done("replay", "bca.clef", "--quiet").Out,
            StringComparison.Ordinal
        );
        Assert.Contains("\"bootstrap\"", _tool.Done("replay", "bca.clef", "--format", "json", "--quiet").Out, StringComparison.Ordinal);
        Assert.DoesNotContain("[low, high]", _tool.Done("replay", "bca.clef", "--at", "3", "--quiet").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Degenerate_samples_are_recorded_and_counted_again()
    {
        _tool.Write("few.csv", "x,y\n0,0\n1,0\n0,1\n9,9\n8,9\n9,8\n");
        var printed = _tool
            .Done("fit", "gaussian-mixture", "few.csv", "-k", "2", "--bootstrap", "20", "--journal", "few.clef", "--quiet")
            .Out;
        var degenerate = printed.Split('\n').SkipWhile(line => !line.Contains(" are degenerate", StringComparison.Ordinal)).First();
        var lines = Lines("few.clef");
        Assert.Contains(lines, line => IsSample(line) && line.Contains("\"Kind\":\"", StringComparison.Ordinal));
        _tool.Write("cut.clef", string.Join('\n', lines.SkipLast(8)) + "\n");
        Assert.Contains(degenerate, _tool.Done("resume", "cut.clef", "few.csv", "--quiet").Out, StringComparison.Ordinal);
        _tool.Done("verify", "cut.clef", "few.csv", "--quiet");
    }

    [Fact]
    public void What_is_signed_ends_with_the_samples()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _tool.Write("key.pem", key.ExportECPrivateKeyPem());
        _tool.Write("key.pub", key.ExportSubjectPublicKeyInfoPem());
        Fitted("run.clef", "--sign", "key.pem", "--provenance");
        Assert.Contains("\"signed\"", Lines("run.clef")[^1], StringComparison.Ordinal);
        Assert.True(IsSample(Lines("run.clef")[^2]));
        _tool.Done(["verify", "run.clef", .. _faithful, "--signed-by", "key.pub", "--quiet"]);
    }

    [Fact]
    public void Samples_are_drawn_from_what_can_be_read_again()
    {
        Fitted("run.clef");
        _tool.Write("cut.clef", string.Join('\n', Lines("run.clef").SkipLast(1)) + "\n");
        var result = _tool.Feed("waiting\n1\n", "resume", "cut.clef", "-");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("DATA '-' must be a file", result.Error, StringComparison.Ordinal);
        var other = _tool.Run("resume", "cut.clef", "@faithful", "--column", "eruptions");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("the data are not those of the journal", other.Error, StringComparison.Ordinal);
    }
}
