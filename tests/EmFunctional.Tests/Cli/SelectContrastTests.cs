using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>em select --folds and --lrt.</summary>
public sealed class SelectContrastTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    JsonArray Rows(params string[] options) =>
        JsonNode
            .Parse(
                _tool
                    .Done([
                        "select",
                        "normal-mixture",
                        "@faithful",
                        "--column",
                        "waiting",
                        "-k",
                        "1-3",
                        "--format",
                        "json",
                        "--quiet",
                        .. options,
                    ])
                    .Out
            )!
            .AsObject()
            .First(property => property.Value is JsonArray)
            .Value!.AsArray();

    [Fact]
    public void Rows_that_were_not_seen_choose_two_components()
    {
        var rows = Rows("--folds", "5", "--criterion", "cv", "--seed", "7");
        double[] held = [.. rows.Select(row => (double)row!["heldOut"]!)];
        // Each row is judged once, a little worse than by a fit that has seen it.
        Assert.All(rows, row => Assert.InRange((double)row!["logLikelihood"]! - (double)row["heldOut"]!, 0.1, 15));
        Assert.True(held[1] > held[0] + 40);
        Assert.Equal("best", (string)rows[1]!["best"]!);
        Assert.Equal(held, Rows("--folds", "5", "--seed", "7", "--threads", "1").Select(row => (double)row!["heldOut"]!));
        Assert.NotEqual(held, Rows("--folds", "5", "--seed", "8").Select(row => (double)row!["heldOut"]!));
    }

    [Fact]
    public void One_fold_for_each_row_leaves_it_out()
    {
        _tool.Write("five.csv", "x\n1\n2\n4\n7\n11\n");
        var printed = _tool
            .Done("select", "normal-mixture", "five.csv", "-k", "1", "--folds", "5", "--format", "csv", "--quiet")
            .Out.Split('\n');
        var held = double.Parse(
            printed[1].Split(',')[System.Array.IndexOf(printed[0].Split(','), "heldOut")],
            System.Globalization.CultureInfo.InvariantCulture
        );
        double[] x = [1, 2, 4, 7, 11];
        var expected = x.Sum(left =>
        {
            double[] others = [.. x.Where(other => other != left)];
            var (mean, variance) = (others.Average(), others.Sum(other => Math.Pow(other - others.Average(), 2)) / 4);
            return -0.5 * (Math.Log(2 * Math.PI * variance) + (left - mean) * (left - mean) / variance);
        });
        Assert.Equal(expected, held, 1e-9);
    }

    [Fact]
    public void The_test_rejects_one_component_and_keeps_two()
    {
        var rows = Rows("--lrt", "39");
        Assert.Null(rows[0]!["p"]);
        // Of samples of one component some have no fit of two: they do not count.
        var samples = (double)rows[1]!["samples"]!;
        Assert.InRange(samples, 30, 39);
        Assert.Equal(1 / (1 + samples), (double)rows[1]!["p"]!, 1e-12);
        Assert.True((double)rows[1]!["ratio"]! > 50);
        Assert.True((double)rows[2]!["p"]! > 0.05);
    }

    [Fact]
    public void A_person_sees_both_beside_the_criteria()
    {
        var printed = _tool
            .Done(
                "select",
                "poisson-mixture",
                "@times-deaths",
                "--column",
                "deaths",
                "--weight-column",
                "days",
                "-k",
                "1-2",
                "--folds",
                "5",
                "--lrt",
                "19",
                "--quiet"
            )
            .Out;
        Assert.Matches(@"^ *k +log-likelihood .* +held-out +p +verdict\n", printed);
        Assert.Contains("The largest held-out log-likelihood: k = 2.", printed, StringComparison.Ordinal);
        Assert.Contains("in samples of the smaller", printed.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_draws_no_rows_is_told()
    {
        var printed = _tool
            .Done(
                "select",
                "mixture",
                "@iris",
                "--family",
                "linear-regression(petal_length, petal_width)",
                "-k",
                "1-2",
                "--lrt",
                "9",
                "--quiet"
            )
            .Out.ReplaceLineEndings(" ");
        Assert.Contains("k = 2: no test: ", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("folds '1' must be", "--folds", "1")]
    [InlineData("lrt '0' must be", "--lrt", "0")]
    [InlineData("criterion 'cv' must be given with --folds", "--criterion", "cv")]
    public void A_wrong_option_is_refused(string message, params string[] options)
    {
        var result = _tool.Run(["select", "coins", "@do-batzoglou", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void More_folds_than_rows_are_told()
    {
        var printed = _tool.Done("select", "coins", "@do-batzoglou", "-k", "1-2", "--folds", "6", "--quiet").Out;
        Assert.Contains("k = 1: coins cannot be judged in 6 folds of 5 rows.", printed.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }
}
