using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;
using Fold = EmFunctional.Runs.Run;

namespace EmFunctional.Watching.Following;

/// <summary>What is known of a journal so far: the fold of its lines. Its size does not grow with the run but for eight bytes an iterate.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="Contest">What came of the runs of the fit so far.</param>
/// <param name="Trace">The iterates through which curves go.</param>
/// <param name="Index">Where the iterates of the run stand in the file.</param>
/// <param name="Version">Grows with each change, and never goes back.</param>
sealed record WatchedState(Standing Standing, Contest Contest, ThinnedTrace Trace, IterateIndex Index, long Version)
{
    /// <summary>The run that was started last.</summary>
    public Option<RunState<Vector>> Run { get; init; }

    /// <summary>How it started.</summary>
    public Option<RunEvent<Vector>.Started> Started => Run.Bind(run => run.Started);

    /// <summary>What was gained by the newest iterate, in nats.</summary>
    public Option<double> Gain { get; init; }

    /// <summary>When the newest line was written.</summary>
    public Option<DateTimeOffset> Time { get; init; }

    /// <summary>The workers that came and were lost while a cluster computed, the newest last; none where no cluster does.</summary>
    public Arr<WorkerNote> Workers { get; init; }

    /// <summary>How many bytes of the file have been read.</summary>
    public long Read { get; init; }

    /// <summary>The model with its data, where they are at hand.</summary>
    public Task<Validation<EmError, Option<OpenedModel>>>? Model { get; init; }

    /// <summary>Before the first line.</summary>
    /// <param name="version">The version.</param>
    public static WatchedState Before(long version) =>
        new(new Standing.Awaited(), Contest.Nothing, ThinnedTrace.Empty, new IterateIndex(), version);

    /// <summary>After somebody came or was lost.</summary>
    /// <param name="note">Who.</param>
    public WatchedState Add(WorkerNote note) => this with { Version = Version + 1, Workers = Workers.Add(note) };

    /// <summary>After a line more.</summary>
    /// <param name="line">The line.</param>
    public WatchedState Add(JournalLine line)
    {
        var with = this with { Version = Version + 1, Time = line.Time, Read = line.End, Standing = new Standing.GoingOn() };
        return line.Event switch
        {
            RunEvent<Vector>.Started started => with.Begin(started),
            // Runs may be interleaved: the one that started last is shown.
            _ when !Started.Exists(started => started.Run == line.Run) => with,
            RunEvent<Vector>.Iterated iterated => with.Go(iterated, Read, line.End),
            // Whoever takes a run up has workers of its own, or none.
            RunEvent<Vector>.Resumed => with with { Run = Run.Map(run => Fold.Latest(run, line.Event)), Workers = Arr<WorkerNote>.Empty },
            _ => with with { Run = Run.Map(run => Fold.Latest(run, line.Event)), Contest = Contest.Add(line.Event) },
        };
    }

    WatchedState Begin(RunEvent<Vector>.Started started) =>
        this with
        {
            Run = Fold.Latest(RunState.Begin(Chart.OfNames(started.Specification.ParameterNames), StopRule.Default), started),
            Contest = Contest.Add(started),
            Trace = ThinnedTrace.Empty,
            Index = new IterateIndex(),
            Gain = Option<double>.None,
        };

    WatchedState Go(RunEvent<Vector>.Iterated iterated, long start, long end)
    {
        Index.Add(start, end);
        var run = Run.Map(before => Fold.Latest(before, iterated));
        return this with
        {
            Run = run,
            Contest = Contest.Add(iterated),
            Gain = Trace.Newest.Map(before => iterated.State.Objective - before.State.Objective),
            Trace = Trace.Add(iterated.State, run.Bind(now => now.Remaining)),
        };
    }
}
