using System.Collections.Generic;
using System.Linq;

namespace EmFunctional.ML;

/// <summary>How well several numbers of components foretell rows that they were not fitted to.</summary>
/// <param name="Candidates">What was found of each, in the order asked for.</param>
public sealed record ComponentChoice(IReadOnlyList<HeldOutFit> Candidates)
{
    /// <summary>The number of components that foretells the held-out rows best, the smallest of equals.</summary>
    /// <exception cref="InvalidOperationException">None could be fitted without each fold; the candidates say why.</exception>
    public int Best =>
        Candidates.Where(c => c.Error is null).OrderByDescending(c => c.LogDensity).ThenBy(c => c.Components).FirstOrDefault()?.Components
        ?? throw new InvalidOperationException($"no number of components could be fitted without each fold: {Candidates[0].Error}");
}

/// <summary>How well a number of components foretells rows that it was not fitted to.</summary>
/// <param name="Components">K.</param>
/// <param name="LogDensity">ln p of a held-out row, the mean over all of them by weight, in nats; NaN where a fit failed.</param>
/// <param name="StandardError">Of that mean, from its differences between folds, in nats.</param>
/// <param name="Error">Why a fit failed, if one did.</param>
public sealed record HeldOutFit(int Components, double LogDensity, double StandardError, string? Error);
