using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>em diff A B.</summary>
public sealed class DiffTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    void Record(string journal, params string[] more) => RecordFrom(0.6, journal, more);

    void RecordFrom(double first, string journal, params string[] more) =>
        _tool.Done([
            "fit",
            "coins",
            "@do-batzoglou",
            "--quiet",
            "--journal",
            journal,
            "--start",
            $$"""{"theta":[{{first:R}},0.5]}""",
            .. more,
        ]);

    [Fact]
    public void Two_records_of_a_run_are_the_same()
    {
        Record("a.clef");
        Record("b.clef");
        var result = _tool.Done("diff", "a.clef", "b.clef");
        Assert.Equal("a.clef and b.clef record the same: one run, 10 iterations of the last\n", result.Out);
    }

    [Fact]
    public void A_change_of_the_last_bit_is_found()
    {
        Record("a.clef", "--stop", "iterations(3)");
        RecordFrom(0.6000000000000001, "b.clef", "--stop", "iterations(3)");
        var result = _tool.Run("diff", "a.clef", "b.clef");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("start theta[0]: 0.6, and 0.6000000000000001\n", result.Out, StringComparison.Ordinal);
        Assert.Contains(
            "the first number that differs is theta[0] at iteration 0: 0.6, and 0.6000000000000001, 1.11e-16 apart (1 ulp)",
            string.Join(' ', result.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_determines_the_runs_is_named()
    {
        Record("a.clef");
        _tool.Done("fit", "coins", "@notebook-coins", "--quiet", "--mixing", "estimated", "--algorithm", "squarem", "--journal", "b.clef");
        var differences = Json("a.clef", "b.clef")["differences"]!.AsArray();
        Assert.Superset(
            new[] { "data", "option mixing", "algorithm", "stop rule", "start theta[0]", "end" }.ToHashSet(),
            differences.Select(difference => (string)difference!["what"]!).ToHashSet()
        );
    }

    [Fact]
    public void Another_rule_gives_the_same_iterates_and_another_end()
    {
        Record("a.clef", "--stop", "iterations(3)");
        Record("b.clef", "--stop", "iterations(5)");
        var found = Json("a.clef", "b.clef");
        Assert.Equal(3, (int)found["sameUpTo"]!);
        Assert.Equal(["stop rule", "end"], found["differences"]!.AsArray().Select(difference => (string)difference!["what"]!));
    }

    [Fact]
    public void A_journal_that_was_cut_off_is_the_same_so_far()
    {
        Record("a.clef");
        var lines = File.ReadAllLines(Path.Combine(_tool.Folder, "a.clef"));
        _tool.Write("b.clef", string.Concat(lines.Take(5).Select(line => line + "\n")) + lines[5][..40]);
        var found = Json("a.clef", "b.clef");
        Assert.Equal(3, (int)found["sameUpTo"]!);
        Assert.Equal("not ended after 3 iterations", (string)found["differences"]![0]!["other"]!);
    }

    [Fact]
    public void What_cannot_be_read_is_named()
    {
        Record("a.clef");
        _tool.Write("b.clef", "no journal\n");
        foreach (var other in new[] { "b.clef", "c.clef" })
        {
            var result = _tool.Run("diff", "a.clef", other);
            Assert.Equal(2, result.ExitCode);
            Assert.StartsWith(other, result.Error, StringComparison.Ordinal);
            Assert.Equal("", result.Out);
        }
    }

    JsonNode Json(string one, string other)
    {
        var result = _tool.Run("diff", one, other, "--format", "json");
        Assert.Equal(1, result.ExitCode);
        return JsonNode.Parse(result.Out)!;
    }
}
