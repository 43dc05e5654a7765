using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Runs in a store, through the tool: recorded, listed, used by every verb that takes a journal, deleted.</summary>
public sealed class RunsVerbTests : IDisposable
{
    const string Store = "sqlite:runs.db";

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // The name of the journal that a fit was recorded as.
    string Recorded(params string[] fit)
    {
        const string says = "recorded as ";
        var said = _tool.Done([.. fit, "--journal", Store]).Error.Split('\n');
        return said.Single(line => line.StartsWith(says, StringComparison.Ordinal))[says.Length..];
    }

    string Coins() => Recorded("fit", "coins", "@do-batzoglou");

    string Waiting(params string[] more) => Recorded(["fit", "normal-mixture", "@faithful", "--column", "waiting", .. more]);

    JsonArray Listed(params string[] more) =>
        JsonNode.Parse(_tool.Succeeded(["runs", Store, "--format", "json", .. more]))!["runs"]!.AsArray();

    static string Digest(string text) => text.Split('\n').Single(line => line.StartsWith("trace digest", StringComparison.Ordinal));

    [Fact]
    public void Every_verb_takes_a_run_of_a_store_as_it_takes_a_file()
    {
        var (coins, waiting) = (Coins(), Waiting("--starts", "3"));
        var plain = _tool.Done("fit", "coins", "@do-batzoglou", "--journal", "coins.clef", "--quiet").Out;
        Assert.Equal(Digest(plain), Digest(_tool.Done("replay", coins, "--quiet").Out));
        Assert.Contains("identical", _tool.Done("verify", coins, "@do-batzoglou", "--quiet").Out, StringComparison.Ordinal);
        Assert.Contains("identical", _tool.Done("verify", waiting, "@faithful", "--quiet").Out, StringComparison.Ordinal);
        Assert.Contains("record the same", _tool.Done("diff", coins, "coins.clef", "--quiet").Out, StringComparison.Ordinal);
        Assert.Equal(1, _tool.Run("diff", coins, waiting).ExitCode);
        Assert.Equal(
            _tool.Done("predict", "coins.clef", "@do-batzoglou", "--quiet").Out,
            _tool.Done("predict", coins, "@do-batzoglou", "--quiet").Out
        );
        _tool.Done("plot", coins, "-o", "coins.svg", "--quiet");
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(_tool.Folder, "coins.svg")), StringComparison.Ordinal);
        Assert.Equal(Digest(plain), Digest(_tool.Done("replay", coins, "--follow", "--quiet").Out));
        _tool.Done("resume", coins, "@do-batzoglou", "--stop", "iterations(20)", "--quiet");
        _tool.Done("resume", "coins.clef", "@do-batzoglou", "--stop", "iterations(20)", "--quiet");
        Assert.Contains("2 runs, 20 iterations", _tool.Done("diff", coins, "coins.clef", "--quiet").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_listed_for_people_and_for_programs()
    {
        Coins();
        Waiting();
        var table = _tool.Succeeded("runs", Store).Split('\n');
        Assert.Matches("^run +model +data +began +iterations +log-likelihood +verdict$", table[0]);
        Assert.Matches("^587520a5 +coins +@do-batzoglou +[-0-9]{10} [0-9:]{5}Z +6 +-31.57020084 +converged$", table[1]);
        var csv = _tool.Succeeded("runs", Store, "--format", "csv").Split('\n');
        Assert.Equal((4, 7), (csv.Length, csv[1].Split(',').Length));
        var listed = Listed();
        Assert.Equal(
            ["coins(components=2, mixing=equal)", "normal-mixture(components=2, mixing=estimated, m-step=textbook)"],
            listed.Select(run => (string)run!["model"]!)
        );
        Assert.Equal(-31.57020083599467, (double)listed[0]!["objective"]!);
        Assert.StartsWith("converged: ", (string)listed[0]!["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_filtered()
    {
        Coins();
        Waiting();
        Waiting("--stop", "iterations(3)");
        Assert.Equal(2, Listed("--model", "normal-mixture").Count);
        Assert.Single(Listed("--data", "@do-batzoglou"));
        Assert.Single(Listed("--data", ((string)Listed()[0]!["data"]!)[..10]));
        Assert.Single(Listed("--verdict", "stopped"));
        Assert.Single(Listed("--verdict", "converged", "--model", "normal-mixture"));
        Assert.Equal(3, Listed("--since", "2026-01-01").Count);
        Assert.Empty(Listed("--since", "2999-01-01T10:00"));
        Assert.Single(JsonNode.Parse(_tool.Succeeded("runs", $"{Store}#5875", "--format", "json"))!["runs"]!.AsArray());
        Assert.Equal("no runs\n", _tool.Done("runs", Store, "--model", "hmm").Error);
    }

    [Fact]
    public void What_is_deleted_was_agreed_to()
    {
        var coins = Coins();
        Waiting();
        Assert.Equal(1, _tool.Feed("no\n", "runs", Store, "--delete").ExitCode);
        Assert.Equal(1, _tool.Feed("", "runs", Store, "--delete").ExitCode);
        Assert.Equal(2, Listed().Count);
        var deleted = _tool.Feed("yes\n", "runs", coins, "--delete");
        Assert.Equal(0, deleted.ExitCode);
        Assert.Contains("delete one run with all events?", deleted.Error, StringComparison.Ordinal);
        Assert.Contains("one run deleted", deleted.Error, StringComparison.Ordinal);
        Assert.Equal("normal-mixture", ((string)Listed()[0]!["model"]!).Split('(')[0]);
        Assert.Equal(0, _tool.Run("runs", Store, "--delete", "--yes").ExitCode);
        Assert.Empty(Listed());
        Assert.Equal(1, _tool.Run("runs", Store, "--delete", "--yes").ExitCode);
    }

    [Fact]
    public void A_run_is_recorded_once_unless_it_is_to_be_overwritten()
    {
        Coins();
        var again = _tool.Run("fit", "coins", "@do-batzoglou", "--journal", Store, "--quiet");
        Assert.Equal((2, ""), (again.ExitCode, again.Out));
        Assert.Equal("sqlite:runs.db#587520a5 exists; choose another name, or say that it is to be overwritten (--force)\n", again.Error);
        _tool.Done("fit", "coins", "@do-batzoglou", "--journal", Store, "--force", "--durable", "--quiet");
        Assert.Single(Listed());
    }

    [Theory]
    [InlineData("sqlite:runs.db has 2 runs", "2 runs; say which, such as sqlite:runs.db#", "replay", Store)]
    [InlineData("none", "no run whose id begins with 'ffff'; list its runs with 'em runs sqlite:runs.db'", "replay", $"{Store}#ffff")]
    [InlineData("no digits", "is not the beginning of a run's id", "verify", $"{Store}#coins", "@do-batzoglou")]
    [InlineData("new", "name the store alone", "fit", "coins", "@do-batzoglou", "--journal", $"{Store}#a7")]
    [InlineData("missing", "there is no such store", "runs", "sqlite:no.db")]
    [InlineData("a file", "is no store of runs", "runs", "run.clef")]
    [InlineData("no database", "this is no database of SQLite", "runs", "sqlite:text.txt")]
    [InlineData("no database to write", "this is no database of SQLite", "fit", "coins", "@do-batzoglou", "--journal", "sqlite:text.txt")]
    [InlineData("no server", "the server does not answer", "runs", "postgres://127.0.0.1:9/x")]
    [InlineData("no address", "is no option of a connection", "runs", "postgres://h/x?colour=red")]
    [InlineData("no verdict", "did you mean converged", "runs", Store, "--verdict", "convergd")]
    [InlineData("no time", "since", "runs", Store, "--since", "yesterday")]
    [InlineData("yes to what", "given with --delete", "runs", Store, "--yes")]
    public void What_cannot_be_is_told(string what, string words, params string[] call)
    {
        Coins();
        Waiting();
        _tool.Write("text.txt", string.Concat(Enumerable.Repeat("no database\n", 100)));
        var result = _tool.Run(call);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.True(result.Error.Contains(words, StringComparison.Ordinal), $"{what}: {result.Error}");
        Assert.Equal(2, Listed().Count);
        Assert.Equal(1200, new FileInfo(Path.Combine(_tool.Folder, "text.txt")).Length);
    }

    [Theory]
    [InlineData("replay", Secret)]
    [InlineData("replay", Secret, "--follow")]
    [InlineData("resume", Secret, "@do-batzoglou")]
    [InlineData("verify", Secret, "@do-batzoglou")]
    [InlineData("diff", Secret, Secret)]
    [InlineData("plot", Secret, "-o", "x.svg")]
    [InlineData("predict", Secret, "@do-batzoglou")]
    [InlineData("runs", Secret)]
    [InlineData("fit", "coins", "@do-batzoglou", "--quiet", "--journal", "postgres://em:hush@127.0.0.1:9/x")]
    public void A_server_that_does_not_answer_is_told_once_and_no_password_is_shown(params string[] call)
    {
        var result = _tool.Run(call);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^postgres://em@127.0.0.1:9/x(#ab)?: the server does not answer: [^:]*$", lines[^1]);
        Assert.DoesNotContain("hush", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_without_space_ends_the_run_and_what_is_recorded_can_be_resumed()
    {
        string[] fit = ["fit", "normal-mixture", "@faithful", "--column", "waiting", "--stop", "iterations(2000)", "--quiet"];
        var whole = Digest(_tool.Done(fit).Out);
        var full = _tool.Bounded(300 * 1024, [.. fit, "--journal", Store]);
        Assert.Equal(1, full.ExitCode);
        Assert.Matches("no space is left|it may be full", full.Error);
        Assert.Equal("interrupted", (string)Listed().Single()!["verdict"]!);
        Assert.Equal(whole, Digest(_tool.Done("resume", Store, "@faithful", "--quiet").Out));
    }

    [Fact]
    public void A_fit_that_is_killed_is_resumed_to_the_same_bits()
    {
        string[] fit = ["fit", "normal-mixture", "@faithful", "--column", "waiting", "--stop", "iterations(20000)", "--quiet"];
        var whole = Digest(_tool.Done(fit).Out);
        foreach (var until in new[] { 0, 40, 400 })
        {
            using var fitting = _tool.Start([.. fit, "--journal", Store, "--force"]);
            // The list tells what another process records; of the run before, which is overwritten, it tells "interrupted" no more.
            while (
                !File.Exists(Path.Combine(_tool.Folder, "runs.db"))
                || _tool.Run("runs", Store, "--verdict", "running", "--format", "csv").Out.Split('\n') is not [_, var run, ..]
                || run.Split(',') is not [_, _, _, _, var iteration, ..]
                || !int.TryParse(iteration, out var at)
                || at < until
            )
                Assert.False(fitting.HasExited);
            fitting.Kill();
            Tool.End(fitting);
            Assert.Equal("interrupted", (string)Listed().Single()!["verdict"]!);
            Assert.Equal(whole, Digest(_tool.Done("resume", Store, "@faithful", "--quiet").Out));
            Assert.StartsWith("identical", _tool.Done("verify", Store, "@faithful", "--quiet").Out, StringComparison.Ordinal);
        }
    }

    const string Secret = "postgres://em:hush@127.0.0.1:9/x#ab";
}
