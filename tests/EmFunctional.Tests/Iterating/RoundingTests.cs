using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Iterating;

/// <summary>What rounding moves is neither a fall nor a reason to go on for ever; and what it does not explain is still a fall.</summary>
public class RoundingTests
{
    static Option<StopReason> Last(StopRule rule, double slack, params (double Objective, double Residual)[] states) =>
        states
            .Select((s, i) => Trace.State(i, s.Objective, s.Residual, slack))
            .Aggregate(ConvergenceMonitor.Begin(rule), (monitor, state) => monitor.Push(state))
            .Verdict;

    static (double, double)[] Cycle(int count, double low, double high, Func<int, double>? residual = null) =>
        [.. Enumerable.Range(0, count).Select(i => (i % 2 == 0 ? low : high, residual?.Invoke(i) ?? 1e-3))];

    [Theory]
    [InlineData("aitken(1e-12)")]
    [InlineData("gain(1e-12)")]
    [InlineData("relative(1e-15)")]
    [InlineData("residual(1e-12)")]
    [InlineData("residual(1e-12) | iterations(1000)")]
    public void A_cycle_of_two_within_the_slack_is_convergence_whatever_the_criterion(string rule)
    {
        var reason = Last(StopRule.Parse(rule).OrThrow(), 1e-6, Cycle(12, -5 - 1e-8, -5));
        Assert.True(reason.Exists(why => why is StopReason.Converged { IsByRounding: true, Limit: 1e-6 }));
        Assert.True(reason.Exists(why => why.IsConverged && why.ToString().Contains("wanders by", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_shorter_cycle_says_nothing_yet() => Assert.True(Last(StopRule.Residual(0), 1e-6, Cycle(11, -5 - 1e-8, -5)).IsNone);

    [Fact]
    public void A_cycle_beyond_the_slack_is_a_fall() =>
        Assert.True(Last(StopRule.Residual(0), 1e-9, Cycle(12, -5, -5 - 1e-8)).Exists(why => why is StopReason.Decreased));

    [Fact]
    public void What_still_rises_does_not_wander() =>
        Assert.True(Last(StopRule.Residual(0), 1e-6, [.. Enumerable.Range(0, 30).Select(i => (-5 + i * 1e-9, 1e-3))]).IsNone);

    [Fact]
    public void Where_the_residual_still_shrinks_a_rule_on_it_waits() =>
        Assert.True(Last(StopRule.Residual(0), 1e-6, Cycle(30, -5 - 1e-8, -5, i => Math.Pow(0.99, i))).IsNone);

    [Fact]
    public void What_leaves_a_saddle_does_not_wander() =>
        Assert.True(Last(StopRule.Aitken(0), 1e-6, Cycle(30, -5 - 1e-8, -5, i => 1e-9 * Math.Pow(1.05, i))).IsNone);

    [Fact]
    public void Where_the_model_is_not_monotone_nothing_is_rounding() =>
        Assert.True(Last(StopRule.Residual(0), double.PositiveInfinity, Cycle(30, -5 - 1e-8, -5)).IsNone);

    [Fact]
    public void A_budget_alone_asks_for_no_convergence() =>
        Assert.True(Last(StopRule.Iterations(100), 1e-6, Cycle(30, -5 - 1e-8, -5)).IsNone);

    // Rows in a plane of their space, up to a deviation that rounding can hardly see.
    static MixtureData Plane(double thickness) =>
        GaussianMixtureData
            .Create(
                Arr.create("a", "b", "c"),
                Vector.Concat([
                    .. Enumerable
                        .Range(0, 120)
                        .Select(i =>
                        {
                            var seed = new Seed(99).Split(i);
                            var (x, y) = (seed.Normal(0) + (i % 2) * 3, seed.Normal(1));
                            Vector row = [x, y, 2 * x - y + thickness * seed.Normal(2)];
                            return row;
                        }),
                ])
            )
            .OrThrow();

    [Theory]
    [InlineData(1, 1e-4, CovarianceForm.Full)]
    [InlineData(1, 1e-6, CovarianceForm.Full)]
    [InlineData(2, 1e-5, CovarianceForm.Full)]
    [InlineData(2, 1e-6, CovarianceForm.Full)]
    [InlineData(2, 1e-6, CovarianceForm.Tied)]
    [InlineData(3, 3e-7, CovarianceForm.Tied)]
    public void Columns_that_nearly_depend_on_each_other_end_as_converged(int components, double thickness, CovarianceForm form)
    {
        var (data, options) = (Plane(thickness), new GaussianMixtureOptions(components, 3, form));
        var start = GaussianMixtureStart.KMeansPlusPlus(data, options, new Seed(1)).OrThrow();
        var fitted = Em.Fit(GaussianMixtureModel.Of(options), data, start).OrThrow();
        Assert.True(fitted.Reason.IsConverged, fitted.Reason.ToString());
    }

    [Fact]
    public void Fewer_rows_than_columns_with_a_floor_end_as_converged()
    {
        var data = GaussianMixtureData
            .Create(Arr.create("a", "b", "c", "d", "e", "f"), Vector.Of(24, i => Math.Round(new Seed(4).Normal(i), 3)))
            .OrThrow();
        var options = new GaussianMixtureOptions(1, 6) { Guard = new CovarianceGuard.Floor(1e-8) };
        var start = GaussianMixtureStart.KMeansPlusPlus(data, options, new Seed(1)).OrThrow();
        var fitted = Em.Fit(GaussianMixtureModel.Of(options), data, start).OrThrow();
        Assert.True(fitted.Reason.IsConverged, fitted.Reason.ToString());
    }

    [Theory]
    [InlineData(2, 500)]
    [InlineData(3, 3000)]
    [InlineData(5, 20_000)]
    public void A_sequence_of_one_symbol_ends_as_converged(int states, int length)
    {
        var data = HiddenMarkovData.Create([Enumerable.Repeat("a", length)]).OrThrow();
        var start = HiddenMarkovStart.Leaning(data, states);
        var fitted = Em.Fit(HiddenMarkov.Of(states, 1), data, start).OrThrow();
        Assert.True(fitted.Reason.IsConverged, fitted.Reason.ToString());
        Assert.InRange(fitted.State.Objective, -1e-9, 1e-9);
    }

    [Fact]
    public void Counts_in_the_millions_end_as_converged()
    {
        var data = Make.Counts(Vector.Of(300, i => Math.Floor(4e6 + 2e3 * new Seed(5).Normal(i)))).OrThrow();
        var fitted = Em.Fit(Mixture.Of<Poisson>(2), data, Mixture.Of<Poisson>(2).Start(data)).OrThrow();
        Assert.True(fitted.Reason.IsConverged, fitted.Reason.ToString());
    }

    [Fact]
    public void Terms_that_cancel_count_with_their_magnitude()
    {
        // ln C(n, h) and h ln θ + (n − h) ln (1 − θ) are both some thousand nats, their sum a few.
        var data = Make.Flips(CoinsObservation.Counts, [4000, 6000, 5000], [6000, 4000, 5000]);
        var at = Mixture.Of<Coin>(2).EStep(data, Make.Coins(0.4, 0.6).OrThrow())(0).OrThrow();
        Assert.InRange(at.Magnitude, 100 * Math.Abs(at.Objective), double.PositiveInfinity);
    }

    [Fact]
    public void A_fall_that_an_M_step_made_is_still_called_one()
    {
        var sound = GaussianMixtureModel.Of(new(1, 3));
        var unsound = sound with
        {
            MStep = (at, s) =>
                sound
                    .MStep(at, s)
                    .Map(to => new Proposal<MixtureParameters>(
                        GaussianMixtureParameters
                            .Create(CovarianceForm.Full, [1], to.Parameters.Means, 1.01 * to.Parameters.Covariances[0].Values)
                            .OrThrow(),
                        to.Diagnostics
                    )),
        };
        var data = Plane(0.5);
        var best = GaussianMixtureStart.KMeansPlusPlus(data, new(1, 3), new Seed(1)).OrThrow();
        Assert.IsType<StopReason.Decreased>(Em.Fit(unsound, data, best).OrThrow().Reason);
    }
}
