using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Iterating;

public class AitkenTests
{
    [Fact]
    public void Of_a_geometric_series_the_estimate_is_exact() => Assert.Equal(1.0, Aitken.Remaining(Trace.Objectives(-4, -2, -1))); // −4, −2, −1, −½ …: 1 is left

    [Fact]
    public void Fewer_than_three_iterates_have_no_estimate() => Assert.True(Aitken.Remaining(Trace.Objectives(-4, -2)).IsNone);

    [Theory]
    [InlineData(-4, -3, -2)] // ratio 1
    [InlineData(-4, -3, -1)] // gains that grow
    [InlineData(-4, -4, -3)] // no gain before
    [InlineData(-3, -4, -3.5)] // a fall before
    public void Where_convergence_is_not_linear_there_is_no_estimate(double first, double second, double third) =>
        Assert.True(Aitken.Remaining(Trace.Objectives(first, second, third)).IsNone);

    [Fact]
    public void A_gain_that_has_vanished_leaves_nothing() => Assert.Equal(0.0, Aitken.Remaining(Trace.Objectives(-4, -1, -1)));

    [Fact]
    public void A_fixed_point_leaves_nothing() =>
        Assert.Equal(0.0, Aitken.Remaining(Arr.create<IterationState>(Trace.State(0, -4, residual: 0))));

    [Fact]
    public void A_fall_that_rounding_explains_after_a_gain_leaves_nothing() =>
        Assert.Equal(0.0, Aitken.Remaining(Flat(1e-6, (-4, 1), (-1, 1), (-1 - 1e-14, 1))));

    [Theory]
    [InlineData(1e-6, 1, 1, 1)] // at an optimum from the start
    [InlineData(1e-6, 4, 2, 1)]
    [InlineData(0, 1, 1, 1)] // of a model whose objective has no slack
    public void Without_gains_nothing_is_left_where_residuals_do_not_grow(double slack, double first, double second, double third) =>
        Assert.Equal(0.0, Aitken.Remaining(Flat(slack, (-5, first), (-5, second), (-5, third))));

    [Theory]
    [InlineData(1e-6, 1, 1, 2)]
    [InlineData(1e-6, 1, 2, 2)]
    [InlineData(0, 1, 2, 4)]
    public void Without_gains_there_is_no_estimate_where_residuals_grow_as_at_a_saddle(
        double slack,
        double first,
        double second,
        double third
    ) => Assert.True(Aitken.Remaining(Flat(slack, (-5, first), (-5, second), (-5, third))).IsNone);

    [Fact]
    public void A_gain_that_vanishes_after_a_fall_says_nothing() =>
        Assert.True(Aitken.Remaining(Flat(1e-6, (-4, 1), (-5, 1), (-5, 1))).IsNone);

    [Fact]
    public void Of_no_iterates_there_is_no_estimate() => Assert.True(ConvergenceMonitor.Begin(StopRule.Default).Remaining.IsNone);

    static Arr<IterationState> Flat(double slack, params (double Objective, double Residual)[] states) =>
        states.Select((s, i) => (IterationState)Trace.State(i, s.Objective, s.Residual, slack)).ToArray();

    [Fact]
    public void The_remaining_gain_of_a_linear_iteration_is_estimated_at_every_step()
    {
        // θ ← 0.8 θ: the objective −θ² has the rate 0.64 and the limit 0.
        foreach (var (previous, now) in Runs(0.8, 30))
            Close.To(
                -now.Objective,
                Aitken.Remaining(previous).IfNone(double.NaN) / -now.Objective * -now.Objective,
                1e-9,
                $"{now.Iteration}"
            );
    }

    static System.Collections.Generic.IEnumerable<(Arr<IterationState>, IterationState)> Runs(double rate, int count)
    {
        var window = Arr<IterationState>.Empty;
        foreach (var iterate in Em.Iterate(Trace.Shrinking, rate, 1.0))
        {
            var state = iterate.OrThrow().State;
            window = window.Add(state);
            if (window.Count > Aitken.Window)
                window = window.RemoveAt(0);
            if (window.Count == Aitken.Window)
                yield return (window, state);
            if (state.Iteration == count)
                yield break;
        }
    }
}
