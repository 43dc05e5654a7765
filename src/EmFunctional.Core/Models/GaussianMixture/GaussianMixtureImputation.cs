using EmFunctional.Mixtures;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>What the numbers that are missing of a row may be, given those that were observed.</summary>
public static class GaussianMixtureImputation
{
    /// <summary>
    /// Computes the conditional mean E[x | x_o] = Σₖ rₖ (μₖ + Bₖ(x_o − μₖ)) and the conditional standard deviation of each number; of one that was
    /// observed itself and 0. Source: Ghahramani, Jordan (1994), §3.
    /// </summary>
    /// <param name="row">x, NaN where it is missing [d].</param>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public static ImputedRow Expect(ReadOnlySpan<double> row, GaussianMixtureParameters parameters) =>
        new FittedGaussian(parameters).Expect(row);

    /// <summary>A draw from the conditional distribution: a component by its responsibility, then its normal distribution given x_o.</summary>
    /// <param name="row">x, NaN where it is missing [d].</param>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <param name="seed">What is drawn.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public static Vector Draw(ReadOnlySpan<double> row, GaussianMixtureParameters parameters, Seed seed) =>
        new FittedGaussian(parameters).Draw(row, seed).Values;
}
