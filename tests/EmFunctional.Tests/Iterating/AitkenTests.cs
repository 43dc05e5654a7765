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
