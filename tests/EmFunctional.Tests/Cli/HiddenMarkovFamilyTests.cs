using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Hidden Markov models over families, on the command line: every verb, and what is wrong.</summary>
public sealed class HiddenMarkovFamilyTests : IDisposable
{
    const string Three = "normal(x) * poisson(n) * categorical(colour)";
    const string Levels = "normal(x) * poisson(n) * categorical(colour, levels=blue|red)";

    readonly Tool _tool = new();

    public HiddenMarkovFamilyTests() => _tool.Write("days.csv", Days);

    public void Dispose() => _tool.Dispose();

    // Two sequences that change their state every twelve rows; a cell in nine is missing.
    static string Days { get; } =
        string.Join(
            '\n',
            Enumerable
                .Range(0, 96)
                .Select(i =>
                {
                    var (seed, state) = (new Seed(4).Split(i), i / 12 % 2);
                    var x = i % 9 == 4 ? "" : NumberText.Shortest(Math.Round(4 * state + seed.Normal(0), 3));
                    var n = i % 9 == 7 ? "NA" : NumberText.Shortest(seed.Poisson(10, 2 + 6 * state));
                    var colour = seed.Uniform(1) < (state == 0 ? 0.8 : 0.3) ? "red" : "blue";
                    return $"{(i < 48 ? "a" : "b")},{x},{n},{colour},{(i < 48 ? 1 : 2)},{(i % 12 == 0 ? "calm wild".Split(' ')[state] : "")}";
                })
                .Prepend("sequence,x,n,colour,times,weather")
        ) + "\n";

    string Run(params string[] arguments)
    {
        var result = _tool.Run(arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result.ExitCode} {result.Error}");
        return result.Out;
    }

    string Read(string name) => File.ReadAllText(Path.Combine(_tool.Folder, name));

    static string[] Lines(string text) => text.TrimEnd().Split('\n');

    [Theory]
    [InlineData("normla(x)", "unknown family 'normla'; did you mean normal?")]
    [InlineData("gaussian", "unknown family 'gaussian'")]
    [InlineData("normal(colour)", "days.csv:2:")]
    [InlineData("normal(colour)", "in colour must be a finite number; correct this cell")]
    [InlineData("poisson(x)", "in x must be a whole number, 0 or more; correct this cell")]
    [InlineData("normal(x", "emission 'normal(x' must be a family with its columns, such as poisson(visits): at character 9")]
    [InlineData("", "emission must be a family with its columns, such as poisson(visits): at character 1")]
    [InlineData("normal(x) * poisson(x)", "column 'x' must be named once")]
    [InlineData("normal(y)", "unknown column 'y'")]
    [InlineData("normal(x)", "97 components, but only 96", "-k", "97")]
    [InlineData("normal(x)", "columns 'n' must be those of the family, x, or left out", "--column", "n")]
    [InlineData("normal(x)", "unknown parameter to hold 'mu[0]'", "--hold", "mu[0]=0")]
    [InlineData("normal(x)", "hmm cannot hold a part of transition[0]; hold all of its numbers", "--hold", "transition[0][1]=0.5")]
    [InlineData(Three, "hmm cannot hold a part of the colour.probability of a state", "--hold", "colour.probability[1][0]=0.5")]
    [InlineData("normal", "days.csv: columns x, n, colour, times, weather")]
    public void What_is_wrong_is_said_and_nothing_is_computed(string emission, string said, params string[] more)
    {
        var result = _tool.Run(["fit", "hmm", "days.csv", "--emission", emission, "--save", "never.json", .. more]);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_tool.Files, file => file.EndsWith("never.json", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_verb_takes_states_of_a_product()
    {
        string[] data = ["hmm", "days.csv", "--emission", Three, "--weight-column", "times", "--label-column", "weather"];
        var shown = Run(["fit", .. data, "--save", "m.json", "--journal", "run.clef", "--stop", "iterations(6)"]);
        Assert.Contains($"hmm(components=2, emission={Levels})", shown, StringComparison.Ordinal);
        Assert.StartsWith("identical, 6 iterations", Run("verify", "run.clef", "days.csv"), StringComparison.Ordinal);
        Run("replay", "run.clef");
        Run("resume", "run.clef", "days.csv", "--stop", "iterations(2)");
        Run("plot", "run.clef", "--data", "days.csv", "-o", "run.svg");
        foreach (var title in new[] { "states, sequence 1", "x, sequence 1", "n, sequence 2", "colour, sequence 2" })
            Assert.Contains(title, Read("run.svg"), StringComparison.Ordinal);
        var predicted = Lines(Run("predict", "m.json", "days.csv", "--path"));
        Assert.Equal((97, "label,path,responsibility[0],responsibility[1],logDensity"), (predicted.Length, predicted[0]));
        // The states are told apart, but for a row or two, and the path says the same.
        var right = predicted
            .Skip(1)
            .Where((row, i) => row.StartsWith(i / 12 % 2 == 0 ? "calm,calm" : "wild,wild", StringComparison.Ordinal));
        Assert.InRange(right.Count(), 90, 96);
        var score = Lines(Run("score", "m.json", "days.csv"))[1].Split(',');
        Assert.Equal(("96", "11"), (score[0], score[3]));
        var drawn = Lines(Run("sample", "m.json", "-n", "40", "--components"));
        Assert.Equal((41, "x,n,colour,component"), (drawn.Length, drawn[0]));
        Assert.All(drawn.Skip(1), row => Assert.Contains(row.Split(',')[2], new[] { "red", "blue" }));
        Assert.Contains("The smallest BIC: k = 2.", Run(["select", .. data, "-k", "1-2"]), StringComparison.Ordinal);
        var story = Run(["explain", .. data, "--stop", "iterations(4)"]);
        Assert.Contains("(· is missing)", story, StringComparison.Ordinal);
        Assert.Contains("x.mean = ", story, StringComparison.Ordinal);
        Assert.DoesNotContain("symbol", story, StringComparison.Ordinal);
        Run(["explain", .. data, "--stop", "iterations(4)", "-o", "story.html"]);
    }

    [Fact]
    public void A_saved_model_reads_other_columns_and_starts_a_fit_in_part()
    {
        Run("fit", "hmm", "days.csv", "--emission", "normal(x)", "--save", "m.json", "--format", "json");
        var saved = JsonNode.Parse(Read("m.json"))!;
        Assert.Equal("normal(x)", saved["options"]!["emission"]!.GetValue<string>());
        Assert.Equal("[\"x\"]", saved["columns"]!.ToJsonString());
        _tool.Write("other.csv", Days.Replace("sequence,x,", "sequence,y,"));
        Assert.Contains("no column x, which the model reads", _tool.Run("predict", "m.json", "other.csv").Error, StringComparison.Ordinal);
        Assert.Equal(Run("predict", "m.json", "days.csv"), Run("predict", "m.json", "other.csv", "--column", "y"));
        var start = Run("fit", "hmm", "days.csv", "--emission", "normal(x)", "--start", """{"mean":[4,0]}""", "--format", "json");
        var means = JsonNode.Parse(start)!["parameters"]!["mean"]!.AsArray().Select(mean => mean!.GetValue<double>()).ToArray();
        Assert.True(means[0] > 3 && means[1] < 1, start);
    }

    [Fact]
    public void What_is_held_stays()
    {
        var held = JsonNode.Parse(
            Run(
                "fit",
                "hmm",
                "days.csv",
                "--emission",
                "normal(x)",
                "--hold",
                "mean[0]=1,transition[1][0]=0.25,transition[1][1]=0.75",
                "--format",
                "json"
            )
        )!["parameters"]!;
        Assert.Equal((1, 0.25), (held["mean"]![0]!.GetValue<double>(), held["transition"]![1]![0]!.GetValue<double>()));
        Assert.NotEqual(4, held["mean"]![1]!.GetValue<double>());
        var symbols = JsonNode.Parse(
            Run("fit", "hmm", "@ice-cream", "--hold", "emission[0][0]=0.6,emission[0][1]=0.3,emission[0][2]=0.1", "--format", "json")
        )!["parameters"]!;
        Assert.Equal("[0.6,0.3,0.1]", symbols["emission"]![0]!.ToJsonString());
    }

    [Fact]
    public void Symbols_by_the_name_of_their_family_are_the_same_model()
    {
        static string[] Digest(string text) => [.. Lines(text).Where(line => line.StartsWith("trace digest", StringComparison.Ordinal))];
        var plain = _tool.Run("fit", "hmm", "@ice-cream");
        var named = _tool.Run("fit", "hmm", "@ice-cream", "--emission", "categorical(cones)");
        Assert.Equal(Digest(plain.Out + plain.Error), Digest(named.Out + named.Error));
        Assert.NotEmpty(Digest(plain.Out + plain.Error));
    }

    [Fact]
    public void A_path_is_of_sequences()
    {
        Run("fit", "normal-mixture", "@faithful", "--column", "waiting", "--save", "f.json");
        var refused = _tool.Run("predict", "f.json", "@faithful", "--path");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("normal-mixture cannot say which states are likeliest together", refused.Error, StringComparison.Ordinal);
    }
}
