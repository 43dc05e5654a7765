using System.Linq;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>What decides when a run stops: its rule, and the last iterates that it may look at.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Recent">The last iterates, the newest last.</param>
public sealed record ConvergenceMonitor(StopRule Rule, Arr<IterationState> Recent)
{
    /// <summary>Nothing seen yet.</summary>
    /// <param name="rule">The rule.</param>
    public static ConvergenceMonitor Begin(StopRule rule) => new(rule, Arr<IterationState>.Empty);

    /// <summary>The monitor after one more iterate. A new diagnostic breaks the sequence that a rule extrapolates: what came before is forgotten.</summary>
    /// <param name="state">The iterate that follows.</param>
    public ConvergenceMonitor Push(IterationState state)
    {
        var capacity = Math.Max(Rule.Window, Aitken.Window);
        var kept = BringsNewDiagnostic(state) ? 0 : Math.Min(Recent.Count, capacity - 1);
        var states = new IterationState[kept + 1];
        for (var i = 0; i < kept; i++)
            states[i] = Recent[Recent.Count - kept + i];
        states[kept] = state;
        return this with { Recent = states };
    }

    /// <summary>Why to stop at the newest iterate, if so: the objective fell beyond rounding, or the rule says so.</summary>
    public Option<StopReason> Verdict
    {
        get
        {
            if (Recent.IsEmpty)
                return Option<StopReason>.None;
            var fall = FindFall();
            return fall.IsSome ? fall : Rule.On(Recent);
        }
    }

    /// <summary>Aitken's estimate, in nats, of what is still to gain at the newest iterate.</summary>
    public Option<double> Remaining => Aitken.Remaining(Recent);

    // Where the M-step did more than maximise, a fall is never called a decrease.
    Option<StopReason> FindFall() =>
        Recent.Count > 1
        && !Recent[^1].Diagnostics.Exists(diagnostic => diagnostic.IsIntervention)
        && Recent[^2].Objective - Recent[^1].Objective > Recent[^1].Slack
            ? new StopReason.Decreased(Recent[^1].Iteration, Recent[^2].Objective, Recent[^1].Objective, Recent[^1].Slack)
            : Option<StopReason>.None;

    bool BringsNewDiagnostic(IterationState state) =>
        !state.Diagnostics.IsEmpty
        && (Recent.IsEmpty || state.Diagnostics.Any(diagnostic => !Recent[^1].Diagnostics.Any(earlier => earlier.Key == diagnostic.Key)));
}
