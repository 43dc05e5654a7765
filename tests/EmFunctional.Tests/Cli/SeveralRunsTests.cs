using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Fits of several runs: what they took is counted alike in every verb, and a tournament that was cut anywhere is taken up.</summary>
public sealed class SeveralRunsTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string PathTo(string name) => Path.Combine(_tool.Folder, name);

    JsonElement Json(params string[] arguments) =>
        JsonDocument.Parse(_tool.Done([.. arguments, "--format", "json", "--quiet"]).Out).RootElement;

    static (int Iterations, int Evaluations) Took(JsonElement of) =>
        (of.GetProperty("iterations").GetInt32(), of.GetProperty("evaluations").GetInt32());

    // What differs of two recordings of one run: times, seals, and by what the columns were chosen.
    string[] Events(string journal) =>
        [
            .. File.ReadLines(PathTo(journal))
                .Select(line => JsonNode.Parse(line)!.AsObject())
                .Where(line => (string?)line["Event"] != "resumed")
                .Select(line =>
                    string.Join(
                        ',',
                        line.Where(field => field.Key is not ("@t" or "Seal" or "Read"))
                            .Select(field => $"{field.Key}={field.Value?.ToJsonString()}")
                    )
                ),
        ];

    void Cut(string[] lines, int kept, int torn) =>
        File.WriteAllText(PathTo("cut.clef"), string.Concat(lines.Take(kept).Select(line => line + "\n")) + lines[kept][..torn]);

    string[] Record(string rows, params string[] more)
    {
        _tool.Write("rows.csv", rows);
        _ = _tool.Run(["fit", "gaussian-mixture", "rows.csv", .. more, "--journal", "run.clef", "--quiet"]);
        return File.ReadAllLines(PathTo("run.clef"));
    }

    const string Crowded = "y\n0\n0\n0\n1\n2.5\n3\n9\n9.5\n0\n7\n4\n4.25\n";

    [Theory]
    [InlineData("--starts", "3", "--seed", "8", "-k", "2", "--on-degenerate", "floor")]
    [InlineData("--starts", "3", "--seed", "2", "-k", "4", "--on-degenerate", "drop")]
    public void A_tournament_cut_anywhere_is_resumed_to_the_same_bits(params string[] options)
    {
        var lines = Record(Crowded, options);
        var (whole, told) = (Events("run.clef"), Json("replay", "run.clef"));
        var starts = lines.Select((line, at) => (line, at)).Where(l => l.line.Contains("\"started\"", StringComparison.Ordinal));
        // Before each run, and within it; with a torn line or without.
        var cuts = starts.SelectMany(l => new[] { l.at, l.at + 2 }).Append(lines.Length - 1).Distinct().ToArray();
        Assert.Contains(lines, line => line.Contains("\"winner\"", StringComparison.Ordinal));
        foreach (var kept in cuts.Where(kept => kept > 0 && kept < lines.Length))
        {
            Cut(lines, kept, torn: kept % 2 == 0 ? 0 : 21);
            var resumed = Json("resume", "cut.clef", "rows.csv");
            Assert.Equal(whole, Events("cut.clef"));
            Assert.Equal(told.GetProperty("traceDigest").GetString(), resumed.GetProperty("traceDigest").GetString());
            Assert.Equal(Took(told), Took(resumed));
            Assert.Equal(Took(told.GetProperty("own")), Took(resumed.GetProperty("own")));
        }
        Assert.StartsWith("identical, ", _tool.Done("verify", "cut.clef", "rows.csv").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tournament_is_resumed_from_its_own_data_and_by_its_own_rule()
    {
        var lines = Record(Crowded, "--starts", "3", "-k", "2");
        Cut(lines, 6, 0);
        var rule = _tool.Run("resume", "cut.clef", "rows.csv", "--stop", "gain(1e-3)");
        Assert.Equal(
            (
                2,
                "stop 'gain(0.001)' must be left out until the best of the starts is found, which all run by one rule; choose another value\n"
            ),
            (rule.ExitCode, rule.Error)
        );
        _tool.Write("others.csv", Crowded.Replace("9.5", "9.25", StringComparison.Ordinal));
        var others = _tool.Run("resume", "cut.clef", "others.csv");
        Assert.Equal(2, others.ExitCode);
        Assert.Contains("starts", others.Error, StringComparison.Ordinal);
        Assert.Equal(lines.Take(6), File.ReadAllLines(PathTo("cut.clef")));
    }

    [Fact]
    public void Fit_replay_and_resume_count_all_runs()
    {
        _tool.Write("rows.csv", Crowded);
        string[] call = ["fit", "gaussian-mixture", "rows.csv", "-k", "4", "--on-degenerate", "drop"];
        var fit = Json([.. call, "--journal", "run.clef"]);
        var replayed = Json("replay", "run.clef");
        Assert.Equal(Took(fit), Took(replayed));
        Assert.Equal(Took(fit.GetProperty("own")), Took(replayed.GetProperty("own")));
        // Each run's last iterate has what it took.
        var runs = File.ReadLines(PathTo("run.clef"))
            .Select(line => JsonNode.Parse(line)!)
            .Where(line => (string?)line["Event"] == "iterated")
            .GroupBy(line => (string?)line["Run"], line => ((int)line["Iteration"]!, (int)line["Evaluations"]!))
            .Select(run => run.Last())
            .ToArray();
        Assert.True(runs.Length > 1);
        Assert.Equal((runs.Sum(run => run.Item1), runs.Sum(run => run.Item2)), Took(fit));
        Assert.Equal(runs[^1], Took(fit.GetProperty("own")));
        var sentence = $"All {runs.Length} runs took {Took(fit).Iterations} iterations, {Took(fit).Evaluations} evaluations.";
        Assert.Contains(sentence, _tool.Done(call).Out, StringComparison.Ordinal);
        Assert.Contains(sentence, _tool.Done("replay", "run.clef").Out, StringComparison.Ordinal);
        // Up to an iteration of the last run, no more is counted.
        var start = Json("replay", "run.clef", "--at", "0");
        Assert.Equal(runs.SkipLast(1).Sum(run => run.Item1), Took(start).Iterations);
        // A child under another rule belongs to the same fit.
        var child = Json("resume", "run.clef", "rows.csv", "--stop", "iterations(2)");
        Assert.Equal((Took(fit).Iterations + 2, 2), (Took(child).Iterations, Took(child.GetProperty("own")).Iterations));
        Assert.Equal(Took(child), Took(Json("replay", "run.clef")));
    }

    [Fact]
    public void A_run_alone_has_one_count()
    {
        var fit = Json("fit", "coins", "@do-batzoglou", "--journal", "run.clef");
        Assert.False(fit.TryGetProperty("own", out _));
        Assert.Equal(Took(fit), Took(Json("replay", "run.clef")));
        Assert.DoesNotContain("runs took", _tool.Done("replay", "run.clef").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_shows_the_best_of_all_starts_so_far_and_names_those_that_were_not_run()
    {
        // The first start does not come to its end.
        _tool.Write("rows.csv", "y\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i * 7919 % 10007}\n")));
        using var process = _tool.Start([
            "fit",
            "gaussian-mixture",
            "rows.csv",
            "-k",
            "3",
            "--starts",
            "5",
            "--stop",
            "iterations(2000000000)",
            "--journal",
            "run.clef",
        ]);
        while (process.StandardError.ReadLine() is { } line && !line.StartsWith("iteration", StringComparison.Ordinal)) { }
        Tool.Interrupt(process);
        var result = Tool.End(process);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("Interrupted. The state shown is the best so far.", result.Out, StringComparison.Ordinal);
        Assert.Contains("Of 1 starts 1 was interrupted. All took ", result.Out, StringComparison.Ordinal);
        Assert.Contains("Starts 2 to 5 of 5 were not run.", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_needed_a_limit_is_resumed_and_verified_with_it()
    {
        _tool.Write("long.csv", "symbol\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{"abac"[i % 4]}\n")));
        string[] large = ["--limit", "40"];
        var refused = _tool.Run(["fit", "hmm", "long.csv", .. large]);
        Assert.Equal((2, true), (refused.ExitCode, refused.Error.EndsWith("or raise the limit (--limit)\n", StringComparison.Ordinal)));
        _tool.Done("fit", "hmm", "long.csv", "--journal", "run.clef", "--stop", "iterations(3)");
        foreach (var verb in new[] { "verify", "resume" })
        {
            var small = _tool.Run([verb, "run.clef", "long.csv", .. large]);
            Assert.Equal((2, true), (small.ExitCode, small.Error.EndsWith("or raise the limit (--limit)\n", StringComparison.Ordinal)));
        }
        _tool.Done("verify", "run.clef", "long.csv", "--limit", "100000");
        _tool.Done("resume", "run.clef", "long.csv", "--limit", "100000", "--stop", "iterations(5)");
    }
}
