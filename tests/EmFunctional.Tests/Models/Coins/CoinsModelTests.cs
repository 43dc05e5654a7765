using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Models.Coins;

public class CoinsModelTests
{
    [Fact]
    public void One_coin_reaches_its_closed_form_in_one_step()
    {
        var fitted = Em.Fit(Mixture.Of<Coin>(1), Sample.DoBatzoglou, Make.Coins(0.2).OrThrow()).OrThrow();
        Assert.Equal(33.0 / 50, fitted.State.Parameters.Theta[0]);
        Assert.Equal(1, fitted.State.Iteration);
        Assert.True(fitted.Reason.IsConverged);
        Assert.Equal(0, fitted.Remaining);
    }

    [Fact]
    public void Coins_that_differ_completely_end_at_biases_1_and_0()
    {
        var data = Flips.Parse("HHHH", "TTTT").OrThrow();
        var states = Em.Iterate(Mixture.Of<Coin>(2), data, Make.Coins(0.6, 0.5).OrThrow())
            .Take(30)
            .Select(iterate => iterate.OrThrow().State)
            .ToArray();
        Assert.Equal([1, 0], states[^1].Parameters.Theta);
        Close.To(2 * Math.Log(0.5), states[^1].Objective, 1e-15, "objective");
        Assert.All(states, state => Assert.False(double.IsNaN(state.Objective) || double.IsNaN(state.Residual)));
        Assert.True(Em.Fit(Mixture.Of<Coin>(2), data, Sample.ArticleStart).OrThrow().Reason.IsConverged);
    }

    [Fact]
    public void Coins_that_coincide_at_the_start_stay_together_and_a_diagnostic_says_so()
    {
        var start = Make.Coins(0.7, 0.3, 0.7).OrThrow();
        var fitted = Em.Fit(Mixture.Of<Coin>(3), Sample.DoBatzoglou, start).OrThrow();
        Assert.Equal(fitted.State.Parameters.Theta[0], fitted.State.Parameters.Theta[2]);
        var diagnostic = Assert.Single(fitted.State.Diagnostics);
        Assert.Equal("components 0 and 2 coincide and stay together; start them apart", diagnostic.ToString());
        Assert.True(fitted.Reason.IsConverged);
    }

    [Fact]
    public void A_coin_that_made_no_row_keeps_its_bias_and_a_diagnostic_says_so()
    {
        var data = Flips.Parse(new string('H', 400), new string('H', 399)).OrThrow();
        var start = Make.Coins(0.99, 0.001).OrThrow();
        var state = Em.Fit(Mixture.Of<Coin>(2, Mixing.Estimated), data, start).OrThrow().State;
        Assert.Equal([1, 0.001], state.Parameters.Theta);
        Assert.Equal([1, 0], state.Parameters.MixingWeights);
        Assert.Equal(new Diagnostic.Empty(1), Assert.Single(state.Diagnostics));
    }

    [Fact]
    public void A_row_that_no_coin_can_have_made_is_an_error_with_its_number()
    {
        var chart = Mixture.Of<Coin>(2).Chart;
        var edge = chart.FromFlat([1, 1, 0.5, 0.5]).OrThrow();
        var error = Em.Fit(Mixture.Of<Coin>(2), Sample.DoBatzoglou, edge).Match(Right: _ => null!, Left: e => e);
        Assert.Equal(new EmError.ImpossibleRow(1), error);
    }

    [Fact]
    public void Estimated_weights_follow_the_textbook_formula()
    {
        // One iteration in probability space, straight from the formulas.
        Vector theta = [0.6, 0.5];
        Vector weights = [0.3, 0.7];
        var (data, k) = (Sample.NotebookCoins, 2);
        var likelihood = Enumerable
            .Range(0, data.Rows)
            .Select(i =>
                Enumerable
                    .Range(0, k)
                    .Select(j => weights[j] * Math.Pow(theta[j], data.Heads[i]) * Math.Pow(1 - theta[j], data.Tails[i]))
                    .ToArray()
            )
            .ToArray();
        var r = likelihood.Select(row => row.Select(p => p / row.Sum()).ToArray()).ToArray();
        var states = Em.Iterate(Mixture.Of<Coin>(2, Mixing.Estimated), data, Make.Coins(theta, weights).OrThrow()).Take(2).ToArray();
        Close.To(likelihood.Sum(row => Math.Log(row.Sum())), states[0].OrThrow().State.Objective, 1e-13, "objective");
        var next = states[1].OrThrow().State.Parameters;
        for (var j = 0; j < k; j++)
        {
            var heads = r.Select((row, i) => row[j] * data.Heads[i]).Sum();
            var tails = r.Select((row, i) => row[j] * data.Tails[i]).Sum();
            Close.To(heads / (heads + tails), next.Theta[j], 1e-13, $"theta[{j}]");
            Close.To(r.Sum(row => row[j]) / data.Rows, next.MixingWeights[j], 1e-13, $"mixingWeight[{j}]");
        }
    }

    [Fact]
    public void More_coins_than_rows_are_an_error() =>
        Assert.Equal(
            "3 components, but only 2 rows of data; ask for at most 2",
            Em.Fit(Mixture.Of<Coin>(3), Flips.Parse("HT", "TT").OrThrow(), Make.Coins(0.2, 0.3, 0.4).OrThrow())
                .Match(Right: _ => "", Left: e => e.ToString())
        );

    [Fact]
    public void The_default_start_lies_at_the_quantiles_of_the_head_shares()
    {
        // Shares 0.4 0.5 0.7 0.8 0.9; quantiles ¼ and ¾ are 0.5 and 0.8.
        var start = Mixture.Of<Coin>(2).Start(Sample.DoBatzoglou);
        Close.To(0.05 + 0.9 * 0.5, start.Theta[0], 1e-15, "theta[0]");
        Close.To(0.05 + 0.9 * 0.8, start.Theta[1], 1e-15, "theta[1]");
        var extreme = Mixture.Of<Coin>(1).Start(Flips.Parse("HH", "TT").OrThrow());
        Assert.True(Make.Coins(extreme.Theta).IsSuccess);
        Assert.True(Make.Coins(Mixture.Of<Coin>(2).Start(Flips.Parse("HH", "HH").OrThrow()).Theta).IsSuccess);
    }
}
