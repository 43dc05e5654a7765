using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Mixtures of regressions on the command line.</summary>
public sealed class RegressionTests : IDisposable
{
    const string Linear = "linear-regression(y, dose, year)";

    readonly Tool _tool = new();

    public RegressionTests() =>
        _tool.Write(
            "rows.csv",
            string.Join(
                '\n',
                Enumerable.Range(0, 200).Select(i => Row(i, new Seed(4).Split(i))).Prepend("y,visits,sick,dose,year,twice,one")
            ) + "\n"
        );

    public void Dispose() => _tool.Dispose();

    // Two kinds of people: the dose helps the one and hurts the other.
    static string Row(int i, Seed seed)
    {
        var (dose, year, isFirst) = (Math.Round(3 * seed.Uniform(0), 3), 1990 + i % 31, i % 2 == 0);
        var decade = (year - 2005) / 10.0;
        var y = (isFirst ? 2 + 3 * dose - decade : 10 - 2 * dose + 0.5 * decade) + 0.5 * seed.Normal(1);
        var visits = seed.Split(2).Poisson(0, Elementary.Exp(isFirst ? 0.3 + 0.8 * dose : 2.2 - 0.7 * dose));
        var sick = seed.Uniform(3) < 1 / (1 + Elementary.Exp(3 - 2 * dose)) ? 1 : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{y:F4},{visits},{sick},{dose},{year},{2 * dose + 1},5");
    }

    [Theory]
    [InlineData("linear-regression(y)", "columns of linear-regression '1' must be from 2 to 201")]
    [InlineData(
        "linear-regression(y, dose, twice)",
        "column twice is determined by dose and a constant, so its coefficient can be any number"
    )]
    [InlineData("poisson-regression(visits, dose, year, twice)", "column twice is determined by dose, year and a constant")]
    [InlineData("logistic-regression(sick, one)", "all values of one are 5")]
    [InlineData("normal(y) * poisson-regression(visits, twice, dose)", "column dose is determined by twice and a constant")]
    [InlineData("poisson-regression(y, dose)", "in y must be a whole number, 0 or more")]
    [InlineData("logistic-regression(visits, dose)", "in visits must be a whole number, 0 or more, at most 1")]
    [InlineData("linear-regression(y, dosis)", "unknown column 'dosis'; did you mean dose?")]
    [InlineData("zero-inflated(linear-regression(y))", "a family of counts within zero-inflated")]
    public void What_is_wrong_is_said(string family, string said)
    {
        var result = _tool.Run("fit", "mixture", "rows.csv", "--family", family, "-k", "1");
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_lines_that_cross_are_found_from_the_usual_start()
    {
        var fit = JsonNode.Parse(
            _tool.Succeeded("fit", "mixture", "rows.csv", "--family", Linear, "-k", "2", "--format", "json", "--quiet")
        )!;
        var slopes = fit["parameters"]!["coefficient"]!.AsArray().Select(of => of![1]!.GetValue<double>()).Order().ToArray();
        Assert.InRange(slopes[0], -2.3, -1.7);
        Assert.InRange(slopes[1], 2.7, 3.3);
    }

    [Theory]
    [InlineData(Linear)]
    [InlineData("poisson-regression(visits, dose, year)")]
    [InlineData("logistic-regression(sick, dose)")]
    public void Every_verb_works_but_drawing_rows_and_filling_them_in(string family)
    {
        var table = _tool.Succeeded(
            "fit",
            "mixture",
            "rows.csv",
            "--family",
            family,
            "-k",
            "2",
            "--quiet",
            "--save",
            "model.json",
            "--journal",
            "run"
        );
        Assert.Contains("\n  dose ", table, StringComparison.Ordinal);
        Assert.Equal(
            200,
            _tool.Succeeded("predict", "model.json", "rows.csv", "--quiet", "--format", "csv").TrimEnd().Split('\n').Length - 1
        );
        _tool.Succeeded("score", "model.json", "rows.csv", "--quiet");
        Assert.Contains(
            "coefficient[",
            _tool.Succeeded("explain", "mixture", "rows.csv", "--family", family, "-k", "2", "--quiet"),
            StringComparison.Ordinal
        );
        _tool.Succeeded("verify", "run", "rows.csv", "--quiet");
        _tool.Succeeded("plot", "run", "--data", "rows.csv", "--quiet", "-o", "run.svg");
        foreach (
            var refused in new[]
            {
                _tool.Run("sample", "model.json"),
                _tool.Run("impute", "mixture", "rows.csv", "--family", family, "-k", "1"),
            }
        )
        {
            Assert.Equal((2, ""), (refused.ExitCode, refused.Out));
            Assert.Contains("cannot", refused.Error, StringComparison.Ordinal);
        }
        Assert.Contains("draw rows: nothing says how dose", _tool.Run("sample", "model.json").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_separates_the_rows_is_a_diagnostic_that_survives_a_journal()
    {
        _tool.Write("apart.csv", "y,x\n0,1\n0,2\n0,3\n1,4\n1,5\n1,6\n");
        var told = _tool.Succeeded(
            "fit",
            "mixture",
            "apart.csv",
            "--family",
            "logistic-regression(y, x)",
            "-k",
            "1",
            "--quiet",
            "--journal",
            "run"
        );
        Assert.Contains(
            "Diagnostic: the rows of component 0 do not bound coefficient[0][intercept] and coefficient[0][x]",
            told,
            StringComparison.Ordinal
        );
        Assert.Contains("do not bound", _tool.Succeeded("replay", "run", "--quiet"), StringComparison.Ordinal);
        _tool.Succeeded("verify", "run", "apart.csv", "--quiet");
    }

    [Fact]
    public void Rows_of_which_a_covariate_is_missing_count_nothing_and_a_coefficient_is_held()
    {
        _tool.Write("holes.csv", "y,x\n2,1\n4,2\n6.5,3\n9,\n,7\n8,4\n");
        string[] fit = ["fit", "mixture", "holes.csv", "--family", "linear-regression(y, x)", "-k", "1", "--format", "json", "--quiet"];
        var free = JsonNode.Parse(_tool.Succeeded(fit))!["parameters"]!["coefficient"]![0]!;
        Assert.Equal(0.0, free[0]!.GetValue<double>(), 12);
        Assert.Equal(2.05, free[1]!.GetValue<double>(), 12);
        // Through 1 at 0: Σ x (y − 1)/Σ x².
        var held = JsonNode.Parse(_tool.Succeeded([.. fit, "--hold", "coefficient[0][0]=1"]))!["parameters"]!["coefficient"]![0]!;
        Assert.Equal(1, held[0]!.GetValue<double>());
        Assert.Equal((1 + 6 + 16.5 + 28) / 30, held[1]!.GetValue<double>(), 12);
    }
}
