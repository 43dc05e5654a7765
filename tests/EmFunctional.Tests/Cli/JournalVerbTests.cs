using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

public sealed class JournalVerbTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string PathTo(string name) => Path.Combine(_tool.Folder, name);

    ToolResult Fit(params string[] more) =>
        _tool.Run([
            "fit",
            "normal-mixture",
            "@faithful",
            "--column",
            "waiting",
            "--journal",
            "run.clef",
            "--format",
            "csv",
            "--quiet",
            .. more,
        ]);

    [Fact]
    public void A_replay_prints_the_same_rows_and_up_to_an_iteration_the_first_of_them()
    {
        var live = Fit();
        Assert.Equal(0, live.ExitCode);
        Assert.Equal(live.Out, _tool.Run("replay", "run.clef", "--format", "csv", "--quiet").Out);
        Assert.Equal(live.Out, _tool.Run("replay", "run.clef", "--speed", "100", "--format", "csv", "--quiet").Out);
        var first = _tool.Run("replay", "run.clef", "--at", "3", "--format", "csv", "--quiet");
        Assert.Equal(string.Join('\n', live.Out.Split('\n').Take(5)) + "\n", first.Out);
    }

    [Fact]
    public void A_journal_cut_in_the_middle_is_resumed_to_the_same_digest_and_verified()
    {
        var live = Fit();
        var whole = _tool.Run("verify", "run.clef", "@faithful");
        Assert.Equal(
            (0, true),
            (whole.ExitCode, whole.Out.StartsWith("identical, 24 iterations, trace digest ", StringComparison.Ordinal))
        );
        var bytes = File.ReadAllBytes(PathTo("run.clef"));
        File.WriteAllBytes(PathTo("cut.clef"), bytes[..(Altered.Ends(bytes)[10] + 100)]);
        var cut = _tool.Run("verify", "cut.clef", "@faithful");
        Assert.Equal((0, true), (cut.ExitCode, cut.Out.StartsWith("identical up to there: line 12 is cut off", StringComparison.Ordinal)));
        Assert.Equal(0, _tool.Run("resume", "cut.clef", "@faithful", "--quiet").ExitCode);
        Assert.Equal(whole.Out, _tool.Run("verify", "cut.clef", "@faithful").Out);
        Assert.Equal(live.Out, _tool.Run("replay", "cut.clef", "--format", "csv", "--quiet").Out);
    }

    [Fact]
    public void A_finished_run_goes_on_under_a_new_rule()
    {
        Fit("--stop", "iterations(3)");
        var ended = _tool.Run("resume", "run.clef", "@faithful");
        Assert.Equal(
            (2, "run.clef: the run has ended; under another stop rule it can go on from its end (--stop)\n"),
            (ended.ExitCode, ended.Error)
        );
        var child = _tool.Run("resume", "run.clef", "@faithful", "--stop", "aitken(1e-6)");
        Assert.Equal(0, child.ExitCode);
        Assert.Contains("(by the rule aitken", child.Out, StringComparison.Ordinal);
        Assert.Equal(0, _tool.Run("verify", "run.clef", "@faithful").ExitCode);
    }

    [Fact]
    public void What_was_changed_is_found_and_exits_with_3()
    {
        Fit();
        var text = File.ReadAllText(PathTo("run.clef"));
        var objective = text.Split('\n')[5].Split("\"Objective\":")[1].Split(',')[0];
        var other7 = objective[8] == '7' ? '8' : '7';
        File.WriteAllText(
            PathTo("changed.clef"),
            text.Replace(objective, objective[..8] + other7 + objective[9..], StringComparison.Ordinal),
            new UTF8Encoding(false)
        );
        var changed = _tool.Run("verify", "changed.clef", "@faithful");
        Assert.Equal(3, changed.ExitCode);
        Assert.StartsWith("different: iteration 4, objective: recorded ", changed.Out, StringComparison.Ordinal);
        File.WriteAllText(PathTo("time.clef"), text.Replace("\"@t\":\"2", "\"@t\":\"3", StringComparison.Ordinal), new UTF8Encoding(false));
        var time = _tool.Run("verify", "time.clef", "@faithful");
        Assert.Equal(
            (3, "different: line 1 is not what was written: its seal does not fit; the lines before are as they were written\n"),
            (time.ExitCode, time.Out)
        );
        var other = _tool.Run("verify", "run.clef", "@faithful", "--column", "eruptions");
        Assert.Equal((3, true), (other.ExitCode, other.Out.StartsWith("the data are not those of the journal", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_is_built_on_a_changed_journal_and_a_replay_of_it_says_so()
    {
        Fit("--stop", "iterations(5)");
        var text = File.ReadAllText(PathTo("run.clef"));
        File.WriteAllText(PathTo("time.clef"), text.Replace("\"@t\":\"2", "\"@t\":\"3", StringComparison.Ordinal), new UTF8Encoding(false));
        const string broken = "line 1 is not what was written";
        var resumed = _tool.Run("resume", "time.clef", "@faithful", "--stop", "iterations(9)");
        Assert.Equal((2, true, ""), (resumed.ExitCode, resumed.Error.Contains(broken, StringComparison.Ordinal), resumed.Out));
        var replayed = _tool.Run("replay", "time.clef");
        Assert.Equal((3, "", true), (replayed.ExitCode, replayed.Out, replayed.Error.Contains(broken, StringComparison.Ordinal)));
        // What another sink of Serilog's wrote has no seals, and is read.
        var unsealed = string.Concat(
            text.Split('\n')
                .Where(line => line.Length > 0)
                .Select(line => line[..line.IndexOf(",\"Seal\"", StringComparison.Ordinal)] + "}\n")
        );
        File.WriteAllText(PathTo("unsealed.clef"), unsealed, new UTF8Encoding(false));
        Assert.Equal(_tool.Run("replay", "run.clef").Out, _tool.Run("replay", "unsealed.clef").Out);
    }

    [Fact]
    public void A_replay_of_a_changed_journal_says_so_in_its_result_and_exits_with_3()
    {
        Fit("--stop", "iterations(5)");
        var lines = File.ReadAllLines(PathTo("run.clef"));
        lines[4] = lines[4].Replace("\"Residual\":0", "\"Residual\":1", StringComparison.Ordinal);
        File.WriteAllLines(PathTo("other.clef"), lines);
        File.WriteAllLines(PathTo("twice.clef"), [.. Unsealed(lines[..3]), .. Unsealed(lines[2..])]);
        foreach (
            var (journal, what) in new[]
            {
                ("other.clef", "line 5 is not what was written"),
                ("twice.clef", "iteration 1 follows iteration 1"),
            }
        )
        {
            var table = _tool.Run("replay", journal);
            Assert.Equal((3, true), (table.ExitCode, table.Error.Contains($"{journal}: line ", StringComparison.Ordinal)));
            Assert.Contains("The journal is not as it was written", table.Out, StringComparison.Ordinal);
            var json = _tool.Run("replay", journal, "--format", "json");
            Assert.Equal((3, true), (json.ExitCode, json.Out.Contains("\"remarks\"", StringComparison.Ordinal)));
            Assert.Contains(what, json.Out, StringComparison.Ordinal);
            Assert.Equal(3, _tool.Run("verify", journal, "@faithful").ExitCode);
            Assert.Equal(2, _tool.Run("resume", journal, "@faithful").ExitCode);
        }
    }

    static string[] Unsealed(IEnumerable<string> lines) =>
        [.. lines.Select(line => line[..line.IndexOf(",\"Seal\"", StringComparison.Ordinal)] + "}")];

    [Fact]
    public void A_journal_without_seals_is_proved_but_for_what_seals_would_show_and_resumed_without()
    {
        Fit();
        var lines = Unsealed(File.ReadAllLines(PathTo("run.clef")));
        File.WriteAllLines(PathTo("sink.clef"), lines[..9]);
        Assert.Equal(0, _tool.Run("resume", "sink.clef", "@faithful", "--quiet").ExitCode);
        var proved = _tool.Run("verify", "sink.clef", "@faithful");
        Assert.Equal(0, proved.ExitCode);
        Assert.Contains("identical, 24 iterations", proved.Out, StringComparison.Ordinal);
        Assert.Contains("has no seals", proved.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_from_a_pipe_is_read_once_and_a_run_is_not_taken_up_in_one()
    {
        if (OperatingSystem.IsWindows())
            return;
        var live = Fit();
        var piped = _tool.Feed(File.ReadAllText(PathTo("run.clef")), "replay", "/dev/stdin", "--format", "csv", "--quiet");
        Assert.Equal((0, live.Out), (piped.ExitCode, piped.Out));
        var resumed = _tool.Feed(File.ReadAllText(PathTo("run.clef")), "resume", "/dev/stdin", "@faithful");
        Assert.Equal((2, ""), (resumed.ExitCode, resumed.Out));
        Assert.StartsWith("/dev/stdin: ", resumed.Error, StringComparison.Ordinal);
        var folder = _tool.Run("replay", ".");
        Assert.Equal((2, "."), (folder.ExitCode, folder.Error[..1]));
    }

    [Theory]
    [InlineData("replay run.clef --speed 1e-300", "speed = 1e-300 must be from 1e-9 to 1000000000")]
    [InlineData("replay run.clef --speed NaN", "speed = NaN must be from 1e-9 to 1000000000")]
    [InlineData("replay run.clef --at -1", "at = -1 must be a whole number, 0 or more")]
    [InlineData("explain coins @do-batzoglou --iterations 0", "iterations = 0 must be a whole number, 1 or more")]
    [InlineData("fit coins data.csv --journal data.csv --force", "journal 'data.csv' must be another file than those that are read")]
    [InlineData("replay run.clef --follow --at 3", "follow must be given without --at and --speed, which are of runs that have ended")]
    [InlineData("fit coins @do-batzoglou --force", "journal must be given with --force and --durable")]
    [InlineData("fit coins @do-batzoglou --journal <empty>", "journal must be the name of a file")]
    public void Options_that_make_no_sense_are_refused_and_nothing_is_written(string line, string message)
    {
        _tool.Write("data.csv", "HTHT\n");
        _tool.Write("run.clef", "");
        var result = _tool.Run([.. line.Split(' ').Select(word => word == "<empty>" ? "" : word)]);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Equal(["data.csv", "run.clef"], _tool.Files.Select(Path.GetFileName).Order());
        Assert.Equal("HTHT\n", File.ReadAllText(PathTo("data.csv")));
    }

    [Fact]
    public void A_replay_asks_for_convergence_too()
    {
        Fit("--stop", "iterations(3)");
        Assert.Equal(0, _tool.Run("replay", "run.clef").ExitCode);
        Assert.Equal(1, _tool.Run("replay", "run.clef", "--require-convergence").ExitCode);
    }

    [Fact]
    public void An_accelerated_run_is_recorded_resumed_and_verified()
    {
        string[] fit =
        [
            "fit",
            "poisson-mixture",
            "@times-deaths",
            "--column",
            "deaths",
            "--weight-column",
            "days",
            "--algorithm",
            "squarem",
        ];
        var live = _tool.Run([.. fit, "--journal", "run.clef", "--format", "csv", "--quiet"]);
        Assert.Equal(0, live.ExitCode);
        var whole = _tool.Run("verify", "run.clef", "@times-deaths");
        Assert.Equal((0, true), (whole.ExitCode, whole.Out.StartsWith("identical, ", StringComparison.Ordinal)));
        var bytes = File.ReadAllBytes(PathTo("run.clef"));
        foreach (var part in new[] { 2, 3, 5 })
        {
            File.WriteAllBytes(PathTo("cut.clef"), bytes[..(bytes.Length / part)]);
            Assert.Equal(0, _tool.Run("resume", "cut.clef", "@times-deaths", "--quiet").ExitCode);
            Assert.Equal(whole.Out, _tool.Run("verify", "cut.clef", "@times-deaths").Out);
            Assert.Equal(live.Out, _tool.Run("replay", "cut.clef", "--format", "csv", "--quiet").Out);
        }
    }

    [Fact]
    public void Journals_that_are_there_or_cannot_be_written_are_clear_errors()
    {
        Assert.Equal(0, Fit("--durable").ExitCode);
        var before = File.ReadAllBytes(PathTo("run.clef"));
        var again = Fit();
        Assert.Equal(
            (2, "run.clef exists; choose another name, or say that it is to be overwritten (--force)\n", ""),
            (again.ExitCode, again.Error, again.Out)
        );
        Assert.Equal(before, File.ReadAllBytes(PathTo("run.clef")));
        Assert.Equal(0, Fit("--force").ExitCode);
        var nowhere = _tool.Run("fit", "coins", "@do-batzoglou", "--journal", "no/such/run.clef");
        Assert.Equal(
            (2, "journal 'no/such/run.clef' must be a file in a folder that there is; choose another value\n"),
            (nowhere.ExitCode, nowhere.Error)
        );
        Assert.Equal(
            (2, true),
            (
                _tool.Run("replay", "none.clef").ExitCode,
                _tool.Run("replay", "none.clef").Error.StartsWith("none.clef: ", StringComparison.Ordinal)
            )
        );
        File.WriteAllText(PathTo("empty.clef"), "");
        Assert.Equal(
            "empty.clef: no run starts in it; nothing can be replayed or resumed\n",
            _tool.Run("resume", "empty.clef", "@faithful").Error
        );
    }

    [Fact]
    public void A_file_that_may_not_grow_ends_the_run_with_a_clear_error_and_a_journal_that_is_resumed()
    {
        var full = _tool.Bounded(4096, "fit", "coins", "@do-batzoglou", "--journal", "full.clef", "--quiet");
        Assert.Equal(1, full.ExitCode);
        Assert.StartsWith(
            "full.clef: the file would be larger than the system allows; the run was stopped",
            full.Error,
            StringComparison.Ordinal
        );
        Assert.EndsWith("}\n", File.ReadAllText(PathTo("full.clef")), StringComparison.Ordinal);
        var whole = _tool.Run("fit", "coins", "@do-batzoglou").Out.Split('\n');
        Assert.Equal(whole[^2], _tool.Run("resume", "full.clef", "@do-batzoglou").Out.Split('\n')[^2]);
    }
}
