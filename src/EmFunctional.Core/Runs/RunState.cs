using EmFunctional.Iterating;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>What the events of a run amount to.</summary>
/// <param name="Chart">The coordinates on the parameters.</param>
/// <param name="Monitor">The stop rule with the iterates that it may look at.</param>
/// <param name="Started">How the run started.</param>
/// <param name="Last">The newest iterate.</param>
/// <param name="Ending">How it ended; nothing for a run that goes on or was interrupted.</param>
/// <param name="Trace">The trace digest so far.</param>
public sealed record RunState<TParams>(
    Chart<TParams> Chart,
    ConvergenceMonitor Monitor,
    Option<RunEvent<TParams>.Started> Started,
    Option<RunEvent<TParams>.Iterated> Last,
    Option<RunEvent<TParams>> Ending,
    TraceDigest Trace
)
{
    /// <summary>The newest iterate whose parameters are known, with the trace digest up to it: another than the last where a journal kept a digest of that.</summary>
    public Option<KeyIterate<TParams>> Key { get; init; }

    /// <summary>
    /// Aitken's estimate, in nats, of what is still to gain at the newest iterate; nothing for an accelerated run, whose gains are no geometric
    /// series.
    /// </summary>
    public Option<double> Remaining =>
        Started.Exists(started => started.Specification.Algorithm != Algorithm.PlainName) ? Option<double>.None : Monitor.Remaining;
}

/// <summary>An iterate whose parameters are known.</summary>
/// <param name="Iterated">The iterate.</param>
/// <param name="Trace">The trace digest up to it.</param>
public sealed record KeyIterate<TParams>(RunEvent<TParams>.Iterated Iterated, TraceDigest Trace);

/// <summary>Ways to make a <see cref="RunState{TParams}"/>.</summary>
public static class RunState
{
    /// <summary>Before the first event.</summary>
    /// <param name="chart">The coordinates on the parameters.</param>
    /// <param name="rule">When to stop.</param>
    public static RunState<TParams> Begin<TParams>(Chart<TParams> chart, StopRule rule) =>
        new(
            chart,
            ConvergenceMonitor.Begin(rule),
            Option<RunEvent<TParams>.Started>.None,
            Option<RunEvent<TParams>.Iterated>.None,
            Option<RunEvent<TParams>>.None,
            TraceDigest.Empty
        );
}
