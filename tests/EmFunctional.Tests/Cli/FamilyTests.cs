using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Families;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>A mixture of the families that are asked for on the command line, and what is said where that cannot be done.</summary>
public sealed class FamilyTests : IDisposable
{
    const string Person = "normal(height) * poisson(visits) * categorical(colour)";

    readonly Tool _tool = new();

    public FamilyTests() => _tool.Write("people.csv", People);

    public void Dispose() => _tool.Dispose();

    // Short people visit seldom and like red, tall ones visit often and like blue; some cells are missing, some rows are labelled.
    static string People { get; } =
        string.Join(
            '\n',
            Enumerable
                .Range(0, 60)
                .Select(i =>
                {
                    var (seed, isTall) = (new Seed(7).Split(i), i % 2 == 1);
                    var height = (isTall ? 181 : 165) + 6 * seed.Normal(0);
                    var colour =
                        seed.Uniform(1) < 0.3 ? "green"
                        : isTall ? "dark blue"
                        : "red";
                    return string.Join(
                        ',',
                        i % 9 == 4 ? "" : height.ToString("F1", CultureInfo.InvariantCulture),
                        i % 11 == 5 ? "" : $"{seed.Poisson(2, isTall ? 5 : 1)}",
                        i % 13 == 7 ? "" : colour,
                        i % 5 > 0 ? ""
                            : isTall ? "tall"
                            : "short",
                        1 + i % 3
                    );
                })
                .Prepend("height,visits,colour,group,times")
        ) + "\n";

    [Theory]
    [InlineData("poison(visits)", "unknown family 'poison'; did you mean poisson?")]
    [InlineData("poisson(vists)", "unknown column 'vists'; did you mean visits?")]
    [InlineData("poisson(visits", "family 'poisson(visits' ", "at character 15 there must be a comma or a closing bracket")]
    [InlineData("poisson(visits) normal(height)", "at character 17 there must be '*' and another family, or nothing")]
    [InlineData("poisson(visits) *", "at character 18 there must be the name of a family")]
    [InlineData("normal(height) * poisson(height)", "column 'height' must be named once")]
    [InlineData("normal(height, visits)", "2 values for columns of normal, where the model has 1; give 1")]
    [InlineData("normal * poisson", "0 values for columns of normal, where the model has 1; give 1")]
    [InlineData("zero-inflated(poisson)", "family 'zero-inflated(poisson)'", "such as zero-inflated(poisson(height))")]
    [InlineData("binomial(visits)", "trials must be a whole number, 1 or more")]
    [InlineData("binomial(visits, trials=0)", "trials '0' must be a whole number, 1 or more")]
    [InlineData("binomial(visits, trails=10)", "unknown argument of binomial 'trails'; did you mean trials?")]
    [InlineData(
        "binomial(visits, trials=3)",
        "people.csv:3:7: '10' in visits must be a whole number, 0 or more, at most 3; correct this cell"
    )]
    [InlineData("poisson(height)", "people.csv:2:1: '159.6' in height must be a whole number, 0 or more; correct this cell")]
    [InlineData(
        "categorical(colour, levels=red|green)",
        "people.csv:3:10: 'dark blue' in colour must be one of red, green; correct this cell"
    )]
    public void What_is_wrong_with_a_family_is_said(string family, params string[] said)
    {
        var result = _tool.Run("fit", "mixture", "people.csv", "--family", family, "-k", "2");
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.All(said, part => Assert.Contains(part, result.Error, StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_that_are_named_twice_are_named_alike()
    {
        var result = _tool.Run("fit", "mixture", "people.csv", "--family", "poisson(visits)", "--column", "height");
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("columns 'height' must be those of the family, visits, or left out", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, _tool.Run("fit", "mixture", "people.csv", "--family", "poisson(visits)", "--column", "visits").ExitCode);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Degrees_of_freedom_below_0_are_misuse(double degrees) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Student(degrees));

    [Fact]
    public void More_components_than_the_rows_bear_are_refused()
    {
        var counts = _tool.Run("fit", "mixture", "people.csv", "--family", "poisson(visits)", "-k", "40");
        Assert.Equal(2, counts.ExitCode);
        Assert.Contains("40 components, but only 11 distinct values of data; ask for at most 11", counts.Error, StringComparison.Ordinal);
        var rows = _tool.Run("fit", "mixture", "people.csv", "--family", Person, "-k", "61");
        Assert.Equal(2, rows.ExitCode);
        Assert.Contains("61 components, but only 60 rows", rows.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_is_fitted_saved_and_used()
    {
        var fitted = Fitted("--save", "people.json");
        var saved = JsonNode.Parse(File.ReadAllText(Path.Combine(_tool.Folder, "people.json")))!;
        Assert.EndsWith("levels=\"dark blue\"|green|red)", saved["options"]!["family"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.InRange(Numbers(fitted, "height.mean")[0], 162, 168);
        Assert.InRange(Numbers(fitted, "height.mean")[1], 178, 184);

        _tool.Write("new.csv", "height,visits,colour\n190,,dark blue\n,0,red\n");
        var predicted = _tool.Succeeded("predict", "people.json", "new.csv", "--quiet").Split('\n');
        Assert.Equal(["label", "1", "0"], predicted.Take(3).Select(line => line.Split(',')[0]));
        _tool.Write("other.csv", "height,visits,colour\n190,,purple\n");
        var refused = _tool.Run("predict", "people.json", "other.csv", "--quiet");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Out));
        Assert.Contains("other.csv:2:6: 'purple' in colour must be one of dark blue, green, red", refused.Error, StringComparison.Ordinal);

        var drawn = _tool.Done("sample", "people.json", "-n", "20").Out.TrimEnd('\n').Split('\n');
        Assert.Equal("height,visits,colour", drawn[0]);
        Assert.All(drawn.Skip(1), line => Assert.Contains(line.Split(',')[2], new[] { "dark blue", "green", "red" }));
        _tool.Write("drawn.csv", string.Join('\n', drawn) + "\n");
        Assert.Equal(21, _tool.Succeeded("predict", "people.json", "drawn.csv", "--quiet").TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void Components_are_chosen_and_explained()
    {
        Assert.Contains(
            "The smallest BIC: k = 2.",
            _tool.Succeeded("select", "mixture", "people.csv", "--family", Person, "-k", "1-3", "--quiet")
        );
        var story = _tool.Succeeded("explain", "mixture", "people.csv", "--family", Person, "-k", "2", "--quiet");
        Assert.Contains("colour.probability[dark blue]", story, StringComparison.Ordinal);
        Assert.Contains("height.mean, height.standardDeviation, visits.rate and", story.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_texts_the_story_adds_up_how_often_each_came()
    {
        var story = _tool.Succeeded("explain", "mixture", "people.csv", "--family", "categorical(colour)", "-k", "2", "--quiet");
        Assert.Contains("to the sum of colour = ", story, StringComparison.Ordinal);
        Assert.Contains("(shown for colour = ", story.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Matches("\n +dark blue +[0-9]+ +[0-9.]+", story);
        Assert.Contains("The M-step goes to where the floor is highest.", story.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_a_picture_is_drawn_and_what_has_none_is_refused()
    {
        _tool.Succeeded("fit", "mixture", "people.csv", "--family", "poisson(visits)", "-k", "2", "--quiet", "--journal", "visits");
        _tool.Succeeded("plot", "visits", "--data", "people.csv", "--quiet", "-o", "visits.svg", "--what", "histogram");
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(_tool.Folder, "visits.svg")), StringComparison.Ordinal);
        _tool.Succeeded("fit", "mixture", "people.csv", "--family", Person, "-k", "2", "--quiet", "--journal", "person");
        var refused = _tool.Run("plot", "person", "--data", "people.csv", "--quiet", "-o", "person.svg", "--what", "histogram");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Out));
        Assert.Contains(
            "what 'histogram' must be one of overview, objective, gap, parameters, responsibilities, errors for this model",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(Path.Combine(_tool.Folder, "person.svg")));
    }

    [Fact]
    public void A_journal_is_resumed_verified_and_replayed()
    {
        string[] run = ["fit", "mixture", "people.csv", "--family", Person, "-k", "2", "--quiet"];
        var whole = Digest(_tool.Succeeded([.. run, "--journal", "whole"]));
        _tool.Succeeded([.. run, "--journal", "part", "--stop", "iterations(3)"]);
        Assert.Contains("(by the rule aitken", _tool.Succeeded("resume", "part", "people.csv", "--quiet", "--stop", "aitken(1e-6)"));
        Assert.Equal(whole, Digest(_tool.Succeeded("replay", "whole", "--quiet")));
        _tool.Succeeded("verify", "whole", "people.csv", "--quiet");
    }

    [Fact]
    public void Numbers_are_held_and_started_from_by_name()
    {
        Assert.Equal(170, Numbers(Fitted("--hold", "height.mean[0]=170"), "height.mean")[0]);
        var start = Fitted("--start", """{"height.mean":[181,165]}""", "--stop", "iterations(0)");
        Assert.Equal([181, 165], Numbers(start, "height.mean"));
        var end = Fitted("--start", """{"height.mean":[181,165]}""");
        Assert.InRange(Numbers(end, "height.mean")[0], 178, 184);
        var unknown = _tool.Run("fit", "mixture", "people.csv", "--family", Person, "-k", "2", "--start", """{"height.men":[1,2]}""");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("'height.men'; did you mean height.mean?", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_and_weights_stand_in_columns_of_their_own()
    {
        var result = _tool.Run([
            "fit",
            "mixture",
            "people.csv",
            "--family",
            Person,
            "-k",
            "2",
            "--label-column",
            "group",
            "--weight-column",
            "times",
        ]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("weights: their sum is 120", result.Error, StringComparison.Ordinal);
        Assert.Contains("labels: short 6, tall 6, 48 unknown", result.Error, StringComparison.Ordinal);
        Assert.Contains("By label: component 0 is short, component 1 is tall.", result.Out, StringComparison.Ordinal);
    }

    JsonNode Fitted(params string[] more) =>
        JsonNode.Parse(
            _tool.Succeeded(["fit", "mixture", "people.csv", "--family", Person, "-k", "2", "--format", "json", "--quiet", .. more])
        )!;

    static double[] Numbers(JsonNode result, string group) =>
        [.. result["parameters"]![group]!.AsArray().Select(value => value!.GetValue<double>())];

    static string Digest(string report) => report.Split('\n').Single(line => line.StartsWith("trace digest", StringComparison.Ordinal));
}
