using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Telemetry;
using LanguageExt;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>From reads by class to the counts of transcripts.</summary>
public static class Quantification
{
    /// <summary>Why a run follows another whose effective lengths were corrected.</summary>
    public const string Corrected = "bias";

    /// <summary>EM from the start of kallisto, to the end of a rule.</summary>
    /// <param name="data">The reads.</param>
    /// <param name="rule">When to stop; as kallisto does if null.</param>
    /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
    /// <param name="executor">What executes the blocks: the same bits with any.</param>
    /// <param name="correct">Effective lengths corrected for bias, from counts and effective lengths; as they are if null.</param>
    public static Either<EmError, Quantified> Of(
        AbundanceData data,
        StopRule? rule = null,
        Iterate<Vector>? algorithm = null,
        Sharding.IBlockExecutor? executor = null,
        Func<Vector, Vector, Vector>? correct = null
    ) =>
        Of(
            data,
            rule ?? KallistoStop.Rule,
            (problem, start, until, _) =>
                Fitted
                    .From(
                        Run.Of(
                                executor is null ? problem : problem.On(executor),
                                start,
                                until,
                                new RunOptions<Vector> { Algorithm = algorithm ?? Algorithm.Plain }
                            )
                            .Watched()
                    )
                    .Map(fitted => new EndedRun(fitted.State, fitted.Reason, default)),
            correct
        );

    /// <summary>
    /// The same by whoever runs each run, such as one that records it. With a correction there are up to three runs, each from where the one before ended and on
    /// other effective lengths: until round 50, until round 550, and to the end.
    /// </summary>
    /// <param name="data">The reads.</param>
    /// <param name="rule">When to stop.</param>
    /// <param name="run">Runs a problem from a start to the end of a rule; the parent is the run before.</param>
    /// <param name="correct">Effective lengths corrected for bias, from counts and effective lengths; as they are if null.</param>
    public static Either<EmError, Quantified> Of(
        AbundanceData data,
        StopRule rule,
        Func<Problem<Vector>, Vector, StopRule, Option<RunParent>, Either<EmError, EndedRun>> run,
        Func<Vector, Vector, Vector>? correct = null
    ) =>
        correct is null
            ? Last(data, AbundanceModel.Start(data), rule, rounds: 0, Option<RunParent>.None, run)
            : Correcting(data, AbundanceModel.Start(data), rule, 0, Option<RunParent>.None, run, correct);

    /// <summary>How many rounds a run has before the correction that follows it; nothing of the last one.</summary>
    /// <param name="runs">How many runs there were before it.</param>
    internal static Option<int> RoundsBeforeCorrection(int runs) =>
        runs switch
        {
            0 => KallistoStop.FirstCorrection,
            1 => KallistoStop.SecondCorrection - KallistoStop.FirstCorrection,
            _ => Option<int>.None,
        };

    static Either<EmError, Quantified> Correcting(
        AbundanceData data,
        Vector start,
        StopRule rule,
        int rounds,
        Option<RunParent> parent,
        Func<Problem<Vector>, Vector, StopRule, Option<RunParent>, Either<EmError, EndedRun>> run,
        Func<Vector, Vector, Vector> correct
    )
    {
        if (rounds == KallistoStop.SecondCorrection)
            return Last(data, start, rule, rounds, parent, run);
        var next = rounds == 0 ? KallistoStop.FirstCorrection : KallistoStop.SecondCorrection;
        var until = StopRule.Iterations(next - rounds);
        return from problem in AbundanceModel.ProblemOf(data)
            from ended in run(problem, start, rounds == 0 ? until : until | KallistoStop.After(rule, rounds), parent)
            from found in ended.Reason.Case is StopReason.Exhausted && ended.State.Iteration == next - rounds
                ? data.With(correct(ended.State.Parameters, data.EffectiveLengths))
                    .Bind(corrected =>
                        Correcting(
                            corrected,
                            ended.State.Parameters,
                            rule,
                            next,
                            new RunParent(ended.Run, ended.State.Iteration, Corrected),
                            run,
                            correct
                        )
                    )
                : Ended(data, problem, ended, rounds)
            select found;
    }

    static Either<EmError, Quantified> Last(
        AbundanceData data,
        Vector start,
        StopRule rule,
        int rounds,
        Option<RunParent> parent,
        Func<Problem<Vector>, Vector, StopRule, Option<RunParent>, Either<EmError, EndedRun>> run
    ) =>
        from problem in AbundanceModel.ProblemOf(data)
        from ended in run(problem, start, rounds == 0 ? rule : KallistoStop.After(rule, rounds), parent)
        from found in Ended(data, problem, ended, rounds)
        select found;

    static Either<EmError, Quantified> Ended(AbundanceData data, Problem<Vector> problem, EndedRun ended, int rounds)
    {
        var isConverged = ended.Reason.Exists(reason => reason.IsConverged);
        return from counts in KallistoStop.Finish(problem, ended.State.Parameters, isConverged)
            from evaluated in problem.Evaluate(new(counts, Arr<Diagnostic>.Empty))
            select new Quantified(data, counts, rounds + ended.State.Iteration + (isConverged ? 1 : 0), evaluated.Objective, ended.Reason);
    }
}

/// <summary>A run at its end, or where somebody interrupted it.</summary>
/// <param name="State">The last iterate.</param>
/// <param name="Reason">Why it stopped there; nothing where it was interrupted.</param>
/// <param name="Run">Its identity.</param>
public sealed record EndedRun(IterationState<Vector> State, Option<StopReason> Reason, Hash256 Run);
