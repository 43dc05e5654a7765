using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Rows that were not seen to the end, on the command line.</summary>
public sealed class CensoredTests : IDisposable
{
    const string Right = "right-censored(weibull(time, event))";
    const string Between = "interval-censored(normal(from, to))";

    readonly Tool _tool = new();

    public CensoredTests()
    {
        _tool.Write("times.csv", Table("time,event", Time));
        _tool.Write("between.csv", Table("from,to", Interval));
    }

    public void Dispose() => _tool.Dispose();

    static string Table(string header, Func<int, Seed, string> row) =>
        string.Join('\n', Enumerable.Range(0, 120).Select(i => row(i, new Seed(3).Split(i))).Prepend(header)) + "\n";

    // Early and late failures; somebody stopped to look.
    static string Time(int i, Seed seed)
    {
        var time = (i % 2 == 0 ? 2 : 12) * Math.Pow(-Elementary.Log(seed.Uniform(0)), i % 2 == 0 ? 0.7 : 0.25);
        var end = 1 + 17 * seed.Uniform(1);
        return $"{Number(Math.Min(time, end))},{(time <= end ? 1 : 0)}";
    }

    static string Interval(int i, Seed seed)
    {
        var x = i % 2 == 0 ? 10 + seed.Normal(0) : 16 + 2 * seed.Normal(0);
        return (i % 5) switch
        {
            0 => $"{Number(x)},{Number(x)}",
            1 => $"{Number(x - 0.5)},",
            2 => $",{Number(x + 0.5)}",
            _ => $"{Math.Floor(x)},{Math.Floor(x) + 1}",
        };
    }

    static string Number(double x) => x.ToString("F3", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(
        "times.csv",
        "right-censored(weibull(time))",
        "1 value for columns of right-censored(weibull), where the model has 2; give 2"
    )]
    [InlineData("times.csv", "right-censored(gamma(time, event))", "must be normal, exponential or weibull within right-censored")]
    [InlineData(
        "times.csv",
        "right-censored(zero-inflated(poisson(time)))",
        "must be normal, exponential or weibull within right-censored"
    )]
    [InlineData("times.csv", "right-censored(weibull(event, time))", "in time must be 1 where it was seen, 0 where it had not yet come")]
    [InlineData("between.csv", "interval-censored(normal(to, from))", "in from must be at least ")]
    [InlineData("between.csv", "interval-censored(normal(from, till))", "unknown column 'till'")]
    [InlineData("open.csv", "interval-censored(normal(from, to))", "every row is censored on the same side, as to says")]
    [InlineData("ended.csv", "right-censored(exponential(time, event))", "every row is censored on the same side, as event says")]
    [InlineData("zero.csv", "interval-censored(weibull(from, to))", "zero.csv:3:1: '-1' in from must be 0 or a number above it")]
    public void What_is_wrong_is_said(string file, string family, string said)
    {
        _tool.Write("open.csv", "from,to\n1,\n2,\n,\n");
        _tool.Write("ended.csv", "time,event\n1,0\n2,0\n");
        _tool.Write("zero.csv", "from,to\n0,1\n-1,2\n");
        var result = _tool.Run("fit", "mixture", file, "--family", family, "-k", "1");
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exponential_distribution_has_its_closed_form()
    {
        // Three events in 1 + 2 + 3 + 4 + 5 years; of the last two rows one number is missing, so that they say nothing.
        _tool.Write("few.csv", "time,event\n1,1\n2,0\n3,1\n4,1\n5,0\n,1\n7,\n");
        var result = _tool.Run([.. Fit("few.csv", "right-censored(exponential(time, event))", "1")]);
        Assert.Equal(0.2, JsonNode.Parse(result.Out)!["parameters"]!["rate"]![0]!.GetValue<double>(), 14);
        Assert.Contains("of 2 rows nothing was observed", result.Out, StringComparison.Ordinal);
    }

    static string[] Fit(string file, string family, string k, params string[] more) =>
        ["fit", "mixture", file, "--family", family, "-k", k, "--format", "json", "--quiet", .. more];

    [Theory]
    [InlineData("times.csv", Right, "scale", 2, 12)]
    [InlineData("between.csv", Between, "mean", 10, 16)]
    public void Components_are_found_and_every_verb_works(string file, string family, string group, double low, double high)
    {
        var fit = JsonNode.Parse(_tool.Succeeded(Fit(file, family, "2", "--save", "model.json", "--journal", "run")))!;
        var found = fit["parameters"]![group]!.AsArray().Select(x => x!.GetValue<double>()).ToArray();
        Assert.InRange(found[0], 0.8 * low, 1.2 * low);
        Assert.InRange(found[1], 0.8 * high, 1.2 * high);
        Assert.Equal(120, _tool.Succeeded("predict", "model.json", file, "--quiet", "--format", "csv").TrimEnd().Split('\n').Length - 1);
        _tool.Succeeded("score", "model.json", file, "--quiet");
        _tool.Succeeded("select", "mixture", file, "--family", family, "-k", "1-2", "--quiet");
        var story = _tool.Succeeded("explain", "mixture", file, "--family", family, "-k", "2", "--quiet").ReplaceLineEndings(" ");
        Assert.Contains(group, story, StringComparison.Ordinal);
        // Of the Weibull distribution the M-step is a Newton step, and of the normal one it is exact.
        var (told, other) = family == Right ? ("floor is higher:", "floor is highest.") : ("floor is highest.", "floor is higher:");
        Assert.Contains(told, story, StringComparison.Ordinal);
        Assert.DoesNotContain(other, story, StringComparison.Ordinal);
        _tool.Succeeded("verify", "run", file, "--quiet");
        _tool.Succeeded("plot", "run", "--data", file, "--quiet", "-o", "run.svg");
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(_tool.Folder, "run.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_draw_is_of_the_number_itself()
    {
        _tool.Succeeded(Fit("times.csv", Right, "2", "--save", "right.json"));
        _tool.Succeeded(Fit("between.csv", Between, "2", "--save", "between.json"));
        Assert.All(Drawn("right.json"), cells => Assert.Equal("1", cells[1]));
        Assert.All(Drawn("between.json"), cells => Assert.Equal(cells[0], cells[1]));
    }

    string[][] Drawn(string model) =>
        [.. _tool.Succeeded("sample", model, "-n", "20", "--quiet").TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))];

    [Fact]
    public void Nothing_is_filled_in_where_a_missing_number_says_something()
    {
        var refused = _tool.Run("impute", "mixture", "between.csv", "--family", Between, "-k", "2");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Out));
        Assert.Contains("cannot", refused.Error, StringComparison.Ordinal);
    }
}
