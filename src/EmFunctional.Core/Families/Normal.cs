using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families.Gaussian;
using EmFunctional.Families.Gaussian.Kernels;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Points on a line: f(x | μ, σ) = e^(−(x − μ)²/(2σ²)) / (σ √(2π)). Its sums are about the current mean, Σ r (x − μ) and Σ r (x − μ)², so that
/// data far from 0 lose no digits. Source of its mixture: Dempster, Laird, Rubin (1977), §4.3; the example of A. Riley's em-explanation, notebook 2.
/// </summary>
/// <param name="deviation">About which mean the standard deviation is taken; about the previous one, the M-step is not exact.</param>
public readonly struct Normal(DeviationAbout deviation)
    : IFamily<Normal>,
        IHasFit,
        IHasStart,
        ICanTie,
        IHasConditions,
        IHasMoments,
        IHasKernel,
        IHasPicture,
        IHasWords,
        ICanBeCensored<Normal>,
        ICarriesSums
{
    const string Mean = "mean";
    const string Deviation = "standardDeviation";
    const double LeastNormal = 2.2250738585072014e-308;

    static readonly FamilyShape _shape = new(
        "normal",
        Arr.create(new Parameter(Mean, Coordinates.Real) { Unit = at => at[Deviation] }, new Parameter(Deviation, Coordinates.Deviation)),
        Arr.create(new Column("x", Domain.Finite)),
        Sums: 2
    )
    {
        Mixture = "normal-mixture",
        Tag = "points",
        NeedsVariety = true,
        NeedsRows = true,
    };

    static readonly FamilyShape _textbook = _shape with { Options = Arr.create(new ModelOption("m-step", "textbook")) };
    static readonly FamilyShape _notebook = _shape with { Options = Arr.create(new ModelOption("m-step", "notebook")), IsMonotone = false };

    readonly double _mean;
    readonly double _deviation;
    readonly double _inverse;
    readonly double _logScale;

    Normal(DeviationAbout deviation, double mean, double sigma)
        : this(deviation) =>
        (_mean, _deviation, _inverse, _logScale) = (mean, sigma, 1 / sigma, -SpecialFunctions.HalfLogTwoPi - Elementary.Log(sigma));

    /// <inheritdoc/>
    public FamilyShape Shape => deviation == DeviationAbout.NewMean ? _textbook : _notebook;

    /// <inheritdoc/>
    public Normal At(ReadOnlySpan<double> theta) => new(deviation, theta[0], theta[1]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x)
    {
        var z = _inverse * (x[0] - _mean);
        return _logScale - 0.5 * (z * z) + from;
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        var y = x[0] - _mean;
        sums[0] += r * y;
        sums[1] += r * y * y;
    }

    /// <summary>μ′ = μ + Σ r y / n, σ′² = Σ r (x − μ′)² / n, about the mean that the component has if that is held.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        var scatter = expected.Sums[1];
        if (!expected.Held[0])
        {
            var shift = expected.Sums[0] / expected.Mass;
            theta[0] += shift;
            if (deviation == DeviationAbout.NewMean)
                scatter += -expected.Mass * shift * shift;
        }
        return expected.Held[1] ? null : Widen(scatter / expected.Mass, Math.Abs(theta[0]), ref theta[1]);
    }

    // A deviation of some ulps of the mean is what rounding leaves of a point.
    internal static double? Widen(double variance, double mean, ref double sigma)
    {
        var rounding = Math.ScaleB(mean, -48);
        if (!(variance > rounding * rounding) || variance < LeastNormal || Covariance.OfDeviation(Math.Sqrt(variance)).IsNone)
            return Math.Max(0, variance);
        sigma = Math.Sqrt(variance);
        return null;
    }

    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        Carrying.Shift(to[0] - from[0], mass, sums);

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) => row[0] = _mean + Math.Sqrt(_deviation * _deviation) * seed.Normal(1);

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) => (_mean, _deviation * _deviation);

    /// <inheritdoc/>
    public Option<EmError> Fault(int column, string name, Vector values) => Scale.Fault(name, values);

    /// <inheritdoc/>
    public Domain Ends => Domain.Finite;

    /// <inheritdoc/>
    public double LogBetween(double low, double high) => Between(low, high).LogProbability;

    /// <summary>r E[x − μ] and r E[(x − μ)²]: of a row above a point σ λ(a) and σ² (1 + a λ(a)), λ the inverse of Mills' ratio and a in deviations.</summary>
    /// <inheritdoc/>
    public double AddBetween(double low, double high, double r, Span<double> sums)
    {
        var (_, first, second) = Between(low, high);
        sums[0] += r * _deviation * first;
        sums[1] += r * _deviation * _deviation * second;
        return r;
    }

    (double LogProbability, double First, double Second) Between(double low, double high) =>
        NormalTail.Between(_inverse * (low - _mean), _inverse * (high - _mean), _inverse * (high - low));

    Arr<string> ICanTie.Tieable => Arr.create(Deviation);

    /// <summary>σ² = Σₖ πₖ σₖ².</summary>
    void ICanTie.TieStart(string group, Vector weights, Span<double> thetas)
    {
        var variance = 0.0;
        for (var k = 0; k < weights.Count; k++)
            variance += weights[k] * thetas[2 * k + 1] * thetas[2 * k + 1];
        for (var k = 0; k < weights.Count; k++)
            thetas[2 * k + 1] = Math.Sqrt(variance);
    }

    /// <summary>σ² = Σₖ Σᵢ rᵢₖ (xᵢ − μₖ)² / n.</summary>
    double? ICanTie.MaximiseTied(string group, ReadOnlySpan<double> sums, ReadOnlySpan<double> from, Span<double> to)
    {
        var (mass, scatter, largest, sigma) = (0.0, 0.0, 0.0, 0.0);
        for (var (k, at) = (0, 0); at < sums.Length; k++, at += 3)
        {
            var shift = sums[at] > 0 ? sums[at + 1] / sums[at] : 0;
            var isMoved = deviation == DeviationAbout.NewMean && to[2 * k] != from[2 * k];
            scatter += isMoved ? sums[at + 2] + -sums[at] * shift * shift : sums[at + 2];
            mass += sums[at];
            largest = Math.Max(largest, Math.Abs(to[2 * k]));
        }
        if (Widen(scatter / mass, largest, ref sigma) is { } width)
            return width;
        for (var k = 1; k < to.Length; k += 2)
            to[k] = sigma;
        return null;
    }

    /// <summary>The mean and the deviation of the rows, in two passes.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        var (mean, sigma) = NormalStart.Moments([.. rows.ToArray().Zip(weights.ToArray())]);
        (theta[0], theta[1]) = (mean, sigma);
        return sigma > 0 ? null : sigma;
    }

    /// <inheritdoc/>
    public double[] Start(MixtureData data, Cuts cuts) => NormalStart.Of(data, cuts);

    /// <inheritdoc/>
    public double[] Alike(MixtureData data, int components) =>
        [.. Enumerable.Repeat(NormalStart.Of(data, Cuts.Even(1)), components).SelectMany(theta => theta)];

    Func<int, Either<EmError, Expectation<Vector>>> IHasKernel.Prepare(MixtureData data, MixtureParameters at) =>
        GaussianBlocks.Prepare(data.Blocks, data.Weights, data.Labels, KernelParameters.Of(at.MixingWeights, at[Mean], Variances(at)));

    Narration.ModelShape IHasPicture.PictureOf(MixtureData data, Func<Vector, MixtureParameters> at, Func<Vector, Vector[]> sums) =>
        NormalCurves.OnLine(data.Names[0], data.Values, data.Weights, flat => CurvesOf(at(flat)));

    static Narration.Curves CurvesOf(MixtureParameters at) => NormalCurves.Of(at.MixingWeights, at[Mean], Variances(at));

    // The chart lets nothing in that is not above 0.
    static Arr<Covariance> Variances(MixtureParameters at) =>
        at[Deviation]
            .Select(sigma =>
                Covariance
                    .OfDeviation(sigma)
                    .IfNone(() => throw new ArgumentOutOfRangeException(nameof(at), sigma, "no standard deviation"))
            )
            .ToArray();

    /// <inheritdoc/>
    public FamilyWords WordsFor(MixtureData data) => NormalWords.Of(data, deviation);
}
