using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>The Gaussian mixture as a user of the tool meets it.</summary>
public sealed class GaussianMixtureVerbTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    ToolResult Fit(params string[] arguments) => _tool.Run(["fit", "gaussian-mixture", .. arguments, "--quiet"]);

    static JsonElement Json(ToolResult result)
    {
        Assert.Equal(0, result.ExitCode);
        return JsonDocument.Parse(result.Out).RootElement;
    }

    [Theory]
    [InlineData("full", -180.18547)]
    [InlineData("tied", -256.35404)]
    [InlineData("diagonal", -307.17757)]
    [InlineData("spherical", -384.31409)]
    public void Iris_in_every_form_by_default_reaches_the_known_optimum(string form, double expected)
    {
        // mclust's VVV, EEE, VVI, VII for three components, from its own starts.
        var result = Json(Fit("@iris", "-k", "3", "--form", form, "--format", "json"));
        Assert.Equal(expected, result.GetProperty("objective").GetDouble(), 1e-4);
        Assert.Equal(3, result.GetProperty("parameters").GetProperty("mean").GetArrayLength());
    }

    [Fact]
    public void A_result_is_a_start()
    {
        var result = Json(Fit("@faithful", "--format", "json", "--stop", "iterations(3)"));
        _tool.Write("parameters.json", result.GetProperty("parameters").GetRawText());
        _tool.Write("result.json", result.GetRawText());
        foreach (var start in new[] { "parameters.json", "result.json" })
        {
            var again = Json(Fit("@faithful", "--start", start, "--stop", "iterations(0)", "--format", "json"));
            Assert.Equal(result.GetProperty("objective").GetDouble(), again.GetProperty("objective").GetDouble());
        }
        Assert.Equal("[\"eruptions\",\"waiting\"]", Compact(result.GetProperty("columns")));
    }

    [Fact]
    public void A_start_may_be_labels_or_responsibilities()
    {
        _tool.Write("data.csv", "x\n1\n3\n10\n14\n");
        var labels = Json(Fit("data.csv", "--start", "{\"labels\":[0,0,1,1]}", "--stop", "iterations(0)", "--format", "json"));
        Assert.Equal("[[2],[12]]", Compact(labels.GetProperty("parameters").GetProperty("mean")));
        var soft = Fit(
            "data.csv",
            "--start",
            "{\"responsibilities\":[[1,0],[1,0],[0,1],[0,1]]}",
            "--stop",
            "iterations(0)",
            "--format",
            "json"
        );
        Assert.Equal("[[2],[12]]", Compact(Json(soft).GetProperty("parameters").GetProperty("mean")));
        var wrong = Fit("data.csv", "--start", "{\"labels\":[0,0,2,1]}");
        Assert.Equal((2, "labels = 2 must be a whole number from 0 to 1; choose another value\n"), (wrong.ExitCode, wrong.Error));
    }

    static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    [Fact]
    public void A_tournament_is_one_journal_whose_winner_is_verified()
    {
        string[] arguments = ["@iris", "-k", "3", "--starts", "6", "--seed", "4", "--init", "random-rows"];
        var live = Fit([.. arguments, "--journal", "run.clef", "--format", "csv"]);
        Assert.Equal(0, live.ExitCode);
        var lines = File.ReadLines(Path.Combine(_tool.Folder, "run.clef"));
        Assert.Equal(6 + 1, lines.Count(line => line.Contains("\"Event\":\"started\"", StringComparison.Ordinal)));
        Assert.Equal(live.Out, Fit([.. arguments, "--format", "csv"]).Out);
        Assert.Equal(live.Out, _tool.Run("replay", "run.clef", "--format", "csv", "--quiet").Out);
        Assert.StartsWith("identical, ", _tool.Run("verify", "run.clef", "@iris").Out, StringComparison.Ordinal);
        Assert.Contains("The best of several starts", _tool.Run("replay", "run.clef").Out, StringComparison.Ordinal);
        // Without the winner it is no result: in the first start, and at the end of all.
        var winner = Array.FindIndex([.. lines], line => line.Contains("\"winner\"", StringComparison.Ordinal));
        foreach (var kept in new[] { 4, winner })
        {
            File.WriteAllLines(Path.Combine(_tool.Folder, "cut.clef"), lines.Take(kept));
            var refused = _tool.Run("predict", "cut.clef", "@iris");
            Assert.Equal((2, ""), (refused.ExitCode, refused.Out));
            Assert.Contains("interrupted before the best of its starts was found", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_collapse_is_reported_and_each_policy_does_what_it_says()
    {
        var rows = Enumerable
            .Range(0, 40)
            .Select(i => $"{i % 7 * 0.7 + i % 3},{i % 5 + i % 2 * 0.3}")
            .Concat(Enumerable.Repeat("50,50", 3));
        _tool.Write("data.csv", string.Join('\n', rows.Prepend("a,b")) + "\n");
        var fail = Fit("data.csv", "--journal", "fail.clef");
        Assert.Equal(1, fail.ExitCode);
        Assert.Contains("collapsed: mass 3", fail.Out, StringComparison.Ordinal);
        Assert.Contains("--on-degenerate", fail.Out, StringComparison.Ordinal);
        var floor = Fit("data.csv", "--on-degenerate", "floor");
        Assert.Equal((0, true), (floor.ExitCode, floor.Out.Contains("raised to the floor", StringComparison.Ordinal)));
        var prior = Fit("data.csv", "--on-degenerate", "prior");
        Assert.Equal((0, true), (prior.ExitCode, prior.Out.Contains("log-posterior", StringComparison.Ordinal)));
        var drop = Fit("data.csv", "--on-degenerate", "drop", "--journal", "drop.clef");
        Assert.Equal((0, true), (drop.ExitCode, drop.Out.Contains("components=1", StringComparison.Ordinal)));
        Assert.Contains("A child (drop) of run ", drop.Out, StringComparison.Ordinal);
        Assert.StartsWith("identical, ", _tool.Run("verify", "drop.clef", "data.csv").Out, StringComparison.Ordinal);
        var restart = Fit("data.csv", "--on-degenerate", "restart", "--journal", "restart.clef");
        Assert.Equal((1, true), (restart.ExitCode, restart.Out.Contains("A child (restart) of run ", StringComparison.Ordinal)));
    }

    // Three rows far from the others, on which a component collapses.
    void WriteCollapsing()
    {
        var rows = Enumerable
            .Range(0, 40)
            .Select(i => $"{i % 7 * 0.7 + i % 3},{i % 5 + i % 2 * 0.3}")
            .Concat(Enumerable.Repeat("50,50", 3));
        _tool.Write("data.csv", string.Join('\n', rows.Prepend("a,b")) + "\n");
    }

    [Fact]
    public void A_policy_holds_in_a_tournament_and_after_an_interruption()
    {
        WriteCollapsing();
        var tournament = Fit("data.csv", "--on-degenerate", "drop", "--init", "k-means++", "--starts", "4");
        Assert.Equal((0, true), (tournament.ExitCode, tournament.Out.Contains("components=1", StringComparison.Ordinal)));
        var live = Fit("data.csv", "--on-degenerate", "drop", "--journal", "run.clef", "--format", "csv");
        var lines = File.ReadAllLines(Path.Combine(_tool.Folder, "run.clef"));
        // In the first run, after its failure, and in the run that takes its place.
        var failed = Array.FindIndex(lines, line => line.Contains("\"Event\":\"failed\"", StringComparison.Ordinal));
        foreach (var kept in new[] { 2, failed + 1, failed + 2, lines.Length - 1 })
        {
            File.WriteAllText(Path.Combine(_tool.Folder, "cut.clef"), string.Concat(lines.Take(kept).Select(line => line + "\n")));
            Assert.Equal(0, _tool.Run("resume", "cut.clef", "data.csv", "--quiet").ExitCode);
            Assert.Equal(live.Out, _tool.Run("replay", "cut.clef", "--format", "csv", "--quiet").Out);
        }
        var explained = _tool.Run("explain", "gaussian-mixture", "data.csv", "--on-degenerate", "drop", "--quiet");
        Assert.Equal((1, ""), (explained.ExitCode, explained.Error));
    }

    [Theory]
    [InlineData("--start {\"mean\":[[1,2],[3,4]]} --starts 3", "starts '3' must be left out where --start is given; choose another value")]
    [InlineData("--start {\"labels\":[0,1]}", "2 values for labels, where the model has 272; give 272")]
    [InlineData("--starts 0", "starts '0' must be a whole number, 1 or more; choose another value")]
    [InlineData("--init kmeans", "unknown start 'kmeans'; did you mean k-means++?")]
    [InlineData("--form ful", "unknown value of form 'ful'; did you mean full?")]
    [InlineData("--columns eruptions,wating", "unknown column 'wating'; did you mean waiting?")]
    [InlineData(
        "--start {\"covariance\":[[[1],[2,1]],[[1],[0,1]]]}",
        "covariance[0] must be positive definite; its smallest eigenvalue is -1"
    )]
    public void What_is_wrong_is_said(string options, string message)
    {
        var result = Fit(["@faithful", .. options.Split(' ')]);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_that_is_not_drawn_leads_others_that_are_and_the_tournament_is_resumed()
    {
        string[] call = ["--init", "hierarchical", "--quiet", "--format", "json"];
        double Objective(params string[] more) =>
            JsonNode.Parse(_tool.Done(["fit", "gaussian-mixture", "@faithful", "-k", "3", .. call, .. more]).Out)![
                "objective"
            ]!.GetValue<double>();
        var (alone, several) = (Objective(), Objective("--starts", "3", "--journal", "run.clef"));
        Assert.True(several > alone);
        var lines = File.ReadAllLines(Path.Combine(_tool.Folder, "run.clef"));
        var second = Enumerable
            .Range(0, lines.Length)
            .Where(i => lines[i].Contains("\"Event\":\"started\"", StringComparison.Ordinal))
            .ElementAt(1);
        File.WriteAllText(Path.Combine(_tool.Folder, "cut.clef"), string.Concat(lines.Take(second + 4).Select(line => line + "\n")));
        _tool.Done("resume", "cut.clef", "@faithful", "--quiet");
        Assert.Equal(_tool.Done("replay", "run.clef", "--format", "csv").Out, _tool.Done("replay", "cut.clef", "--format", "csv").Out);
        Assert.Equal(0, _tool.Run("fit", "coins", "@do-batzoglou", "--init", "quantiles", "--starts", "3").ExitCode);
    }

    [Fact]
    public void What_auto_picked_and_why_is_in_every_report()
    {
        string[] call = ["gaussian-mixture", "@faithful", "-k", "3", "--algorithm", "auto", "--quiet"];
        var picked = JsonNode.Parse(_tool.Done(["fit", .. call, "--journal", "auto.clef", "--format", "json"]).Out)![
            "picked"
        ]!.GetValue<string>();
        Assert.StartsWith("Picked ", picked, StringComparison.Ordinal);
        Assert.Equal(picked, JsonNode.Parse(_tool.Done("replay", "auto.clef", "--format", "json").Out)!["picked"]!.GetValue<string>());
        Assert.Contains(picked, _tool.Done("replay", "auto.clef").Out, StringComparison.Ordinal);
        var story = _tool.Done(["explain", .. call, "--init", "k-means++"]).Out.ReplaceLineEndings(" ");
        Assert.Contains(picked.Split(':')[0], story, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_a_hierarchical_start_names_those_that_it_has()
    {
        var result = _tool.Run("fit", "normal-mixture", "@faithful", "--column", "waiting", "--init", "hierarchical");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("unknown start 'hierarchical'; choose quantiles", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_story_says_where_a_hierarchical_start_comes_from()
    {
        var story = _tool.Done("explain", "gaussian-mixture", "@faithful", "-k", "2", "--init", "hierarchical", "--quiet").Out;
        Assert.Contains("(hierarchical)", story.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void More_starts_never_give_less_and_the_report_says_what_came_of_them()
    {
        // Two long groups beside three round ones, so that k-means misleads.
        var seed = new EmFunctional.Numerics.Seed(5);
        var rows = Enumerable.Range(0, 240).Select(i => (K: i % 5, X: seed.Normal(2 * i), Y: seed.Normal(2 * i + 1)));
        _tool.Write(
            "long.csv",
            string.Join(
                '\n',
                rows.Select(r => FormattableString.Invariant($"{r.X * (r.K < 2 ? 9 : 1) + r.K},{r.Y * 0.7 + 3 * r.K}")).Prepend("x,y")
            ) + "\n"
        );
        JsonElement Best(int starts) =>
            JsonDocument.Parse(Fit("long.csv", "-k", "5", "--starts", $"{starts}", "--format", "json").Out).RootElement;
        var found = new[] { 1, 2, 5, 9 }.Select(Best).ToArray();
        var objectives = found.Select(json => json.GetProperty("objective").GetDouble()).ToArray();
        Assert.Equal(objectives.Order(), objectives);
        var starts = found[3].GetProperty("starts");
        Assert.Equal((9, 9), (starts.GetProperty("count").GetInt32(), starts.GetProperty("objectives").GetArrayLength()));
        Assert.Equal(objectives[0], starts.GetProperty("objectives")[0].GetDouble());
        Assert.Equal(objectives[3], starts.GetProperty("optima")[0].GetProperty("objective").GetDouble());
        Assert.True(found[3].GetProperty("iterations").GetInt32() > found[3].GetProperty("own").GetProperty("iterations").GetInt32());
        Assert.Matches(
            @"Of 9 starts \d ended at -[\d.]+, .*All took \d+ iterations, \d+ evaluations\.",
            Fit("long.csv", "-k", "5", "--starts", "9").Out
        );
    }
}
