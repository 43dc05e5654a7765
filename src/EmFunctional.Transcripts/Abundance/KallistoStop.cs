using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>When kallisto stops, and what it does then.</summary>
/// <remarks>Bray et al. 2016; the numbers are those of kallisto 0.48.</remarks>
public static class KallistoStop
{
    /// <summary>What <c>--stop</c> calls it.</summary>
    public const string Name = "kallisto";

    const double Negligible = 1e-8;

    /// <summary>
    /// Stops where no count above 0.01 would change by more than 1 %, and not before the 52nd round; after 10,000 in any case. It lets counts pass that
    /// creep for long, so what it finds is not quite the maximum. The residual of this model is that change (<see cref="Chart{TParams}.Change"/>).
    /// </summary>
    public static StopRule Rule { get; } = (StopRule.Residual(0.01) & StopRule.Iterations(51)) | StopRule.Iterations(10_000);

    /// <summary>Before this round kallisto corrects effective lengths for bias.</summary>
    public const int FirstCorrection = 50;

    /// <summary>And before this one once more.</summary>
    internal const int SecondCorrection = 550;

    /// <summary>The rule of the run that goes on after so many rounds of the same EM.</summary>
    /// <param name="rule">The rule of the whole: where it is kallisto's, rounds count from the first.</param>
    /// <param name="rounds">How many rounds there were.</param>
    internal static StopRule After(StopRule rule, int rounds) =>
        rule.Text == Rule.Text
            ? (StopRule.Residual(0.01) & StopRule.Iterations(Math.Max(0, 51 - rounds))) | StopRule.Iterations(10_000 - rounds)
            : rule;

    /// <summary>
    /// The end of a run that converged: the round of which its last iterate has told, counts below 1e-8 set to 0, and one more round. A run whose budget is
    /// spent ends where it is.
    /// </summary>
    /// <param name="problem">The model with its data.</param>
    /// <param name="last">The last iterate.</param>
    /// <param name="isConverged">Whether the rule found it to have converged.</param>
    public static Either<EmError, Vector> Finish(Problem<Vector> problem, Vector last, bool isConverged) =>
        isConverged
            ? Next(problem, last).Map(counts => counts.Map(count => count < Negligible ? 0 : count)).Bind(counts => Next(problem, counts))
            : last;

    static Either<EmError, Vector> Next(Problem<Vector> problem, Vector at) =>
        problem.Evaluate(new(at, Arr<Diagnostic>.Empty)).Bind(evaluated => evaluated.Proposal).Map(proposal => proposal.Parameters);
}
