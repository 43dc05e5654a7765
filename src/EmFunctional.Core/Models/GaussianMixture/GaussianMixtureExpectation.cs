using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>
/// The E-step of the Gaussian mixture. Symbols: x [n×d] rows; k components; mu [k×d]; U a factor with UᵀU = Σ⁻¹. For each component its sums are
/// the mass Σ r, the first moment Σ r y [d] and the second Σ r y yᵀ, about its current mean: y = x − μₖ, so that data far from 0 lose no digits.
/// </summary>
public static class GaussianMixtureExpectation
{
    /// <summary>Rows in a block; a part of a run's identity.</summary>
    public const int BlockRows = 4096;

    internal const double HalfLogTwoPi = 0.9189385332046728;

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

    /// <summary>ln N(x | μₖ, Σₖ) = −½ d ln 2π − ½ ln |Σₖ| − ½ |Uₖ(x − μₖ)|², without the mixing weights [K].</summary>
    /// <param name="row">x, of which what is NaN was not observed: then the density is that of the rest [d].</param>
    /// <param name="parameters">μ, Σ.</param>
    public static Vector LogDensities(ReadOnlySpan<double> row, GaussianMixtureParameters parameters)
    {
        if (row.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            return MissingExpectation.LogDensities(row, parameters);
        var logs = new double[parameters.Components];
        for (var k = 0; k < logs.Length; k++)
        {
            var y = new double[row.Length];
            for (var j = 0; j < y.Length; j++)
                y[j] = row[j] - parameters.Means[k * y.Length + j];
            var covariance = parameters.Covariance(k);
            var square = covariance.Shape switch
            {
                CovarianceShape.Triangular => Scatter.Triangular.Square(y, covariance.Factor.Span),
                CovarianceShape.Diagonal => Scatter.Diagonal.Square(y, covariance.Factor.Span),
                _ => Scatter.Spherical.Square(y, covariance.Factor.Span),
            };
            logs[k] = -y.Length * HalfLogTwoPi - covariance.HalfLogDeterminant - 0.5 * square;
        }
        return Vector.Create(logs);
    }

    internal static Func<int, Either<EmError, Expectation<Vector>>> Prepare(
        GaussianMixtureData data,
        GaussianMixtureParameters parameters
    ) =>
        data.Holes.Match(
            holes => MissingExpectation.Prepare(data, holes, parameters),
            () => Prepare(data.Values, data.Weights, data.Labels, parameters)
        );

    // values: x [n×d, row by row].
    internal static Func<int, Either<EmError, Expectation<Vector>>> Prepare(
        Vector values,
        RowWeights weights,
        RowLabels labels,
        GaussianMixtureParameters parameters
    )
    {
        var prepared = KernelParameters.Of(parameters);
        var rows = values.Count / prepared.D;
        return block =>
            OfBlock(values, new(weights, labels, block * BlockRows), block * BlockRows, Math.Min(rows, (block + 1) * BlockRows), prepared);
    }

    static Either<EmError, Expectation<Vector>> OfBlock(Vector values, KernelRows known, int first, int end, KernelParameters at)
    {
        var (objective, impossible) = (0.0, -1);
        var statistics = Vector.Fill(
            at.K * at.Sums,
            (values, known, first, end, at),
            (into, x) =>
            {
                var rows = x.values.Span[(x.first * x.at.D)..(x.end * x.at.D)];
                impossible = GaussianKernel.Accumulate(rows, x.known, x.at, into, out objective);
            }
        );
        return impossible < 0 ? new Expectation<Vector>(statistics, objective) : new EmError.ImpossibleRow(first + impossible + 1);
    }
}
