using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;
using Claim = System.Func<LanguageExt.Either<EmFunctional.Modelling.EmError, LanguageExt.Option<EmFunctional.Journal.Discrepancy>>>;

namespace EmFunctional.Journal;

// What the lines of a journal claim, each to be computed by itself and in any order.
sealed class Claims(Func<RunSpecification, Either<EmError, Recomputation>> again)
{
    readonly Dictionary<Hash256, Claimed> _runs = [];

    public int Runs { get; private set; }

    public int Iterates { get; private set; }

    public int GivenStarts { get; private set; }

    public int GivenStops { get; private set; }

    public IEnumerable<Claim> Of(IEnumerable<JournalLine> lines)
    {
        foreach (var line in lines)
        foreach (var claim in Of(line))
            yield return claim;
        // Runs that were interrupted behind a key iterate.
        foreach (var run in _runs.Values)
        foreach (var claim in Walked(run))
            yield return claim;
    }

    IEnumerable<Claim> Of(JournalLine line) =>
        line.Event switch
        {
            RunEvent<Vector>.Started started => Start(line, started),
            _ when !_runs.TryGetValue(line.Run, out _) => [],
            RunEvent<Vector>.Iterated iterated => Iterate(line.Number, _runs[line.Run], iterated),
            RunEvent<Vector>.Stopped stopped => Stop(line.Number, _runs[line.Run], stopped),
            RunEvent<Vector>.Failed failed => Fail(line.Number, _runs[line.Run], failed),
            _ => [],
        };

    IEnumerable<Claim> Start(JournalLine line, RunEvent<Vector>.Started started)
    {
        var specification = started.Specification;
        var parent = specification.Parent.Bind(of => _runs.TryGetValue(of.Run, out var found) ? Prelude.Some(found) : Option<Claimed>.None);
        _runs.Remove(line.Run); // of a run that cannot be computed nothing more is claimed
        if (again(specification).Case is not Recomputation with)
            return [() => again(specification).Map(_ => Option<Discrepancy>.None)];
        var algorithm = with.Algorithm(with.Problem.Evaluate, with.Problem.Chart);
        if (WhatIsGiven.Differs(line.Number, started, with.Problem, algorithm) is { IsSome: true } differs)
            return [() => differs];
        var state = Run.Latest(RunState.Begin(with.Problem.Chart, StopRule.Default), started);
        var isKnown = StopRule.Parse(specification.Rule).IsRight;
        var failures = parent.Map(run => run.Failures + (run.HasFailed ? 1 : 0)).IfNone(0);
        _runs[line.Run] = new(state, with, algorithm, isKnown, failures);
        Runs++;
        GivenStops += isKnown ? 0 : 1;
        return Lead(line.Number, specification, parent);
    }

    // Where the start comes from: from the end of another run, from the policy of a run that failed, or from outside the journal.
    IEnumerable<Claim> Lead(int line, RunSpecification specification, Option<Claimed> from)
    {
        if (specification.Parent.Case is RunParent parent && from.Case is Claimed { State.Last.Case: RunEvent<Vector>.Iterated last } run)
        {
            if (parent.Continues)
                return
                [
                    () =>
                        Discrepancy.OfCount(line, 0, "iterations of the parent", parent.Iteration, last.State.Iteration)
                        | SameStart(line, specification, last.State.Parameters),
                ];
            if (parent.Why == RunParent.Winner && run.State.Started.Case is RunEvent<Vector>.Started first)
                return [() => SameStart(line, specification, first.Specification.Start)];
            if (parent.Why == BeyondSaddle.Why)
                return [() => LeavesSaddle(line, specification, run)];
            if (run.With.Fallback.Case is Fallback<Vector> fallback)
                return [() => Follows(line, specification, parent.Policy, run, last, fallback)];
        }
        GivenStarts++;
        return [];
    }

    static Option<Discrepancy> LeavesSaddle(int line, RunSpecification specification, Claimed run) =>
        BeyondSaddle
            .StartAfter(run.With.Problem, run.State)
            .Match(
                start => SameStart(line, specification, start),
                () => new Discrepancy(line, 0, "end of the run before this", "a saddle", "no saddle")
            );

    static Option<Discrepancy> SameStart(int line, RunSpecification specification, Vector led) =>
        specification.Start.Count != led.Count
            ? new Discrepancy(line, 0, "numbers of the start", $"{specification.Start.Count}", $"{led.Count}")
            : specification
                .ParameterNames.Select((name, i) => Discrepancy.OfNumber(line, 0, $"start of {name}", specification.Start[i], led[i]))
                .Somes()
                .HeadOrNone();

    static Either<EmError, Option<Discrepancy>> Follows(
        int line,
        RunSpecification specification,
        string why,
        Claimed run,
        RunEvent<Vector>.Iterated last,
        Fallback<Vector> fallback
    ) =>
        Run.Following(run.State, run.With.Problem, run.Algorithm)
            .Match(
                Right: Either<EmError, Option<Discrepancy>> (_) =>
                    Prelude.Some(new Discrepancy(line, last.State.Iteration, "run before this", "fails", "goes on")),
                Left: error =>
                    fallback(error, last.State.Parameters, run.Failures)
                        .Match(
                            next =>
                                Discrepancy.OfText(line, 0, "reason to start", why, next.Why) | SameStart(line, specification, next.Start),
                            () => Prelude.Some(new Discrepancy(line, 0, "reason to start", why, "nothing takes its place"))
                        )
            );

    IEnumerable<Claim> Iterate(int line, Claimed run, RunEvent<Vector>.Iterated at)
    {
        var (before, id) = (run.State, IdOf(run));
        var isKey = at.State.Digest.IsNone;
        var behind = new Behind(line, at);
        _runs[id] = run with { State = Run.Evolve(before, at), Left = isKey ? Arr<Behind>.Empty : run.Left.Add(behind) };
        Iterates++;
        if (run.IsRuleKnown && HasUnit(before) && Run.Settle(before).Case is RunEvent<Vector>.Stopped stop)
            yield return () =>
                Prelude.Some(new Discrepancy(line, at.State.Iteration, "stop", "none before this", $"before this, {stop.Reason}"));
        if (isKey && !run.Left.IsEmpty)
            foreach (var claim in Walked(run with { Left = run.Left.Add(behind) }))
                yield return claim;
        else if (isKey)
            yield return () =>
                Run.Following(before, run.With.Problem, run.Algorithm)
                    .Map(computed => Compare(line, run.With.Problem.Chart.Names, run.Algorithm.MemoryNames, at, IteratedOf(computed)));
    }

    // Iterates that are kept as digests are computed one after the other, from the key iterate before them.
    static IEnumerable<Claim> Walked(Claimed run, Option<Vector> atTheEnd = default) =>
        run.Left.IsEmpty || run.State.Key.Case is not KeyIterate<Vector> key ? [] : [() => Walk(run, key, atTheEnd)];

    static Either<EmError, Option<Discrepancy>> Walk(Claimed run, KeyIterate<Vector> key, Option<Vector> atTheEnd)
    {
        var (chart, trace) = (run.With.Problem.Chart, key.Trace);
        var reached = Iterating.Iterates.Restore(run.With.Problem, key.Iterated.State, key.Iterated.Memory);
        foreach (var (line, recorded) in run.Left)
        {
            reached = reached.Bind(run.Algorithm.Step);
            if (reached.Case is not Carried<Vector> computed)
                return reached.Map(_ => Option<Discrepancy>.None);
            trace = trace.Add(chart, computed.State);
            var digest = recorded.State.Digest.Bind(kept =>
                Discrepancy.OfText(line, recorded.State.Iteration, "digest", kept.ToString(), trace.ToString())
            );
            var found = Compare(line, chart.Names, run.Algorithm.MemoryNames, recorded, IteratedOf(computed)) | digest;
            if (found.IsSome)
                return found;
        }
        var last = run.Left[^1];
        return reached.Map(computed =>
            atTheEnd.Bind(parameters =>
                chart
                    .Names.Select(
                        (name, i) =>
                            Discrepancy.OfNumber(last.Line, last.At.State.Iteration, name, parameters[i], computed.State.Parameters[i])
                    )
                    .Somes()
                    .HeadOrNone()
            )
        );
    }

    static RunEvent<Vector>.Iterated IteratedOf(Carried<Vector> computed) => new(computed.State, computed.Memory);

    /// <summary>Where an iterate departs from the same computed anew, if it does.</summary>
    public static Option<Discrepancy> Compare(
        int line,
        Arr<string> names,
        Arr<string> memoryNames,
        RunEvent<Vector>.Iterated recorded,
        RunEvent<Vector>.Iterated computed
    )
    {
        var (a, b) = (recorded.State, computed.State);
        return (a.Digest.IsSome ? [] : names.Select((name, i) => (name, a.Parameters[i], b.Parameters[i])))
            .Append(("objective", a.Objective, b.Objective))
            // A journal of before there were units has residuals and slacks that were defined otherwise.
            .Concat(
                a.WeightUnit.Match(
                    unit =>
                        new[]
                        {
                            ("residual", a.Residual, b.Residual),
                            ("slack", a.Slack, b.Slack),
                            ("unit", unit, b.WeightUnit.IfNone(double.NaN)),
                        },
                    () => []
                )
            )
            .Concat(memoryNames.Select((name, i) => (name, recorded.Memory[i], computed.Memory[i])))
            .Select(number => Discrepancy.OfNumber(line, a.Iteration, number.Item1, number.Item2, number.Item3))
            .Prepend(Discrepancy.OfCount(line, a.Iteration, "evaluations", a.Evaluations, b.Evaluations))
            .Prepend(Discrepancy.OfCount(line, a.Iteration, "iteration", a.Iteration, b.Iteration))
            .Append(Discrepancy.OfText(line, a.Iteration, "findings", DiagnosticsOf(a), DiagnosticsOf(b)))
            .Somes()
            .HeadOrNone();
    }

    static string DiagnosticsOf(IterationState<Vector> state) => state.Diagnostics.IsEmpty ? "none" : string.Join("; ", state.Diagnostics);

    IEnumerable<Claim> Stop(int line, Claimed run, RunEvent<Vector>.Stopped stopped)
    {
        _runs[IdOf(run)] = run with { State = Run.Evolve(run.State, stopped), Left = Arr<Behind>.Empty };
        return Walked(run, stopped.At).Concat(Stops(line, run, stopped));
    }

    IEnumerable<Claim> Stops(int line, Claimed run, RunEvent<Vector>.Stopped stopped)
    {
        var (state, iteration) = (run.State, IterationOf(run));
        if (!run.IsRuleKnown)
            return [];
        if (!HasUnit(state))
        {
            GivenStops++; // of before there were units: rules measured otherwise
            return [];
        }
        return
        [
            () =>
                Run.Settle(state).Case is RunEvent<Vector>.Stopped computed
                    ? Discrepancy.OfText(line, iteration, "stop", $"{stopped.Reason}", $"{computed.Reason}")
                        | Discrepancy.OfNumber(line, iteration, "remaining gain", NumberOf(stopped.Remaining), NumberOf(computed.Remaining))
                    : Prelude.Some(new Discrepancy(line, iteration, "stop", $"{stopped.Reason}", "the rule goes on")),
        ];
    }

    static bool HasUnit(RunState<Vector> run) => run.Last.Exists(last => last.State.WeightUnit.IsSome);

    static double NumberOf(Option<double> remaining) => remaining.IfNone(double.NaN);

    IEnumerable<Claim> Fail(int line, Claimed run, RunEvent<Vector>.Failed failed)
    {
        var (state, iteration) = (run.State, IterationOf(run));
        _runs[IdOf(run)] = run with { State = Run.Evolve(state, failed), Left = Arr<Behind>.Empty };
        var recorded = JournalEvent.KindOf(failed.Error);
        return
        [
            .. Walked(run, failed.At),
            () =>
                Run.Following(state, run.With.Problem, run.Algorithm)
                    .Match(
                        Right: _ => Prelude.Some(new Discrepancy(line, iteration, "failure", recorded, "none, the run goes on")),
                        Left: error => Discrepancy.OfText(line, iteration, "failure", recorded, JournalEvent.KindOf(error))
                    ),
        ];
    }

    static Hash256 IdOf(Claimed run) => run.State.Started.Map(started => started.Run).IfNone(default(Hash256));

    static int IterationOf(Claimed run) => run.State.Last.Map(last => last.State.Iteration).IfNone(0);

    sealed record Claimed(RunState<Vector> State, Recomputation With, Algorithm<Vector> Algorithm, bool IsRuleKnown, int Failures)
    {
        /// <summary>The iterates behind the last key iterate, of which a digest was kept.</summary>
        public Arr<Behind> Left { get; init; } = Arr<Behind>.Empty;

        public bool HasFailed => State.Ending.Case is RunEvent<Vector>.Failed;
    }

    sealed record Behind(int Line, RunEvent<Vector>.Iterated At);
}
