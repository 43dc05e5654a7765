using System.Diagnostics;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>What happens in a run, in order: started, iterated any number of times, then one ending; resumed where it was interrupted.</summary>
public abstract record RunEvent<TParams>
{
    RunEvent() { }

    /// <summary>The run started.</summary>
    /// <param name="Schema">The version of the events, <see cref="RunEvent.Schema"/>.</param>
    /// <param name="Run">The run's identity, the hash of the specification.</param>
    /// <param name="Specification">All that determines the run.</param>
    /// <param name="Environment">Where it takes place.</param>
    /// <param name="Read">What was read of the data.</param>
    public sealed record Started(int Schema, Hash256 Run, RunSpecification Specification, RunEnvironment Environment, DataDescription Read)
        : RunEvent<TParams>
    {
        /// <summary>The hashes of blocks of rows, as many as are kept; nothing where the model knows none.</summary>
        public Option<DataHashes> Hashes { get; init; }
    }

    /// <summary>An iterate was reached; the start is iterate 0.</summary>
    /// <param name="State">The iterate.</param>
    /// <param name="Memory">What the algorithm remembers there.</param>
    public sealed record Iterated(IterationState<TParams> State, Vector Memory) : RunEvent<TParams>;

    /// <summary>The stop rule ended the run, or the objective fell.</summary>
    /// <param name="Reason">Why, with figures.</param>
    /// <param name="Remaining">What the objective has still to gain, in nats, by Aitken's estimate where it has one.</param>
    /// <param name="Trace">The trace digest of the whole run.</param>
    public sealed record Stopped(StopReason Reason, Option<double> Remaining, TraceDigest Trace) : RunEvent<TParams>
    {
        /// <summary>The parameters of the last iterate, where a journal has not kept them with it.</summary>
        public Option<TParams> At { get; init; }
    }

    /// <summary>The mathematics ended the run.</summary>
    /// <param name="Error">What went wrong.</param>
    public sealed record Failed(EmError Error) : RunEvent<TParams>
    {
        /// <summary>The parameters of the last iterate, where a journal has not kept them with it.</summary>
        public Option<TParams> At { get; init; }
    }

    /// <summary>An interrupted run was taken up again from its journal.</summary>
    /// <param name="Environment">Where it continues.</param>
    /// <param name="TornBytes">How many bytes of a half-written event were removed.</param>
    public sealed record Resumed(RunEnvironment Environment, long TornBytes) : RunEvent<TParams>;

    /// <summary>The one place that tells the cases apart. The state spares a closure where every event counts.</summary>
    public T Match<TState, T>(
        TState state,
        Func<TState, Started, T> started,
        Func<TState, Iterated, T> iterated,
        Func<TState, Stopped, T> stopped,
        Func<TState, Failed, T> failed,
        Func<TState, Resumed, T> resumed
    ) =>
        this switch
        {
            Started e => started(state, e),
            Iterated e => iterated(state, e),
            Stopped e => stopped(state, e),
            Failed e => failed(state, e),
            Resumed e => resumed(state, e),
            _ => throw new UnreachableException(),
        };

    /// <summary>What a case amounts to.</summary>
    public T Match<T>(
        Func<Started, T> started,
        Func<Iterated, T> iterated,
        Func<Stopped, T> stopped,
        Func<Failed, T> failed,
        Func<Resumed, T> resumed
    ) =>
        Match(
            (started, iterated, stopped, failed, resumed),
            static (on, e) => on.started(e),
            static (on, e) => on.iterated(e),
            static (on, e) => on.stopped(e),
            static (on, e) => on.failed(e),
            static (on, e) => on.resumed(e)
        );

    /// <summary>The same event with other parameters, such as those on the chart.</summary>
    /// <param name="map">From these parameters to the others.</param>
    public RunEvent<TOther> Map<TOther>(Func<TParams, TOther> map) =>
        Match<RunEvent<TOther>>(
            started: e => new RunEvent<TOther>.Started(e.Schema, e.Run, e.Specification, e.Environment, e.Read) { Hashes = e.Hashes },
            iterated: e => new RunEvent<TOther>.Iterated(e.State.Map(map), e.Memory),
            stopped: e => new RunEvent<TOther>.Stopped(e.Reason, e.Remaining, e.Trace) { At = e.At.Map(map) },
            failed: e => new RunEvent<TOther>.Failed(e.Error) { At = e.At.Map(map) },
            resumed: e => new RunEvent<TOther>.Resumed(e.Environment, e.TornBytes)
        );
}

/// <summary>What all events share.</summary>
public static class RunEvent
{
    /// <summary>The version of the events' content.</summary>
    public const int Schema = 1;
}
