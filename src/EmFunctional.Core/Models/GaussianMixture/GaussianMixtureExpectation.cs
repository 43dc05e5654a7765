using EmFunctional.Families.Gaussian;
using EmFunctional.Families.Gaussian.Kernels;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>
/// The E-step of the Gaussian mixture. Symbols: x [n×d] rows; k components; mu [k×d]; U a factor with UᵀU = Σ⁻¹. For each component its sums are
/// the mass Σ r, the first moment Σ r y [d] and the second Σ r y yᵀ, about its current mean: y = x − μₖ, so that data far from 0 lose no digits.
/// </summary>
/// <remarks><see cref="Row"/> and <see cref="LogDensities"/> are the reference, one row in plain numbers; a run goes through the kernels, which tests hold
/// against them.</remarks>
public static class GaussianMixtureExpectation
{
    /// <summary>Rows in a block; a part of a run's identity.</summary>
    public const int BlockRows = RowBlocks.BlockRows;

    /// <summary>Computes rₖ = πₖ N(x | μₖ, Σₖ) / Σⱼ πⱼ N(x | μⱼ, Σⱼ), by Bayes' rule in the logarithm. Source: Dempster, Laird, Rubin (1977), §4.3.</summary>
    /// <param name="row">x [d].</param>
    /// <param name="parameters">π, μ, Σ.</param>
    /// <returns>The responsibilities [K], and ln p(x) in nats; −∞ and zeros where the row is too far from every component.</returns>
    public static (Vector Responsibilities, double LogDensity) Row(ReadOnlySpan<double> row, GaussianMixtureParameters parameters)
    {
        var logs = LogDensities(row, parameters);
        var logDensity = 0.0;
        var r = Vector.Fill(
            parameters.Components,
            (logs, parameters),
            (into, at) =>
            {
                for (var k = 0; k < into.Length; k++)
                    into[k] = at.logs[k] + Elementary.Log(at.parameters.MixingWeights[k]);
                logDensity = LogSumExp.Normalise(into);
            }
        );
        return (r, logDensity);
    }

    internal static void CheckRow(ReadOnlySpan<double> row, GaussianMixtureParameters parameters) =>
        Sizes.Equal("numbers in the row", row.Length, "columns of the model", parameters.Dimension, nameof(row));

    /// <summary>ln N(x | μₖ, Σₖ) = −½ d ln 2π − ½ ln |Σₖ| − ½ |Uₖ(x − μₖ)|², without the mixing weights [K].</summary>
    /// <param name="row">x, of which what is NaN was not observed: then the density is that of the rest [d].</param>
    /// <param name="parameters">μ, Σ.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public static Vector LogDensities(ReadOnlySpan<double> row, GaussianMixtureParameters parameters)
    {
        CheckRow(row, parameters);
        if (row.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            return MissingExpectation.LogDensities(row, parameters);
        var logs = new double[parameters.Components];
        for (var k = 0; k < logs.Length; k++)
        {
            var y = new double[row.Length];
            for (var j = 0; j < y.Length; j++)
                y[j] = row[j] - parameters.Means[k * y.Length + j];
            var covariance = parameters.Covariance(k);
            var square = Scatter.Square(y, covariance);
            logs[k] = -y.Length * SpecialFunctions.HalfLogTwoPi - covariance.HalfLogDeterminant - 0.5 * square;
        }
        return Vector.Create(logs);
    }

    static KernelParameters KernelOf(GaussianMixtureParameters p) => KernelParameters.Of(p.MixingWeights, p.Means, p.Covariances);

    internal static Func<int, Either<EmError, Expectation<Vector>>> Prepare(
        GaussianMixtureData data,
        GaussianMixtureParameters parameters
    ) =>
        data.Holes.Match(
            holes => MissingExpectation.Prepare(data, holes, parameters),
            () => GaussianBlocks.Prepare(data.Blocks, data.Weights, data.Labels, KernelOf(parameters))
        );
}
