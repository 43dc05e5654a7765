using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>What the E-step computes from a block of data: expected sufficient statistics, and the block's part of the objective.</summary>
/// <param name="Statistics">E[T(x, z) | x, θ], added up over the block.</param>
/// <param name="Objective">Σ ln p(x | θ) over the block, in nats.</param>
public sealed record Expectation<TStats>(TStats Statistics, double Objective)
{
    /// <summary>
    /// Σ wᵢ (1 + |tᵢ|) over all terms t from which the objective was made, those included that cancel: rounding can have changed the objective by
    /// some 2⁻⁵² of it. The default is 64·(1 + |objective|), for a model that does not tell its terms.
    /// </summary>
    public double Magnitude { get; init; } = 64 * (1 + Math.Abs(Objective));
}

/// <summary>What the M-step proposes.</summary>
/// <param name="Parameters">The parameters that maximise the expected complete-data log-likelihood.</param>
/// <param name="Diagnostics">What it met, or did besides maximising.</param>
public sealed record Proposal<TParams>(TParams Parameters, Arr<Diagnostic> Diagnostics)
{
    /// <summary>A proposal without diagnostics.</summary>
    public static implicit operator Proposal<TParams>(TParams parameters) => new(parameters, Arr<Diagnostic>.Empty);
}

/// <summary>What makes statistics add up, fade and travel.</summary>
/// <param name="Combine">S ⊕ S′, the statistics of two blocks together.</param>
/// <param name="Scale">a·S, for a ≥ 0.</param>
/// <param name="ToFlat">S as a vector.</param>
/// <param name="FromFlat">The inverse of <paramref name="ToFlat"/>.</param>
public sealed record Statistics<TStats>(
    Func<TStats, TStats, TStats> Combine,
    Func<double, TStats, TStats> Scale,
    Func<TStats, Vector> ToFlat,
    Func<Vector, TStats> FromFlat
);

/// <summary>Ways to make <see cref="Statistics{TStats}"/>.</summary>
public static class Statistics
{
    /// <summary>Statistics that are a vector.</summary>
    public static Statistics<Vector> Vector { get; } = Additive<Vector>(s => s, s => s);

    /// <summary>Statistics that add number by number.</summary>
    /// <param name="toFlat">S as a vector.</param>
    /// <param name="fromFlat">The inverse.</param>
    public static Statistics<TStats> Additive<TStats>(Func<TStats, Vector> toFlat, Func<Vector, TStats> fromFlat) =>
        new((s, t) => fromFlat(toFlat(s) + toFlat(t)), (a, s) => fromFlat(a * toFlat(s)), toFlat, fromFlat);
}
