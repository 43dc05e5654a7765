using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Tasks;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Streams;
using EmFunctional.Watching.Tests.Support;
using Xunit;

namespace EmFunctional.Watching.Tests;

/// <summary>What a page is told while a run goes on, stops, is interrupted and is taken up.</summary>
public sealed class FollowingTests(Recordings recordings) : IClassFixture<Recordings>, IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string Journal => _tool.PathTo("run.clef");

    static string[] Says(JsonElement run) => [.. run.GetProperty("says").EnumerateArray().Select(line => line.GetString()!)];

    static Dictionary<string, string> Numbers(JsonElement run) =>
        run.GetProperty("numbers")
            .EnumerateArray()
            .ToDictionary(pair => pair.GetProperty("name").GetString()!, pair => pair.GetProperty("value").GetString()!);

    static Func<JsonElement, bool> Is(string standing, int last) =>
        run => run.GetProperty("standing").GetString() == standing && run.GetProperty("last").GetInt32() == last;

    [Fact]
    public async Task A_run_is_seen_from_before_its_journal_is_there_to_its_verdict()
    {
        using var served = new Served(Journal);
        Assert.Equal(["run.clef is not there yet: waiting for it."], Says(await served.UntilAsync("awaited")));
        using (var run = new GrowingRun(recordings.Plain, Journal))
        {
            run.Go(11);
            var now = await served.UntilAsync(Is("going-on", 9));
            Assert.Equal(["The run goes on."], Says(now));
            Assert.Equal(
                "normal-mixture(components=2, mixing=estimated, m-step=textbook) on @faithful, column waiting",
                now.GetProperty("title").GetString()
            );
            var numbers = Numbers(now);
            Assert.Equal(
                ["iteration", "log-likelihood (nats)", "gained by the last iteration", "still to gain (Aitken)", "evaluations"],
                numbers.Keys
            );
            Assert.Equal(("9", "10"), (numbers["iteration"], numbers["evaluations"]));
            Assert.Matches("^about [0-9.e-]+$", numbers["still to gain (Aitken)"]);
            run.Go();
        }
        var end = await served.UntilAsync(Is("ended", 24));
        Assert.Equal("good", end.GetProperty("tone").GetString());
        Assert.StartsWith("Converged: by Aitken's estimate, about 7.5e-7 nats are still to gain", Says(end)[0]);
        Assert.Equal("-1034.001751", Numbers(end)["log-likelihood (nats)"]);
    }

    [Fact]
    public async Task The_workers_of_a_cluster_are_seen_as_they_come_and_go()
    {
        using (var writer = JournalFile.Create(Journal).OrThrow())
        {
            writer.Tell(new WorkerNote(new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero), "10.0.0.2:7100", IsThere: true, 1)).OrThrow();
            writer.Tell(new WorkerNote(new(2026, 11, 28, 9, 0, 5, TimeSpan.Zero), "10.0.0.2:7100", IsThere: false, 0)).OrThrow();
            var coins = Mixture.Of<Coin>(2);
            var problem = Problem.Of(coins, Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH").OrThrow()).OrThrow();
            Em.Run(problem, coins.At(("theta", [0.6, 0.5])).OrThrow(), StopRule.Iterations(5), new())
                .Journal(problem.Chart, writer.Logger)
                .Wait();
        }
        using var served = new Served(Journal);
        var run = await served.UntilAsync(Is("ended", 5));
        Assert.Equal("0", Numbers(run)["workers of the cluster"]);
        var notes = run.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!).ToArray();
        Assert.Equal(
            [
                "09:00:05 UTC: worker 10.0.0.2:7100 is lost, and it was the last.",
                "09:00:00 UTC: worker 10.0.0.2:7100 joined: 1 worker now.",
            ],
            notes[..2]
        );
    }

    [Fact]
    public async Task A_run_whose_writer_is_gone_is_interrupted_and_goes_on_when_it_is_taken_up()
    {
        using (var run = new GrowingRun(recordings.Plain, Journal))
            run.Go(11);
        using var served = new Served(Journal);
        var left = await served.UntilAsync(Is("broken", 9));
        Assert.Equal("Interrupted.", Says(left)[0]);
        Assert.Contains("the run was interrupted after iteration 9", Says(left)[1]);
        Assert.Equal("doubtful", left.GetProperty("tone").GetString());
        var (code, _, error) = await _tool.RunAsync("resume", Journal, "@faithful", "--quiet");
        Assert.True(code == 0, error);
        Assert.Equal("good", (await served.UntilAsync(Is("ended", 24))).GetProperty("tone").GetString());
    }

    [Fact]
    public async Task Several_starts_are_followed_to_the_best()
    {
        using var served = new Served(Journal);
        using (var run = new GrowingRun(recordings.Starts, Journal))
        {
            run.Go(3);
            Assert.Equal(["The run goes on.", "This is start 1 of 4."], Says(await served.UntilAsync(Is("going-on", 1))));
            run.Go();
        }
        Assert.Contains(Says(await served.UntilAsync("ended")), line => line.StartsWith("Of 4 starts ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_journal_that_was_changed_is_shown_up_to_there()
    {
        var lines = File.ReadAllLines(recordings.Plain);
        lines[12] = lines[12].Replace("\"Evaluations\":1", "\"Evaluations\":2", StringComparison.Ordinal);
        File.WriteAllText(Journal, string.Join('\n', lines) + "\n");
        using var served = new Served(Journal);
        var run = await served.UntilAsync(Is("broken", 10));
        Assert.Equal("bad", run.GetProperty("tone").GetString());
        Assert.Contains("line 13", Says(run)[0]);
        Assert.Equal(10, (await served.JsonAsync("runs/0/at/10")).GetProperty("iteration").GetInt32());
    }

    [Fact]
    public async Task A_new_run_in_the_place_of_the_old_one_is_shown()
    {
        File.Copy(recordings.Starts, Journal);
        using var served = new Served(Journal);
        var before = (await served.UntilAsync("ended")).GetProperty("run").GetString();
        File.Copy(recordings.Plain, Journal, overwrite: true);
        var after = await served.UntilAsync(run =>
            run.GetProperty("standing").GetString() == "ended" && run.GetProperty("run").GetString() != before
        );
        Assert.Equal(24, after.GetProperty("last").GetInt32());
    }

    [Fact]
    public async Task Of_a_journal_that_keeps_some_iterates_those_are_shown()
    {
        using (var run = new GrowingRun(recordings.Plain, Journal, every: 10))
            run.Go();
        using var served = new Served(Journal);
        await served.UntilAsync("ended");
        foreach (var (asked, shown) in new[] { (0, 0), (9, 0), (10, 10), (17, 10), (23, 20), (24, 24) })
        {
            var at = await served.JsonAsync($"runs/0/at/{asked}");
            Assert.Equal((asked, shown), (at.GetProperty("asked").GetInt32(), at.GetProperty("iteration").GetInt32()));
            Assert.Equal(asked == shown ? 0 : 1, at.GetProperty("notes").GetArrayLength());
            Assert.NotEmpty(at.GetProperty("tables").EnumerateArray());
        }
        Assert.Equal(3, (await served.JsonAsync("runs/0/course")).GetProperty("figures").GetArrayLength());
    }

    [Fact]
    public async Task Two_pages_and_two_journals_are_told_the_same()
    {
        using var served = new Served(recordings.Plain, recordings.Starts);
        await served.UntilAsync(run => run.GetProperty("index").GetInt32() == 1 && run.GetProperty("standing").GetString() == "ended");
        await served.UntilAsync("ended");
        var titles = (await served.JsonAsync("course"))
            .GetProperty("figures")
            .EnumerateArray()
            .Select(figure => figure.GetProperty("title").GetString());
        Assert.Equal(
            ["2 runs on @faithful, column waiting: log-likelihood", "2 runs on @faithful, column waiting: gap to the end"],
            titles
        );
    }

    [Fact]
    public async Task Runs_on_different_data_are_not_compared()
    {
        var other = await _tool.RecordAsync("iris.clef", "gaussian-mixture", "@iris", "-k", "2");
        using var served = new Served(recordings.Plain, other);
        await served.UntilAsync(run => run.GetProperty("index").GetInt32() == 1 && run.GetProperty("standing").GetString() == "ended");
        await served.UntilAsync(run => run.GetProperty("index").GetInt32() == 0 && run.GetProperty("standing").GetString() == "ended");
        var course = await served.JsonAsync("course");
        Assert.Equal(0, course.GetProperty("figures").GetArrayLength());
        Assert.Contains("different data", course.GetProperty("why").GetString());
    }

    [Fact]
    public async Task A_run_in_an_application_s_own_log_is_seen_among_its_other_lines()
    {
        const string other = "{\"@t\":\"2026-01-01T00:00:00.0000000Z\",\"@mt\":\"Somebody came in\",\"Who\":\"Anna\"}";
        var lines = File.ReadLines(recordings.Plain).Select(line => line[..line.IndexOf(",\"Seal\"", StringComparison.Ordinal)] + "}");
        File.WriteAllText(Journal, string.Join("\r\n", lines.SelectMany(line => new[] { other, line, other })) + "\r\n");
        using var served = new Served(Journal);
        await served.UntilAsync(Is("ended", 24));
        foreach (var n in new[] { 0, 1, 13, 24 })
            Assert.Equal(n, (await served.JsonAsync($"runs/0/at/{n}")).GetProperty("iteration").GetInt32());
    }

    [Fact]
    public async Task A_journal_that_has_ended_is_read_once()
    {
        // A signature stands behind the last line of the run.
        File.Copy(recordings.Plain, Journal);
        using var ended = new Served(Journal);
        var version = (await ended.UntilAsync("ended")).GetProperty("version").GetInt64();
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            File.WriteAllText(_tool.PathTo("key.pem"), key.ExportECPrivateKeyPem());
        var signed = _tool.PathTo("signed.clef");
        await _tool.RecordAsync("signed.clef", "normal-mixture", "@faithful", "--column", "waiting", "--sign", "key.pem");
        using var served = new Served(signed);
        var first = (await served.UntilAsync("ended")).GetProperty("version").GetInt64();
        await Task.Delay(1000);
        Assert.Equal(first, (await served.UntilAsync("ended")).GetProperty("version").GetInt64());
        Assert.Equal(version, (await ended.UntilAsync("ended")).GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task A_run_in_a_store_is_seen_as_one_in_a_file_is()
    {
        await _tool.RecordAsync("sqlite:runs.db", "normal-mixture", "@faithful", "--column", "waiting");
        using var served = new Served(EmFunctional.Stores.JournalStore.At($"sqlite:{_tool.PathTo("runs.db")}"));
        await served.UntilAsync(Is("ended", 24));
        Assert.Equal(7, (await served.JsonAsync("runs/0/at/7")).GetProperty("iteration").GetInt32());
    }

    [Fact]
    public async Task A_long_run_takes_some_bytes_an_iterate_and_each_is_found()
    {
        const int many = 100_000;
        var journal = await _tool.RecordAsync("long.clef", "coins", "@do-batzoglou", "--stop", $"iterations({many})");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var served = new Served(journal);
        await served.UntilAsync(Is("ended", many));
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(taken, 8L * many, 16L * many + 8_000_000); // the states themselves would take 30 MB
        foreach (var n in new[] { 0, 1, 63, 54_321, many - 1, many })
            Assert.Equal(n, (await served.JsonAsync($"runs/0/at/{n}")).GetProperty("iteration").GetInt32());
    }
}
