using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Iterating;

/// <summary>Rules at their edges: units of weight, an objective of 0, a fall that is exactly the slack, one iterate for one time.</summary>
public class RuleEdgeTests
{
    static Arr<IterationState> Weighing(double unit, params double[] objectives) =>
        Trace.Objectives(objectives).Map(state => state with { WeightUnit = unit });

    [Fact]
    public void Nats_are_measured_by_the_weight_of_the_lightest_row()
    {
        Assert.Equal(new StopReason.Converged("gain", 0.25, 0.25), StopRule.Gain(0.25).On(Weighing(2, -3, -2.5)));
        Assert.True(StopRule.Gain(0.25).On(Weighing(0.5, -3, -2.5)).IsNone);
        Assert.Equal(new StopReason.Converged("aitken", 0.5, 0.5), StopRule.Aitken(0.5).On(Weighing(2, -4, -2, -1)));
    }

    [Fact]
    public void Of_an_objective_of_0_the_relative_gain_is_the_gain_itself() =>
        Assert.Equal(new StopReason.Converged("relative", 0.5, 0.5), StopRule.Relative(0.5).On(Trace.Objectives(-0.5, 0)));

    [Fact]
    public void One_iterate_is_enough_for_one_time() =>
        Assert.Equal(
            new StopReason.Held(1, new StopReason.Exhausted("iterations", 0, 0)),
            StopRule.Iterations(0).For(1).On(Trace.Objectives(-3))
        );

    [Fact]
    public void The_largest_budget_is_the_largest_whole_number() =>
        Assert.Equal("iterations(2147483647)", StopRule.Parse("iterations(2147483647)").OrThrow().Text);

    [Fact]
    public void A_fall_of_exactly_the_slack_is_none() =>
        Assert.Equal(
            new StopReason.Converged("gain", 0.5, 1),
            Verdict(StopRule.Gain(1), Trace.State(0, -1, slack: 0.5), Trace.State(1, -1.5, slack: 0.5))
        );

    [Fact]
    public void A_new_diagnostic_beside_one_that_stays_empties_the_window()
    {
        var (stays, comes) = (new Diagnostic.Empty(1), new Diagnostic.Empty(0));
        var before = Enumerable.Range(0, 3).Select(i => (IterationState)Trace.State(i, -1, diagnostics: stays));
        Assert.True(Verdict(StopRule.Gain(1), [.. before]).IsSome);
        Assert.True(Verdict(StopRule.Gain(1), [.. before, Trace.State(3, -1, diagnostics: [stays, comes])]).IsNone);
    }

    [Theory]
    [InlineData(0, 1)] // the extremes lie in the earlier half
    [InlineData(6, 7)] // the low lies in the later half
    public void What_wanders_is_told_with_how_far_it_does(int high, int low)
    {
        var states = Enumerable
            .Range(0, 12)
            .Select(i =>
                (IterationState)
                    Trace.State(
                        i,
                        i == low ? -5.25
                            : i == high ? -5
                            : -5.125,
                        1e-3,
                        0.5
                    )
            );
        var reason = StopRule.Residual(0).On(states.ToArray());
        Assert.Equal(high < 6 ? new StopReason.Converged("rounding", 0.25, 0.5) : Option<StopReason>.None, reason);
    }

    [Fact]
    public void A_range_of_exactly_the_slack_still_is_wandering()
    {
        var states = Enumerable.Range(0, 12).Select(i => (IterationState)Trace.State(i, i % 2 == 0 ? -5.25 : -5, 1e-3, 0.25));
        Assert.Equal(new StopReason.Converged("rounding", 0.25, 0.25), StopRule.Residual(0).On(states.ToArray()));
    }

    static Option<StopReason> Verdict(StopRule rule, params IterationState[] states) =>
        states.Aggregate(ConvergenceMonitor.Begin(rule), (monitor, state) => monitor.Push(state)).Verdict;
}
