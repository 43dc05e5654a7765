using EmFunctional.Models.GaussianMixture;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.NormalMixture;

/// <summary>What can be done with the parameters of a normal mixture: what a Gaussian mixture of one dimension can.</summary>
public static class NormalMixtureUse
{
    /// <summary>Responsibilities, hard label, log-density and outlier score of a point.</summary>
    /// <param name="parameters">π, μ, σ.</param>
    /// <param name="x">The point; NaN where it is missing.</param>
    public static RowPosterior Posterior(this NormalMixtureParameters parameters, double x) => parameters.Gaussian.Posterior([x]);

    /// <summary>Points drawn from the mixture.</summary>
    /// <param name="parameters">π, μ, σ.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="rows">n.</param>
    /// <param name="columns">What the column is called; <c>x1</c> if nothing is said.</param>
    public static DrawnRows Sample(this NormalMixtureParameters parameters, Seed seed, int rows, Arr<string> columns = default) =>
        parameters.Gaussian.Sample(seed, rows, columns);
}
