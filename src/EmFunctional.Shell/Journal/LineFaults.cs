using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

// What became of a line that does not follow from those before it: lines before it are missing, it repeats one, or it stands in the wrong place. Where
// that cannot be told, the fault stays as it was found. A journal that is whole is never read twice for this.
sealed class LineFaults(Stream stream, long begin, int number, byte[] line)
{
    /// <summary>The fault by its name.</summary>
    /// <param name="fault">What was found.</param>
    /// <param name="stream">The journal.</param>
    /// <param name="begin">Where it begins.</param>
    /// <param name="number">The number of the line at which it was found.</param>
    /// <param name="lines">Where that line stands.</param>
    public static JournalError Named(JournalError fault, Stream stream, long begin, int number, ByteLines lines)
    {
        if (!stream.CanSeek || fault is not (JournalError.BrokenSeal or JournalError.Inconsistent))
            return fault;
        var at = stream.Position;
        try
        {
            return new LineFaults(stream, begin, number, lines.Line.ToArray()).Named(fault);
        }
        finally
        {
            stream.Position = at;
        }
    }

    JournalError Named(JournalError fault)
    {
        var (order, run, seal) = (new JournalOrder(), default(RunState<Vector>?), SealedLine.First);
        foreach (var (at, bytes) in Lines().TakeWhile(one => one.Number < number))
        {
            if (bytes.Span.SequenceEqual(line))
                return new JournalError.Repeated(number, at, What(fault));
            seal = SealedLine.FindSeal(bytes.Span).IfNone(seal);
            if (JournalLineParser.Parse(bytes, at, 0).Case is not JournalLine read)
                return fault;
            order.FindFault(read);
            run = Evolved(run, read);
        }
        var misplaced = fault is JournalError.BrokenSeal ? OutOfChain(seal) : null;
        if (misplaced is not null || JournalLineParser.Parse(line, number, 0).Case is not JournalLine own || order.FindFault(own).IsNone)
            return misplaced ?? fault;
        return (fault is JournalError.Inconsistent ? OutOfOrder(own, order.Missing) : null)
            ?? Missing(own, order.Missing, run, What(fault))
            ?? fault;
    }

    static string What(JournalError fault) => fault is JournalError.Inconsistent inconsistent ? inconsistent.What : "";

    // By seals: where the line is that was written behind the last that is in its place.
    JournalError? OutOfChain(Hash256 seal)
    {
        var before = SealedLine.FindSeal(line);
        foreach (var (at, bytes) in Lines().SkipWhile(one => one.Number <= number))
        {
            var own = SealedLine.FindSeal(bytes.Span);
            if (Fits(seal, bytes.Span))
                return (at == number + 1 ? own : before).Exists(other => Fits(other, line))
                    ? new JournalError.Swapped(number, at)
                    : new JournalError.Misplaced(at, number - 1);
            before = own;
        }
        return null;
    }

    static bool Fits(Hash256 before, ReadOnlySpan<byte> bytes) =>
        SealedLine.FindSeal(bytes).Case is Hash256 seal && seal == SealedLine.SealOf(before, bytes);

    // By what lines say of themselves: where the line is that was written before this one.
    JournalError? OutOfOrder(JournalLine own, int missing)
    {
        var expected = IterationOf(own) - missing;
        foreach (var later in After().TakeWhile(later => missing > 0 || later.Number == number + 1))
            if (IsWanted(later, own, expected))
                return later.Number == number + 1 || (expected >= 0 && later.Number - number == missing)
                    ? new JournalError.Swapped(number, later.Number)
                    : new JournalError.Misplaced(later.Number, number - 1);
        return null;
    }

    // The start of its run, the iterate that it follows, the iterate before its end, or the end of the run before.
    bool IsWanted(JournalLine later, JournalLine own, int? expected) =>
        own.Event switch
        {
            RunEvent<Vector>.Iterated => later.Run == own.Run
                && (expected < 0 ? later.Event is RunEvent<Vector>.Started : IterationOf(later) == expected),
            RunEvent<Vector>.Stopped or RunEvent<Vector>.Failed => later.Run == own.Run && later.Event is RunEvent<Vector>.Iterated,
            RunEvent<Vector>.Started => later.Number == number + 1 && later.Event is RunEvent<Vector>.Stopped or RunEvent<Vector>.Failed,
            _ => false,
        };

    JournalError? Missing(JournalLine own, int missing, RunState<Vector>? run, string what) =>
        own.Event is RunEvent<Vector>.Stopped
            ? run is not null && own.Run == IdOf(run) && GoesOn(run)
                ? new JournalError.Missing(number, 1, what)
                : null
            : missing > 0 && IsFollowed(own)
                ? new JournalError.Missing(number, missing, what)
                : null;

    // Whether its rule does not end a run here.
    static bool GoesOn(RunState<Vector> run) =>
        run.Started.Exists(e => StopRule.Parse(e.Specification.Rule).IsRight) && Run.Settle(run).Case is not RunEvent<Vector>.Stopped;

    // A line that was changed to another iteration is not followed by the next.
    bool IsFollowed(JournalLine own) =>
        After().FirstOrDefault(later => later.Run == own.Run) is not { } next
        || IterationOf(next) is not { } iteration
        || iteration == IterationOf(own) + 1
        || own.Event is RunEvent<Vector>.Started;

    static RunState<Vector>? Evolved(RunState<Vector>? run, JournalLine read) =>
        read.Event is RunEvent<Vector>.Started started
            ? Run.Latest(RunState.Begin(Chart.OfNames(started.Specification.ParameterNames), StopRule.Default), started)
        : run is not null && IdOf(run) == read.Run ? Run.Evolve(run, read.Event)
        : run;

    static int? IterationOf(JournalLine read) => read.Event is RunEvent<Vector>.Iterated iterated ? iterated.State.Iteration : null;

    static Hash256 IdOf(RunState<Vector> run) => run.Started.Map(e => e.Run).IfNone(default(Hash256));

    IEnumerable<JournalLine> After() =>
        Lines()
            .SkipWhile(one => one.Number <= number)
            .Select(one => JournalLineParser.Parse(one.Bytes, one.Number, 0))
            .TakeWhile(read => read.IsRight)
            .Rights();

    IEnumerable<(int Number, ReadOnlyMemory<byte> Bytes)> Lines()
    {
        stream.Position = begin;
        var lines = new ByteLines(stream);
        for (var at = 1; lines.Next() && lines.IsWhole; at++)
            yield return (at, lines.Line);
    }
}
