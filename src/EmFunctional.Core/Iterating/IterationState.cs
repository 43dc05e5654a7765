using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>What there is to know of an iterate besides its parameters: what stop rules judge.</summary>
/// <param name="Iteration">Steps of the algorithm since the start, which is 0.</param>
/// <param name="Evaluations">E-steps over the whole data since the start, which took 1: compare algorithms by these.</param>
/// <param name="Objective">The log-likelihood plus the log-prior, in nats, at this iterate's own parameters.</param>
/// <param name="Residual">The largest change of any number on the chart that the M-step proposes from here; NaN where it failed.</param>
/// <param name="Slack">
/// How far the objective may fall below the previous iterate's by rounding, in nats: 64·2⁻⁵²·(1 + Σ |block objectives|), and ∞ where the model
/// is not monotone.
/// </param>
/// <param name="Findings">What the M-step that led here met, or did besides maximising.</param>
public abstract record IterationState(
    int Iteration,
    int Evaluations,
    double Objective,
    double Residual,
    double Slack,
    Arr<Finding> Findings
);

/// <summary>An iterate: what flows through the stream.</summary>
/// <param name="Iteration">Steps of the algorithm since the start, which is 0.</param>
/// <param name="Evaluations">E-steps over the whole data since the start, which took 1: compare algorithms by these.</param>
/// <param name="Parameters">θ.</param>
/// <param name="Objective">The log-likelihood plus the log-prior, in nats, at these parameters.</param>
/// <param name="Residual">The largest change of any number on the chart that the M-step proposes from here; NaN where it failed.</param>
/// <param name="Slack">How far the objective may fall below the previous iterate's by rounding, in nats.</param>
/// <param name="Findings">What the M-step that led here met, or did besides maximising.</param>
public sealed record IterationState<TParams>(
    int Iteration,
    int Evaluations,
    TParams Parameters,
    double Objective,
    double Residual,
    double Slack,
    Arr<Finding> Findings
) : IterationState(Iteration, Evaluations, Objective, Residual, Slack, Findings)
{
    /// <summary>The same iterate with other parameters, such as those on the chart.</summary>
    /// <param name="map">From these parameters to the others.</param>
    public IterationState<TOther> Map<TOther>(Func<TParams, TOther> map) =>
        new(Iteration, Evaluations, map(Parameters), Objective, Residual, Slack, Findings);
}
