using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>What there is to know of an iterate besides its parameters: what stop rules judge.</summary>
/// <param name="Iteration">Steps of the algorithm since the start, which is 0.</param>
/// <param name="Evaluations">E-steps over the whole data since the start, which took 1: compare algorithms by these.</param>
/// <param name="Objective">The log-likelihood plus the log-prior, in nats, at this iterate's own parameters.</param>
/// <param name="Residual">
/// The largest change that the M-step proposes from here of any number on the chart, in its natural unit (<see cref="Chart{TParams}.Units"/>): of a
/// mean, in standard deviations. NaN where the M-step failed.
/// </param>
/// <param name="Slack">
/// The rounding tolerance: how far the objective may fall below the previous iterate's by rounding, in nats: 64·2⁻⁵² times the magnitude of all its terms
/// (<see cref="Expectation{TStats}.Magnitude"/>), and ∞ where the model is not monotone.
/// </param>
/// <param name="Diagnostics">What the M-step that led here met, or did besides maximising.</param>
public abstract record IterationState(
    int Iteration,
    int Evaluations,
    double Objective,
    double Residual,
    double Slack,
    Arr<Diagnostic> Diagnostics
)
{
    /// <summary>
    /// The weight that counts as one row (<see cref="EmModel{TData,TParams,TStats}.WeightUnit"/>). A journal recorded before there were units has
    /// none: its residuals are the largest changes themselves.
    /// </summary>
    public Option<double> WeightUnit { get; init; }

    /// <summary>
    /// The trace digest up to this iterate, where a journal has kept it in the place of the parameters: there are none then. A run that is computed has no such
    /// iterate.
    /// </summary>
    public Option<Hash256> Digest { get; init; }

    /// <summary>Why the stream ends at this iterate, where a stop rule ended it here (<c>UntilConverged</c>).</summary>
    public Option<StopReason> Reason { get; init; }

    internal double Unit => WeightUnit.IfNone(1);
}

/// <summary>An iterate: what flows through the stream.</summary>
/// <param name="Iteration">Steps of the algorithm since the start, which is 0.</param>
/// <param name="Evaluations">E-steps over the whole data since the start, which took 1: compare algorithms by these.</param>
/// <param name="Parameters">θ.</param>
/// <param name="Objective">The log-likelihood plus the log-prior, in nats, at these parameters.</param>
/// <param name="Residual">The largest change that the M-step proposes from here, each in its natural unit; NaN where it failed.</param>
/// <param name="Slack">The rounding tolerance: how far the objective may fall below the previous iterate's by rounding, in nats.</param>
/// <param name="Diagnostics">What the M-step that led here met, or did besides maximising.</param>
public sealed record IterationState<TParams>(
    int Iteration,
    int Evaluations,
    TParams Parameters,
    double Objective,
    double Residual,
    double Slack,
    Arr<Diagnostic> Diagnostics
) : IterationState(Iteration, Evaluations, Objective, Residual, Slack, Diagnostics)
{
    /// <summary>The same iterate with other parameters, such as those on the chart.</summary>
    /// <param name="map">From these parameters to the others.</param>
    public IterationState<TOther> Map<TOther>(Func<TParams, TOther> map) =>
        new(Iteration, Evaluations, Digest.IsSome ? default! : map(Parameters), Objective, Residual, Slack, Diagnostics)
        {
            WeightUnit = WeightUnit,
            Digest = Digest,
            Reason = Reason,
        };
}
