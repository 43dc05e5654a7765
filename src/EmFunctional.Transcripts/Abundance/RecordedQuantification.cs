using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>Quantifications in journals: which runs one has, and whether they are what the reads give.</summary>
public static class RecordedQuantification
{
    /// <summary>The runs of a journal in their order, each as its events left it.</summary>
    /// <param name="lines">The journal.</param>
    public static Arr<RunState<Vector>> RunsOf(IEnumerable<JournalLine> lines) =>
        lines.Aggregate(
            Arr<RunState<Vector>>.Empty,
            (runs, line) =>
                line.Event is RunEvent<Vector>.Started started
                    ? runs.Add(Run.Latest(RunState.Begin(Chart.OfNames(started.Specification.ParameterNames), StopRule.Default), started))
                : runs.IsEmpty ? runs
                : runs.SetItem(runs.Count - 1, Run.Evolve(runs[^1], line.Event))
        );

    /// <summary>Whether the runs of a journal are all that there are to be: the last has stopped, and none follows it on corrected effective lengths.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="isCorrected">Whether the call corrects for bias.</param>
    public static bool IsComplete(Arr<RunState<Vector>> runs, bool isCorrected) =>
        !runs.IsEmpty
        && runs[^1].Ending.Case is RunEvent<Vector>.Stopped { Reason: var reason }
        && !(
            isCorrected
            && Quantification.RoundsBeforeCorrection(runs.Count - 1).Case is int rounds
            && reason is StopReason.Exhausted
            && runs[^1].Last.Exists(last => last.State.Iteration == rounds)
        );

    /// <summary>Computes every run of a journal anew and compares every bit.</summary>
    /// <param name="lines">The journal.</param>
    /// <param name="data">The reads.</param>
    /// <param name="correct">The correction for bias of its call; none if null.</param>
    /// <param name="executor">What executes the blocks: the same bits with any.</param>
    /// <returns>What was proved; an error of mathematics, or that the journal has corrected effective lengths and no correction was given.</returns>
    public static Either<EmError, Proof> Prove(
        IReadOnlyList<JournalLine> lines,
        AbundanceData data,
        Func<Vector, Vector, Vector>? correct = null,
        IBlockExecutor? executor = null
    )
    {
        var runs = RunsOf(lines);
        return ProblemsOf(data, correct, runs)
            .Bind(problems =>
                JournalProof.Of(
                    lines,
                    specification =>
                        from algorithm in Algorithm.Find<Vector>(specification.Algorithm, specification.MemoryNames)
                        let problem = problems[PlaceOf(runs, specification.Id)]
                        select new Recomputation(executor is null ? problem : problem.On(executor), algorithm)
                )
            )
            .Map(proof =>
                proof.Discrepancy.IsSome
                    ? proof
                    : proof with
                    {
                        Discrepancy = Leads(lines, runs),
                        GivenStarts = Math.Max(0, proof.GivenStarts - runs.Count + 1),
                    }
            );
    }

    static int PlaceOf(Arr<RunState<Vector>> runs, Hash256 run) =>
        Math.Max(0, runs.ToList().FindIndex(one => one.Started.Exists(started => started.Run == run)));

    // The first is on the reads as they are, and each that follows it on effective lengths corrected by the counts at which the one before ended.
    static Either<EmError, Arr<Problem<Vector>>> ProblemsOf(
        AbundanceData data,
        Func<Vector, Vector, Vector>? correct,
        Arr<RunState<Vector>> runs
    )
    {
        var (at, problems) = (data, new List<Problem<Vector>>());
        for (var i = 0; i < runs.Count; i++)
        {
            if (i > 0)
            {
                if (correct is null)
                    return new EmError.BadOption(
                        "bias",
                        "",
                        new($"given: the journal has {runs.Count} runs, on effective lengths corrected for it", _ => false)
                    );
                var counts = runs[i - 1].Last.Map(last => last.State.Parameters).IfNone(Vector.Empty);
                if (counts.Count != data.Classes.Transcripts)
                    return new EmError.WrongLength("parameters", data.Classes.Transcripts, counts.Count);
                if (at.With(correct(counts, at.EffectiveLengths)).Case is not AbundanceData corrected)
                    return at.With(correct(counts, at.EffectiveLengths)).Map(_ => Arr<Problem<Vector>>.Empty);
                at = corrected;
            }
            var problem = AbundanceModel.ProblemOf(at);
            if (problem.Case is not Problem<Vector> own)
                return problem.Map(_ => Arr<Problem<Vector>>.Empty);
            problems.Add(own);
        }
        return (Arr<Problem<Vector>>)problems.ToArray();
    }

    // Each run begins at the counts at which the one before ended.
    static Option<Discrepancy> Leads(IReadOnlyList<JournalLine> lines, Arr<RunState<Vector>> runs)
    {
        for (var i = 1; i < runs.Count; i++)
            if (
                runs[i].Started.Case is RunEvent<Vector>.Started started
                && runs[i - 1].Last.Case is RunEvent<Vector>.Iterated last
                && !last.State.Parameters.Span.SequenceEqual(started.Specification.Start.Span)
            )
                return new Discrepancy(
                    lines.First(line => line.Event is RunEvent<Vector>.Started && line.Run == started.Run).Number,
                    0,
                    "start",
                    "other counts",
                    $"those of iteration {last.State.Iteration} of the run before"
                );
        return Option<Discrepancy>.None;
    }
}
