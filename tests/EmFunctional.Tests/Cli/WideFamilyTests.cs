using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Families of any number of columns, on the command line.</summary>
public sealed class WideFamilyTests : IDisposable
{
    readonly Tool _tool = new();

    public WideFamilyTests() => _tool.Write("bags.csv", Bags);

    public void Dispose() => _tool.Dispose();

    // Bags of marbles, every other one mostly of blue ones; some counts are missing.
    static string Bags { get; } =
        string.Join(
            '\n',
            Enumerable
                .Range(0, 50)
                .Select(i =>
                {
                    var (counts, share) = (new int[3], (Vector)(i % 2 == 0 ? [0.6, 0.3, 0.1] : [0.1, 0.2, 0.7]));
                    for (var marble = 0; marble < 5 + i % 7; marble++)
                        counts[new Seed(3).Split(i).Choose(marble, share)]++;
                    return $"{counts[0]},{(i % 13 == 4 ? "" : counts[1])},{counts[2]},{(i % 2 == 0 ? "shop" : "fair")}";
                })
                .Prepend("red,green,blue,from")
        ) + "\n";

    [Theory]
    [InlineData("multinomial(red)", "columns of multinomial '1' must be from 2 to 10000")]
    [InlineData("multinomial(red, red)", "column 'red' must be named once")]
    [InlineData("multinomial(red, blue) * poisson(blue)", "column 'blue' must be named once")]
    [InlineData("multinomial * poisson(blue)", "columns of multinomial '0' must be from 2 to 10000")]
    [InlineData("multinomial(red, grey)", "unknown column 'grey'; did you mean red?")]
    [InlineData("multinomial", "bags.csv:2:7: 'shop' in from must be a whole number, 0 or more")]
    [InlineData("multinomial(red, blue, levels=a)", "unknown argument of multinomial 'levels'")]
    [InlineData("hurdle(multinomial(red, blue))", "'multinomial' must be a family of counts within hurdle")]
    public void What_is_wrong_with_a_family_is_said(string family, string said)
    {
        var result = _tool.Run("fit", "mixture", "bags.csv", "--family", family, "-k", "2");
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multivariate-normal(red, green, form=round)", "", "form 'round' must be full, diagonal or spherical")]
    [InlineData("multivariate-normal(red, green)", "mean", "multivariate-normal(red, green) cannot tie mean; tie covariance")]
    [InlineData("multivariate-student(red, green, form=diagonal)", "variance", "tie scatter")]
    [InlineData("poisson(red)", "rate", "poisson-mixture cannot tie rate; nothing of it is tied")]
    [InlineData("normal(red) * poisson(green)", "standardDeviation", "tie red.standardDeviation")]
    public void What_cannot_be_tied_is_said(string family, string tied, string said)
    {
        var result = _tool.Run("fit", "mixture", "bags.csv", "--family", family, "-k", "2", "--tie", tied);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_tied_is_not_held()
    {
        var family = "multivariate-normal(red, blue)";
        string[] held = ["--tie", "covariance", "--hold", "covariance[0][1][1]=2"];
        var result = _tool.Run(["fit", "mixture", "bags.csv", "--family", family, "-k", "2", .. held]);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("cannot hold and tie covariance at once", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multinomial(red, green, blue)")]
    [InlineData("multinomial", "--without", "from")]
    [InlineData("multinomial", "--columns", "red,green,blue")]
    [InlineData("multinomial", "--label-column", "from")]
    public void Columns_are_named_or_those_that_are_left(string family, params string[] more)
    {
        var options = Saved(family, more)["options"]!;
        Assert.Equal("multinomial(red, green, blue)", options["family"]!.GetValue<string>());
    }

    [Fact]
    public void One_column_too_few_is_refused()
    {
        _tool.Write("one.csv", "red\n1\n2\n");
        foreach (var more in new[] { Array.Empty<string>(), ["--columns", "red"] })
        {
            var result = _tool.Run(["fit", "mixture", "one.csv", "--family", "multinomial", .. more]);
            Assert.Equal((2, ""), (result.ExitCode, result.Out));
            Assert.Contains("columns of multinomial '1' must be from 2 to 10000", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_saved_model_predicts_scores_and_draws()
    {
        var groups = Saved("multinomial(red, green, blue)")["parameters"]!["probability"]!.AsArray();
        Assert.All(groups, group => Assert.Equal(1, group!.AsArray().Sum(p => p!.GetValue<double>()), 1e-12));

        _tool.Write("new.csv", "red,green,blue\n9,3,0\n0,2,9\n5,,5\n0,0,0\n");
        var predicted = _tool.Succeeded("predict", "bags.json", "new.csv", "--quiet").Split('\n');
        Assert.NotEqual(predicted[1].Split(',')[0], predicted[2].Split(',')[0]);
        // Of a row with a hole nothing is known, and there is only one row of no things.
        Assert.All(predicted[3..5], line => Assert.Equal(0, double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture), 1e-15));
        Assert.StartsWith("rows,logLikelihood", _tool.Succeeded("score", "bags.json", "new.csv", "--quiet"), StringComparison.Ordinal);

        var drawn = _tool.Done("sample", "bags.json", "-n", "20").Out.TrimEnd('\n').Split('\n');
        Assert.Equal("red,green,blue", drawn[0]);
        Assert.All(drawn.Skip(1), line => Assert.Equal(10, line.Split(',').Sum(int.Parse)));
    }

    [Fact]
    public void Numbers_are_held_and_started_from_by_column()
    {
        var start = """{"probability":[[0.5,0.25,0.25],[0.25,0.25,0.5]]}""";
        var fitted = _tool.Succeeded("fit", "mixture", "bags.csv", "--family", "multinomial(red,green,blue)", "--start", start, "--quiet");
        Assert.Contains("(by the rule aitken", fitted, StringComparison.Ordinal);
        var story = _tool.Succeeded("explain", "mixture", "bags.csv", "--family", "multinomial(red,green,blue)", "--quiet");
        Assert.Contains("probability[blue]", story, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_with_holes_are_fitted_filled_and_drawn_as_the_gaussian_mixture_does()
    {
        string[] wide = ["mixture", "@airquality", "--family", "multivariate-normal", "-k", "1", "--stop", "residual(1e-9)", "--quiet"];
        string[] gaussian = ["gaussian-mixture", "@airquality", "-k", "1", "--stop", "residual(1e-9)", "--quiet"];
        var (own, other) = (
            _tool.Succeeded(["impute", .. wide]).TrimEnd('\n').Split('\n'),
            _tool.Succeeded(["impute", .. gaussian]).TrimEnd('\n').Split('\n')
        );
        Assert.Equal(154, own.Length);
        Assert.Equal(other[0], own[0]);
        foreach (var (a, b) in own.Zip(other).Skip(1))
            Assert.All(a.Split(',').Zip(b.Split(',')), pair => Assert.Equal(Number(pair.Item2), Number(pair.Item1), 1e-5));
        var drawn = _tool.Succeeded(["impute", .. wide, "--draws", "2"]).Split('\n');
        Assert.Equal(1 + 2 * 153 + 1, drawn.Length);
        Assert.StartsWith("1,41,190,7.4,67", drawn[1], StringComparison.Ordinal);
        Assert.EndsWith(",14.3,56", drawn[5], StringComparison.Ordinal); // of that row two numbers were observed
    }

    [Fact]
    public void A_missing_number_of_a_product_is_drawn_from_the_component_that_the_others_speak_for()
    {
        _tool.Write(
            "people.csv",
            "height,visits\n"
                + string.Concat(Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? $"{i % 7},{i % 3}\n" : $"{100 + i % 7},{50 + i}\n"))
                + ",1\n,90\n"
        );
        string[] impute = ["impute", "mixture", "people.csv", "--family", "normal(height) * poisson(visits)", "--quiet", "--draws", "20"];
        var rows = _tool.Succeeded(impute).TrimEnd('\n').Split('\n').Skip(1).Select(row => row.Split(',')).ToArray();
        Assert.All(rows.Where((_, i) => i % 62 == 60), row => Assert.True(Number(row[1]) < 50 && row[2] == "1"));
        Assert.All(rows.Where((_, i) => i % 62 == 61), row => Assert.True(Number(row[1]) > 50 && row[2] == "90"));
    }

    static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("mean[0][0]=1", "cannot hold a part of the mean of a component; hold all of its numbers")]
    [InlineData("covariance[0][1][0]=1", "cannot hold a part of the covariance of a component")]
    public void A_part_of_a_group_is_not_held(string hold, string said)
    {
        var result = _tool.Run("fit", "mixture", "@faithful", "--family", "multivariate-normal", "--hold", hold);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_mean_is_held()
    {
        var fitted = JsonNode.Parse(
            _tool.Succeeded(
                "fit",
                "mixture",
                "@faithful",
                "--family",
                "multivariate-student(eruptions, waiting, df=4)",
                "--hold",
                "location[0][0]=2,location[0][1]=55",
                "--format",
                "json",
                "--quiet"
            )
        )!;
        Assert.Equal([2, 55], fitted["parameters"]!["location"]![0]!.AsArray().Select(x => x!.GetValue<double>()));
        Assert.Equal(2, fitted["parameters"]!["scatter"]![1]!.AsArray().Count); // rows of a triangle
    }

    [Fact]
    public void Columns_of_which_one_is_made_from_another_end_as_collapsed()
    {
        _tool.Write("line.csv", "a,b\n1,2\n2,4\n3,6\n4,8\n");
        var result = _tool.Run("fit", "mixture", "line.csv", "--family", "multivariate-normal", "-k", "1");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("component 0 has collapsed: mass 4, smallest eigenvalue of its covariance 0", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Angles_are_fitted_across_the_border_drawn_and_pictured()
    {
        var angles = Enumerable
            .Range(0, 200)
            .Select(i => (i % 2 == 0 ? Math.PI : 0.5) + 0.3 * new Seed(5).Normal(i))
            .Select(a => a > Math.PI ? a - 2 * Math.PI : a);
        _tool.Write("angles.csv", "angle\n" + string.Concat(angles.Select(a => $"{a.ToString("R", CultureInfo.InvariantCulture)}\n")));
        string[] fit = ["fit", "mixture", "angles.csv", "--family", "von-mises(angle)", "-k", "2", "--format", "json", "--quiet"];
        var fitted = JsonNode.Parse(_tool.Succeeded([.. fit, "--save", "angles.json", "--journal", "run"]))!["parameters"]!;
        double[] Sorted(string group) => [.. fitted[group]!.AsArray().Select(x => x!.GetValue<double>())];
        Assert.Contains(Sorted("mean"), mean => Math.Abs(Math.Cos(mean) + 1) < 0.01); // half a turn, or minus that
        Assert.All(Sorted("concentration"), k => Assert.InRange(k, 7, 17)); // about 1/0.3²
        Assert.Equal(20, _tool.Done("sample", "angles.json", "-n", "20").Out.TrimEnd('\n').Split('\n').Skip(1).Count());
        _tool.Succeeded("plot", "run", "--data", "angles.csv", "--quiet", "-o", "angles.svg", "--what", "density");
        _tool.Write("degrees.csv", "angle\n1\n2e6\n");
        var refused = _tool.Run("fit", "mixture", "degrees.csv", "--family", "von-mises", "-k", "1");
        Assert.Contains("'2e6' in angle must be an angle in radians, from -1e6 to 1e6", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(5)]
    [InlineData(1e4)]
    [InlineData(1e9)]
    public void Angles_that_are_drawn_have_their_concentration(double concentration)
    {
        var member = new Families.VonMises().At([1, concentration]);
        var (less, side, row) = (0.0, 0.0, new double[1]);
        for (var i = 0; i < 20_000; i++)
        {
            member.Draw(new Seed(3).Split(i), row);
            less += 2 * Math.Pow(Math.Sin((row[0] - 1) / 2), 2) / 20_000;
            side += Math.Sin(row[0] - 1) / 20_000;
        }
        var expected = BesselFunctions.LessRatio(concentration);
        Assert.InRange(less / expected, 0.96, 1.04);
        Assert.InRange(side / Math.Sqrt(2 * expected), -0.03, 0.03);
    }

    [Fact]
    public void Ellipses_are_drawn()
    {
        _tool.Succeeded("fit", "mixture", "@faithful", "--family", "multivariate-normal", "--quiet", "--journal", "run");
        _tool.Succeeded("plot", "run", "--quiet", "-o", "run.svg", "--what", "points");
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(_tool.Folder, "run.svg")), StringComparison.Ordinal);
    }

    JsonNode Saved(string family, params string[] more)
    {
        _tool.Succeeded(["fit", "mixture", "bags.csv", "--family", family, "-k", "2", "--quiet", "--save", "bags.json", .. more]);
        return JsonNode.Parse(File.ReadAllText(Path.Combine(_tool.Folder, "bags.json")))!;
    }
}
