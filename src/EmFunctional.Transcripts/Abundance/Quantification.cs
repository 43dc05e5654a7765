using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>From reads by class to the counts of transcripts.</summary>
public static class Quantification
{
    /// <summary>EM from the start of kallisto, to the end of a rule.</summary>
    /// <param name="data">The reads.</param>
    /// <param name="rule">When to stop; as kallisto does if null.</param>
    /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
    /// <param name="way">How to go through the blocks: the same bits in any.</param>
    public static Either<EmError, Quantified> Of(
        AbundanceData data,
        StopRule? rule = null,
        Iterate<Vector>? algorithm = null,
        Sharding.IBlocks? way = null
    ) =>
        from problem in AbundanceModel.ProblemOf(data).Map(problem => way is null ? problem : problem.On(way))
        from fitted in Fitted.Of(problem, AbundanceModel.Start(data), rule ?? KallistoStop.Rule, algorithm)
        from found in Of(data, problem, fitted.State, fitted.Reason)
        select found;

    /// <summary>What a run that has ended has found, after the last steps of <see cref="KallistoStop.Finish"/>.</summary>
    /// <param name="data">The reads.</param>
    /// <param name="problem">The model on them.</param>
    /// <param name="last">The last iterate.</param>
    /// <param name="reason">Why the run stopped there.</param>
    public static Either<EmError, Quantified> Of(
        AbundanceData data,
        Problem<Vector> problem,
        IterationState<Vector> last,
        StopReason reason
    ) =>
        from counts in KallistoStop.Finish(problem, last.Parameters, reason.IsConverged)
        from evaluated in problem.Evaluate(new(counts, Arr<Finding>.Empty))
        select new Quantified(data, counts, reason.IsConverged ? last.Iteration + 1 : last.Iteration, evaluated.Objective);
}
