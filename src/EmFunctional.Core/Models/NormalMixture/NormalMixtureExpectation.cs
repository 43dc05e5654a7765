using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.NormalMixture;

/// <summary>Expected sums for each component, about its current mean, so that data far from 0 lose no digits.</summary>
/// <param name="Mass">Σᵢ rᵢₖ [K].</param>
/// <param name="First">Σᵢ rᵢₖ (xᵢ − μₖ) [K].</param>
/// <param name="Second">Σᵢ rᵢₖ (xᵢ − μₖ)² [K].</param>
public sealed record NormalMixtureStatistics(Vector Mass, Vector First, Vector Second)
{
    /// <summary>How they add up: number by number.</summary>
    public static Statistics<NormalMixtureStatistics> Algebra { get; } =
        Statistics.Additive(s => Vector.Concat(s.Mass, s.First, s.Second), FromFlat);

    internal static NormalMixtureStatistics FromFlat(Vector flat)
    {
        var k = flat.Count / 3;
        return new(flat.Slice(0, k), flat.Slice(k, k), flat.Slice(2 * k, k));
    }
}

/// <summary>The E-step of the normal mixture. Symbols: n points x, k components; mu, sigma, pi their parameters.</summary>
public static class NormalMixtureExpectation
{
    /// <summary>Points in a block; a part of a run's identity.</summary>
    public const int BlockRows = 4096;

    const double HalfLogTwoPi = 0.9189385332046728;

    /// <summary>
    /// Computes rₖ = πₖ N(x | μₖ, σₖ²) / Σⱼ πⱼ N(x | μⱼ, σⱼ²), by Bayes' rule in the logarithm. Source: Dempster, Laird, Rubin (1977), §4.3.
    /// </summary>
    /// <param name="x">A point.</param>
    /// <param name="parameters">π, μ, σ.</param>
    /// <returns>The responsibilities [K], and the logarithm of the denominator in nats.</returns>
    public static (Vector Responsibilities, double LogLikelihood) Point(double x, NormalMixtureParameters parameters)
    {
        var densities = Densities.Of(parameters);
        var logLikelihood = 0.0;
        var r = Vector.Fill(parameters.Components, densities, (into, d) => logLikelihood = Responsibilities(x, d, into));
        return (r, logLikelihood);
    }

    /// <summary>N(x | μₖ, σₖ²), the density of each component without its mixing weight [K].</summary>
    /// <param name="x">A point.</param>
    /// <param name="parameters">μ, σ.</param>
    public static Vector Density(double x, NormalMixtureParameters parameters)
    {
        var densities = Densities.Of(parameters);
        return Vector.Of(
            parameters.Components,
            k => Elementary.Exp(LogOfWeighted(x, densities, k) - Elementary.Log(parameters.MixingWeights[k]))
        );
    }

    internal static Func<int, Either<EmError, Expectation<NormalMixtureStatistics>>> Prepare(
        NormalMixtureData data,
        NormalMixtureParameters parameters
    )
    {
        var densities = Densities.Of(parameters);
        return block => OfBlock(data.Points, block * BlockRows, Math.Min(data.Points.Count, (block + 1) * BlockRows), densities);
    }

    static Expectation<NormalMixtureStatistics> OfBlock(Vector points, int first, int end, Densities densities)
    {
        var objective = 0.0;
        var statistics = Vector.Fill(
            3 * densities.Mean.Count,
            (points, first, end, densities),
            (into, x) => objective = Accumulate(x.points.Span[x.first..x.end], x.densities, into)
        );
        return new(NormalMixtureStatistics.FromFlat(statistics), objective);
    }

    // Adds up mass, first and second moments [3 × k]; returns the log-likelihood.
    static double Accumulate(ReadOnlySpan<double> points, Densities densities, Span<double> into)
    {
        var k = densities.Mean.Count;
        var mu = densities.Mean.Span;
        var mass = into[..k];
        var firsts = into[k..(2 * k)];
        var seconds = into[(2 * k)..];
        Span<double> r = k <= 64 ? stackalloc double[k] : new double[k];
        var logLikelihood = 0.0;
        foreach (var x in points)
        {
            logLikelihood += Responsibilities(x, densities, r);
            for (var j = 0; j < k; j++)
            {
                var deviation = x - mu[j];
                mass[j] += r[j];
                firsts[j] += r[j] * deviation;
                seconds[j] += r[j] * deviation * deviation;
            }
        }
        return logLikelihood;
    }

    // rₖ ∝ πₖ N(x | μₖ, σₖ²); returns ln Σₖ πₖ N(x | μₖ, σₖ²)
    static double Responsibilities(double x, Densities densities, Span<double> r)
    {
        for (var k = 0; k < r.Length; k++)
            r[k] = LogOfWeighted(x, densities, k);
        return LogSumExp.Normalise(r);
    }

    // ln (πₖ N(x | μₖ, σₖ²)) = ln πₖ − ln σₖ − ½ ln 2π − ½ ((x − μₖ)/σₖ)²
    static double LogOfWeighted(double x, Densities d, int k)
    {
        var z = (x - d.Mean[k]) / d.Deviation[k];
        return d.LogScale[k] - 0.5 * z * z;
    }

    // ln πₖ − ln σₖ − ½ ln 2π: once for each iterate
    sealed record Densities(Vector Mean, Vector Deviation, Vector LogScale)
    {
        public static Densities Of(NormalMixtureParameters p) =>
            new(
                p.Means,
                p.StandardDeviations,
                p.MixingWeights.Zip(p.StandardDeviations, (w, sigma) => Elementary.Log(w) - Elementary.Log(sigma) - HalfLogTwoPi)
            );
    }
}
