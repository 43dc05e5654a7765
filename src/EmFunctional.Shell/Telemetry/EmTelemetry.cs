using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Runs;

namespace EmFunctional.Telemetry;

/// <summary>
/// Spans and measurements of runs, by the conventions of OpenTelemetry: listen to <see cref="Name"/>. Runs that <c>Em.Run</c>, <c>Em.FitAsync</c> and
/// <c>Recorded</c> begin are watched; where nobody listens when a run begins, its events are not looked at.
/// </summary>
public static class EmTelemetry
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "EmFunctional";

    static readonly string? _version = typeof(EmTelemetry).Assembly.GetName().Version?.ToString(3);

    internal static ActivitySource Source { get; } = new(Name, _version);

    static readonly Meter _meter = new(Name, _version);

    internal static Counter<long> Runs { get; } = _meter.CreateCounter<long>("em.runs", "{run}", "Runs that ended");

    internal static Histogram<double> RunDuration { get; } = _meter.CreateHistogram<double>("em.run.duration", "s", "How long runs take");

    internal static Counter<long> Iterations { get; } = _meter.CreateCounter<long>("em.iterations", "{iteration}", "Iterations");

    internal static Counter<long> Evaluations { get; } =
        _meter.CreateCounter<long>("em.evaluations", "{evaluation}", "Passes over the data");

    internal static Gauge<double> Objective { get; } =
        _meter.CreateGauge<double>(
            "em.objective",
            "{nat}",
            "The objective at the newest iterate: the log-likelihood, or with a prior the log-posterior"
        );

    internal static Histogram<double> PassDuration { get; } =
        _meter.CreateHistogram<double>("em.pass.duration", "s", "How long a pass over the data takes");

    internal static Counter<long> Rows { get; } = _meter.CreateCounter<long>("em.rows", "{row}", "Rows that passes went through");

    internal static Gauge<double> RowRate { get; } =
        _meter.CreateGauge<double>("em.rows.rate", "{row}/s", "Rows in a second, in the newest passes");

    /// <summary>Whether anybody listens.</summary>
    internal static bool IsHeard =>
        Source.HasListeners()
        || Runs.Enabled
        || RunDuration.Enabled
        || Iterations.Enabled
        || Evaluations.Enabled
        || Objective.Enabled
        || PassDuration.Enabled
        || Rows.Enabled
        || RowRate.Enabled;

    /// <summary>The same events, which are told to whoever listens as they are gone through.</summary>
    /// <param name="events">The events of a run, or of several.</param>
    /// <param name="begun">How the run began, where the events go on from an interruption.</param>
    public static IEnumerable<RunEvent<TParams>> Watched<TParams>(
        this IEnumerable<RunEvent<TParams>> events,
        RunEvent<TParams>.Started? begun = null
    ) => new WatchedEvents<TParams>(events, begun);

    sealed class WatchedEvents<TParams>(IEnumerable<RunEvent<TParams>> events, RunEvent<TParams>.Started? begun)
        : IEnumerable<RunEvent<TParams>>
    {
        public IEnumerator<RunEvent<TParams>> GetEnumerator() => IsHeard ? Watch().GetEnumerator() : events.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        IEnumerable<RunEvent<TParams>> Watch()
        {
            using var watch = new RunWatch();
            using var steps = events.GetEnumerator();
            while (watch.Within(steps.MoveNext))
            {
                var happened = steps.Current;
                happened.Match(
                    (watch, begun),
                    started: static (to, e) => to.watch.Begin(e.Specification, e.Run, e.Read),
                    iterated: static (to, e) => to.watch.Add(e.State.Iteration, e.State.Evaluations, e.State.Objective),
                    stopped: static (to, e) => to.watch.End(KindOf(e.Reason), e.Trace.Value.ToString()),
                    failed: static (to, e) => to.watch.Fail(e.Error),
                    resumed: static (to, _) =>
                        to.begun is { } run ? to.watch.Begin(run.Specification, run.Run, run.Read, isResumed: true) : default
                );
                yield return happened;
            }
        }
    }

    static string KindOf(StopReason reason) =>
        reason.IsConverged ? "converged"
        : reason is StopReason.Decreased ? "decreased"
        : "exhausted";
}
