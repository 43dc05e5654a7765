using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Iterating;

public class ConvergenceMonitorTests
{
    static readonly Diagnostic _empty = new Diagnostic.Empty(1);
    static readonly StopRule _gain = StopRule.Gain(1e-3);

    [Fact]
    public void A_fall_beyond_rounding_is_a_decrease_whatever_the_rule_says() =>
        Assert.Equal(
            new StopReason.Decreased(1, -1, -1.0005, 1e-9),
            Last(_gain, Trace.State(0, -1, slack: 1e-9), Trace.State(1, -1.0005, slack: 1e-9))
        );

    [Fact]
    public void A_fall_within_rounding_is_none() =>
        Assert.Equal(
            new StopReason.Converged("gain", 0.5, 1),
            Last(StopRule.Gain(1), Trace.State(0, -1, slack: 0.75), Trace.State(1, -1.5, slack: 0.75))
        );

    [Fact]
    public void Where_the_model_is_not_monotone_no_fall_is_a_decrease() =>
        Assert.True(
            Last(_gain, Trace.State(0, -1, slack: double.PositiveInfinity), Trace.State(1, -5, slack: double.PositiveInfinity)).IsNone
        );

    [Fact]
    public void An_iterate_with_a_diagnostic_is_never_called_a_decrease() =>
        Assert.True(Last(_gain, Trace.State(0, -1), Trace.State(1, -2, diagnostics: _empty)).IsNone);

    [Fact]
    public void A_new_diagnostic_empties_the_window()
    {
        Assert.True(Last(_gain, Trace.State(0, -1), Trace.State(1, -1, diagnostics: _empty)).IsNone);
        Assert.True(Last(_gain, Trace.State(0, -1, diagnostics: _empty), Trace.State(1, -1, diagnostics: new Diagnostic.Empty(0))).IsNone);
    }

    [Fact]
    public void A_diagnostic_that_stays_does_not() =>
        Assert.Equal(
            new StopReason.Converged("gain", 0, 1e-3),
            Last(_gain, Trace.State(0, -1), Trace.State(1, -1, diagnostics: _empty), Trace.State(2, -1, diagnostics: _empty))
        );

    [Fact]
    public void No_more_is_remembered_than_the_rule_or_the_estimate_needs()
    {
        var monitor = ConvergenceMonitor.Begin(StopRule.Residual(0).For(5));
        for (var i = 0; i < 20; i++)
            monitor = monitor.Push(Trace.State(i, -1.0 / (i + 1)));
        Assert.Equal(Rounding.Window + 4, monitor.Recent.Count);
        Assert.Equal(19, monitor.Recent[^1].Iteration);
        Assert.True(monitor.Remaining.IsSome);
    }

    static Option<StopReason> Last(StopRule rule, params IterationState[] states) =>
        states.Aggregate(ConvergenceMonitor.Begin(rule), (monitor, state) => monitor.Push(state)).Verdict;
}
