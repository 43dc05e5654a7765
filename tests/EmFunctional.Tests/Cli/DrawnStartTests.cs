using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Starts on a family's own terms.</summary>
public sealed class DrawnStartTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("mixture", "@iris", "--family", "multivariate-normal(sepal_length, petal_length)")]
    [InlineData("mixture", "@airquality", "--family", "gamma(Ozone) * student(Wind)")]
    [InlineData("poisson-mixture", "@times-deaths", "--column", "deaths", "--weight-column", "days")]
    [InlineData("coins", "@do-batzoglou")]
    [InlineData("normal-mixture", "@faithful", "--column", "waiting", "--tie", "standardDeviation", "--hold", "mean[0]=55")]
    public void Every_mixture_has_them(params string[] model)
    {
        foreach (var way in new[] { "k-means++", "random-responsibilities" })
        {
            string[] run = ["fit", .. model, "--init", way, "--stop", "iterations(0)", "--format", "json", "--quiet"];
            var (one, again, other) = (Start(run, 1), Start(run, 1), Start(run, 2));
            Assert.Equal(one, again);
            Assert.NotEqual(one, other);
            Assert.Contains("log-likelihood", _tool.Succeeded(["fit", .. model, "--init", way, "--quiet"]), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Groups_that_lie_apart_are_all_found(int components)
    {
        // Of groups at the corners of a square few starts from random labels have one centre each; these nearly always do.
        var family = Family.Of<MultivariateNormal>("x", "y");
        var rows = Enumerable
            .Range(0, 40 * components)
            .SelectMany(i =>
                new[] { 50.0 * (i % components % 2) + new Seed(1).Normal(i), 50.0 * (i % components / 2) + new Seed(2).Normal(i) }
            );
        var data = MixtureData.Of(family, Vector.Of(rows)).OrThrow();
        var mixture = Mixture.Of(family, components);
        var found = Enumerable
            .Range(0, 40)
            .Count(s =>
            {
                var start = mixture.StartPlusPlus(data, new Seed((ulong)s)).OrThrow();
                return Enumerable.Range(0, data.Rows).Select(i => mixture.Posterior(start, data.Row(i).Span).Label).Distinct().Count()
                        == components
                    && Enumerable
                        .Range(0, data.Rows)
                        .All(i =>
                            mixture.Posterior(start, data.Row(i).Span).Label
                            == mixture.Posterior(start, data.Row(i % components).Span).Label
                        );
            });
        Assert.InRange(found, 30, 40);
    }

    [Fact]
    public void Rows_that_have_no_fit_together_have_no_such_start()
    {
        _tool.Write("line.csv", "a,b\n1,2\n2,4\n3,6\n4,8\n");
        foreach (var way in new[] { "k-means++", "random-responsibilities" })
        {
            var result = _tool.Run("fit", "mixture", "line.csv", "--family", "multivariate-normal", "--init", way, "--quiet");
            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains("collapsed", result.Error + result.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_row_with_a_label_is_responsible_to_its_component_alone()
    {
        var family = Family.Of<Poisson>();
        var data = MixtureData.Of(family, [1, 2, 9, 11], labels: [0, 0, 1, 1]).OrThrow();
        var start = Mixture.Of(family, 2).StartResponsibilities(data, new Seed(1)).OrThrow();
        Assert.Equal([1.5, 10], start["rate"]);
    }

    string Start(string[] run, int seed)
    {
        var result = JsonNode.Parse(_tool.Succeeded([.. run, "--seed", $"{seed}"]))!;
        return result["parameters"]!.ToJsonString();
    }
}
