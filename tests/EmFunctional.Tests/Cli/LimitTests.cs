using System.IO;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Sizes from outside are compared with the data and a limit before anything of that size is made.</summary>
public sealed class LimitTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    void Refused(string message, params string[] arguments)
    {
        var result = _tool.Run(arguments);
        Assert.Equal((2, "", message), (result.ExitCode, result.Out, result.Error.TrimEnd('\n')));
    }

    [Theory]
    [InlineData("coins", "@do-batzoglou", 5)]
    [InlineData("normal-mixture", "@notebook-points", 40)]
    [InlineData("gaussian-mixture", "@iris", 150)]
    [InlineData("hmm", "@ice-cream", 33)]
    public void Components_are_compared_with_rows(string model, string data, int rows) =>
        Refused($"1999999999 components, but only {rows} rows of data; ask for at most {rows}", "fit", model, data, "-k", "1999999999");

    [Fact]
    public void Starts_rows_and_states_have_a_limit_that_can_be_raised()
    {
        Refused(
            "the numbers of 123456789 starts would be 3703703670, and the limit is 16777216; ask for less, or raise the limit (--limit)",
            "fit",
            "gaussian-mixture",
            "@iris",
            "--starts",
            "123456789"
        );
        _tool.Write("long.csv", "symbol\n" + string.Concat(Enumerable.Range(0, 6000).Select(i => $"{"ab"[i % 2]}\n")));
        var states = _tool.Run("fit", "hmm", "long.csv", "-k", "5000");
        Assert.Equal(2, states.ExitCode);
        Assert.Contains("the numbers that 5000 components keep would be", states.Error, StringComparison.Ordinal);
        Assert.Equal(0, _tool.Run("fit", "coins", "@do-batzoglou", "--save", "m.json", "--quiet").ExitCode);
        Refused(
            "the numbers of 2000000000 rows would be 4000000000, and the limit is 16777216; ask for less, or raise the limit (--limit)",
            "sample",
            "m.json",
            "-n",
            "2000000000"
        );
        Refused(
            "the numbers of 10 rows would be 20, and the limit is 19; ask for less, or raise the limit (--limit)",
            "sample",
            "m.json",
            "--limit",
            "19"
        );
        Assert.Equal(0, _tool.Run("sample", "m.json", "--limit", "20").ExitCode);
    }

    [Theory]
    [InlineData("coins", "@do-batzoglou", "")]
    [InlineData("hmm", "@ice-cream", "")]
    [InlineData("poisson-mixture", "@times-deaths", "deaths")]
    public void A_model_file_of_more_components_than_numbers_is_refused(string model, string data, string column)
    {
        string[] columns = column.Length > 0 ? ["--column", column] : [];
        Assert.Equal(0, _tool.Run(["fit", model, data, .. columns, "--save", "m.json", "--quiet"]).ExitCode);
        var path = Path.Combine(_tool.Folder, "m.json");
        File.WriteAllText(
            path,
            File.ReadAllText(path).Replace("\"components\": \"2\"", "\"components\": \"1000000000\"", StringComparison.Ordinal)
        );
        var refused = _tool.Run(["score", "m.json", data, .. columns]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Matches($"^m.json: {model}: chart must be the [0-9]{{10,}} names of a model with such options, not [0-9]+;", refused.Error);
    }

    [Fact]
    public void A_deviation_whose_inverse_is_infinite_is_refused()
    {
        Assert.Equal(0, _tool.Run("fit", "normal-mixture", "@notebook-points", "--save", "m.json", "--quiet").ExitCode);
        var path = Path.Combine(_tool.Folder, "m.json");
        var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!;
        json["parameters"]!["standardDeviation"]![1] = 3e-310;
        File.WriteAllText(path, json.ToJsonString());
        Refused(
            "m.json: standardDeviation[1] = 3e-310 must be a number above 0, 6e-309 or more; choose another value",
            "predict",
            "m.json",
            "@notebook-points"
        );
    }

    [Theory]
    [InlineData(100, 0, true)]
    [InlineData(101, 0, false)]
    [InlineData(30_000, 0, false)]
    [InlineData(0, 999, true)]
    [InlineData(0, 1000, false)]
    [InlineData(0, 60_000, false)]
    public void A_stop_rule_is_so_deep_and_so_long(int parentheses, int more, bool isRead)
    {
        var text =
            new string('(', parentheses) + "gain(1)" + new string(')', parentheses) + string.Concat(Enumerable.Repeat("|gain(2)", more));
        var read = StopRule.Parse(text);
        Assert.Equal(isRead, read.IsRight);
        Assert.All(read.LeftAsEnumerable(), error => Assert.Contains("expected at most", error.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_rule_holds_so_often() =>
        Assert.True(StopRule.Parse("gain(1)" + string.Concat(Enumerable.Repeat(".for(2)", 30_000))).IsLeft);

    // A byte that is no UTF-8 arrives as the sign for what cannot be told.
    [Fact]
    public void A_file_whose_name_is_no_text_is_refused_for_its_name() =>
        Refused(
            "caf\uFFFD.csv: its name is no UTF-8, and such files cannot be opened by name; rename it, or give what it holds by a pipe",
            "fit",
            "coins",
            "caf\uFFFD.csv"
        );
}
