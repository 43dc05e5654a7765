using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Inference;

/// <summary>What samples say of a number.</summary>
/// <param name="Estimate">The number itself, of the first fit.</param>
/// <param name="Error">The standard deviation of its values in samples, by one less than their number.</param>
/// <param name="Bias">Their mean without the estimate.</param>
/// <param name="Low">Where the interval begins; not a number where there is none.</param>
/// <param name="High">Where it ends.</param>
public sealed record BootstrapNumber(double Estimate, double Error, double Bias, double Low, double High)
{
    /// <summary>Whether it is the same in all samples: held, determined by others, or at the edge of its domain.</summary>
    public bool IsSame => Error == 0;

    /// <summary>Why it has no error of its own at the estimate, whatever samples say: at an edge, where the data do not tell it, or at a saddle.</summary>
    public Option<StandardError> Lack { get; init; }

    /// <summary>Whether there is an interval: not where all samples lie on one side of the estimate, as at the edge of a domain.</summary>
    public bool HasInterval => !IsSame && Lack.IsNone && double.IsFinite(Low) && double.IsFinite(High);
}

/// <summary>An interval that holds a number with a probability, by its values in samples.</summary>
/// <param name="Level">The probability, such as 0.95.</param>
/// <param name="IsCorrected">
/// Whether it is corrected for bias and acceleration (BCa): its ends are the quantiles Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))) instead of Φ(z), with Φ(z₀) the share
/// of samples below the estimate. Source: Efron (1987), Journal of the American Statistical Association 82:171. If not, it is the percentile interval.
/// </param>
public sealed record BootstrapInterval(double Level, bool IsCorrected)
{
    /// <summary>What samples say of a number.</summary>
    /// <param name="estimate">The number of the first fit.</param>
    /// <param name="samples">Its values in samples; those that are no number count nothing.</param>
    /// <param name="acceleration">a, used where the interval is corrected.</param>
    public BootstrapNumber Of(double estimate, Vector samples, double acceleration)
    {
        double[] sorted = [.. samples.Where(double.IsFinite).Order()];
        if (sorted.Length < 2)
            return new(estimate, double.NaN, double.NaN, double.NaN, double.NaN);
        var mean = sorted.Sum() / sorted.Length;
        // Of equal values the mean is not always one of them, by rounding.
        var error = sorted[0] == sorted[^1] ? 0 : Math.Sqrt(sorted.Sum(x => (x - mean) * (x - mean)) / (sorted.Length - 1));
        var below = (sorted.Count(x => x < estimate) + 0.5 * sorted.Count(x => x == estimate)) / sorted.Length;
        double At(double z) => Quantile(sorted, IsCorrected ? Corrected(NormalQuantile.Of(below), z, acceleration) : Below(z));
        var tail = NormalQuantile.Of((1 - Level) / 2);
        return IsCorrected && (below is 0 or 1)
            ? new(estimate, error, mean - estimate, double.NaN, double.NaN)
            : new(estimate, error, mean - estimate, At(tail), At(-tail));
    }

    static double Corrected(double bias, double z, double acceleration) => Below(bias + (bias + z) / (1 - acceleration * (bias + z)));

    static double Below(double z) => (1 + SpecialFunctions.Erf(z / Math.Sqrt(2))) / 2;

    // Between the order statistics, the least at 0 and the largest at 1: definition 7 of Hyndman, Fan (1996), The American Statistician 50:361.
    static double Quantile(double[] sorted, double p)
    {
        if (double.IsNaN(p))
            return double.NaN;
        var at = Math.Clamp(p, 0, 1) * (sorted.Length - 1);
        var low = (int)at;
        return sorted[low] + (at - low) * (sorted[Math.Min(low + 1, sorted.Length - 1)] - sorted[low]);
    }
}
