using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>The parameters of an iterate with everything that one pass over the data says of them.</summary>
/// <param name="Parameters">θ.</param>
/// <param name="Diagnostics">What led here beside maximising.</param>
/// <param name="Objective">ln p(x | θ) + ln p(θ), in nats.</param>
/// <param name="Slack">The rounding tolerance: how far the objective may fall by rounding (<see cref="IterationState"/>).</param>
/// <param name="Residual">The largest change that the proposal makes, each in its natural unit; NaN where there is none.</param>
/// <param name="Proposal">What the M-step proposes from here, or why it cannot.</param>
public sealed record Evaluated<TParams>(
    TParams Parameters,
    Arr<Diagnostic> Diagnostics,
    double Objective,
    double Slack,
    double Residual,
    Either<EmError, Proposal<TParams>> Proposal
)
{
    /// <summary>The weight that counts as one row.</summary>
    public double WeightUnit { get; init; } = 1;
}

/// <summary>One pass over the data: E at the proposed parameters, and what M makes of it.</summary>
/// <param name="at">The parameters, with the diagnostics that led to them.</param>
public delegate Either<EmError, Evaluated<TParams>> Evaluate<TParams>(Proposal<TParams> at);

/// <summary>All that an algorithm carries from one iterate to the next.</summary>
/// <param name="Iteration">Steps since the start.</param>
/// <param name="Evaluations">Passes over the data since the start.</param>
/// <param name="At">The iterate.</param>
/// <param name="Memory">What the algorithm remembers besides, under its <see cref="Algorithm{TParams}.MemoryNames"/>.</param>
public sealed record Carried<TParams>(int Iteration, int Evaluations, Evaluated<TParams> At, Vector Memory)
{
    /// <summary>The iterate as the stream shows it.</summary>
    public IterationState<TParams> State =>
        new(Iteration, Evaluations, At.Parameters, At.Objective, At.Residual, At.Slack, At.Diagnostics) { WeightUnit = At.WeightUnit };
}
