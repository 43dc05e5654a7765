using System.Collections.Generic;
using System.IO;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>What a journal has of its last run: enough to go on.</summary>
/// <param name="Run">The run as its events left it.</param>
/// <param name="Length">How many bytes of the file are whole lines.</param>
/// <param name="TornBytes">How many bytes behind them are a line cut off.</param>
/// <param name="Seal">The seal of the last whole line.</param>
/// <param name="Failures">How many runs of the journal have failed before it.</param>
public sealed record Recovery<TParams>(RunState<TParams> Run, long Length, long TornBytes, Hash256 Seal, int Failures);

/// <summary>Ways to make a <see cref="Recovery{TParams}"/>.</summary>
public static class Recovery
{
    /// <summary>How the last run of a journal started.</summary>
    /// <param name="path">The journal.</param>
    public static Either<JournalError, RunEvent<Vector>.Started> FindStart(string path) =>
        Opened(path)
            .Bind(stream =>
            {
                using (stream)
                {
                    var found = Option<RunEvent<Vector>.Started>.None;
                    JournalError fault = new JournalError.NoStart(path);
                    foreach (var line in JournalReader.Read(stream))
                    {
                        line.IfLeft(error => fault = error);
                        line.IfRight(read => found = read.Event is RunEvent<Vector>.Started started ? started : found);
                    }
                    return found.ToEither(() => fault);
                }
            });

    /// <summary>The last run of a journal, read to its last whole line.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="chart">The chart of its model.</param>
    /// <param name="seals">What to do with the seals: nothing is built on a journal that was changed after it was written.</param>
    /// <returns>The run, or the error of a line that is not merely cut off.</returns>
    public static Either<JournalError, Recovery<TParams>> Of<TParams>(
        string path,
        Chart<TParams> chart,
        Seals seals = Seals.CheckedIfAny
    ) =>
        Opened(path)
            .Bind(stream =>
            {
                using (stream)
                    return Fold(path, chart, JournalReader.Read(stream, seals));
            });

    /// <summary>A journal's file, shared with its writer.</summary>
    /// <param name="path">The journal.</param>
    public static Either<JournalError, FileStream> Opened(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new JournalError.Inaccessible(
                path,
                error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file; check the path" : error.Message
            );
        }
    }

    static Either<JournalError, Recovery<TParams>> Fold<TParams>(
        string path,
        Chart<TParams> chart,
        IEnumerable<Either<JournalError, JournalLine>> lines
    )
    {
        var none = new Recovery<TParams>(RunState.Begin(chart, StopRule.Default), 0, 0, JournalFile.FirstSeal, 0);
        var seen = new Seen<TParams>(none, Option<JournalError>.None, HasFailed: false);
        foreach (var line in lines)
        {
            var next = line.Bind(read => Add(seen, chart, read));
            if (next.IsLeft && next.LeftAsEnumerable().First() is JournalError.CutLine cut)
                return Last(path, seen with { Recovered = seen.Recovered with { TornBytes = cut.Bytes } });
            if (next.IsLeft)
                return next.Map(all => all.Recovered);
            seen = next.IfLeft(seen);
        }
        return Last(path, seen);
    }

    static Either<JournalError, Recovery<TParams>> Last<TParams>(string path, Seen<TParams> seen) =>
        seen.Foreign.Match(
            Either<JournalError, Recovery<TParams>> (foreign) => foreign,
            () => seen.Recovered.Run.Started.IsSome ? seen.Recovered : new JournalError.NoStart(path)
        );

    // A run of another chart may come before the last one, as where a component was dropped: its events are passed over.
    static Either<JournalError, Seen<TParams>> Add<TParams>(Seen<TParams> before, Chart<TParams> chart, JournalLine line)
    {
        var foreign = line.Event is RunEvent<Vector>.Started other
            ? OnChart(chart, other, line.Number).LeftAsEnumerable().HeadOrNone()
            : before.Foreign;
        var run = line.Event is RunEvent<Vector>.Started started
            ? StopRule
                .Parse(started.Specification.Rule)
                .MapLeft(JournalError (_) => new JournalError.Garbled(line.Number, 0, "Rule"))
                .Map(rule => RunState.Begin(chart, rule))
            : before.Recovered.Run;
        var failures = before.Recovered.Failures + (line.Event is RunEvent<Vector>.Started && before.HasFailed ? 1 : 0);
        return run.Bind(state => foreign.IsSome ? state : Typed(chart, line).Map(happened => Run.Evolve(state, happened)))
            .Map(state => new Seen<TParams>(
                new(state, line.End, 0, line.Seal.IfNone(before.Recovered.Seal), failures),
                foreign,
                line.Event is RunEvent<Vector>.Failed
            ));
    }

    sealed record Seen<TParams>(Recovery<TParams> Recovered, Option<JournalError> Foreign, bool HasFailed);

    static Either<JournalError, Unit> OnChart<TParams>(Chart<TParams> chart, RunEvent<Vector>.Started started, int line) =>
        started.Specification.ParameterNames == chart.Names
            ? Prelude.unit
            : new JournalError.Other(
                $"parameters (line {line})",
                string.Join(" ", started.Specification.ParameterNames),
                string.Join(" ", chart.Names)
            );

    static Either<JournalError, RunEvent<TParams>> Typed<TParams>(Chart<TParams> chart, JournalLine line) =>
        line.Event is RunEvent<Vector>.Iterated iterated
            ? chart
                .FromFlat(iterated.State.Parameters)
                .MapLeft(JournalError (_) => new JournalError.Garbled(line.Number, 0, "Parameters"))
                .Map(parameters => line.Event.Map(_ => parameters))
            : line.Event.Map<TParams>(_ => throw new InvalidOperationException());
}
