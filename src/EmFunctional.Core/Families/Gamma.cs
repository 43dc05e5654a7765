using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Numbers above 0 of a shape a and a rate b: f(x | a, b) = bᵃ xᵃ⁻¹ e^(−bx)/Γ(a). With the mean m = a/b and u = x/m this is
/// e^(a (ln u − u + 1)) · aᵃ e⁻ᵃ/Γ(a) · 1/x, which loses no digits where a is large; its sums are those of u − 1 and of ln u − u + 1. Source: Johnson,
/// Kotz, Balakrishnan (1994), Continuous Univariate Distributions 1, §17.
/// </summary>
public readonly struct Gamma : IFamily<Gamma>, IHasFit, IHasMoments, ICarriesSums
{
    // Twice this is the square of a relative deviation that is the rounding of equal numbers.
    const double Collapsed = 1e-28;
    const int MostSteps = 50;

    static readonly FamilyShape _shape = new(
        "gamma",
        Arr.create(new Parameter("shape", Coordinates.Positive), new Parameter("rate", Coordinates.Positive)),
        Arr.create(new Column("x", Domain.Positive)),
        Sums: 2
    )
    {
        NeedsVariety = true,
        NeedsRows = true,
    };

    readonly double _shapeNumber;
    readonly double _rate;
    readonly double _mean;
    readonly double _scale;

    Gamma(double shape, double rate) =>
        (_shapeNumber, _rate, _mean, _scale) = (shape, rate, shape / rate, GammaFunctions.LogPowerLessGamma(shape));

    /// <inheritdoc/>
    public FamilyShape Shape => _shape;

    /// <inheritdoc/>
    public Gamma At(ReadOnlySpan<double> theta) => new(theta[0], theta[1]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) =>
        from + _scale + _shapeNumber * GammaFunctions.LogLessLinear(x[0], _mean);

    /// <summary>−ln x.</summary>
    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) => -Elementary.Log(x[0]);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        sums[0] += r * ((x[0] - _mean) / _mean);
        sums[1] += r * GammaFunctions.LogLessLinear(x[0], _mean);
    }

    /// <summary>
    /// ln a − ψ(a) = s, the logarithm of the mean less the mean of the logarithms, by Newton steps on 1/a, which lies from s to 2s; then b = a over
    /// the mean. Sources: Choi, Wette (1969), Technometrics 11:683; Minka (2002), Estimating a gamma distribution.
    /// </summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        var (shift, bend) = (expected.Sums[0] / expected.Mass, expected.Sums[1] / expected.Mass);
        var (was, mean) = (theta[0] / theta[1], theta[0] / theta[1] * (1 + shift));
        if (expected.Held[0])
        {
            theta[1] = theta[0] / mean;
            return null;
        }
        if (expected.Held[1])
        {
            theta[0] = OfDigamma(Elementary.Log(theta[0]) + bend + shift);
            return null;
        }
        var s = Elementary.Log1p(shift) - shift - bend;
        if (!(s > Collapsed))
            return Math.Max(0, 2 * s * mean * mean);
        theta[0] = OfSpread(s);
        theta[1] = theta[0] / mean;
        return double.IsFinite(was) && theta[1] > 0 && double.IsFinite(theta[1]) ? null : Math.Max(0, 2 * s * mean * mean);
    }

    /// <summary>Of the means m and m′, Σ r x = m (n + S₀) and Σ r ln x = S₀ + S₁ + n ln m.</summary>
    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums)
    {
        var (was, mean) = (from[0] / from[1], to[0] / to[1]);
        var (first, logs) = (sums[0], sums[0] + sums[1] - mass * GammaFunctions.LogRatio(mean, was));
        sums[0] = was / mean * first + mass * ((was - mean) / mean);
        sums[1] = logs - sums[0];
    }

    static double OfSpread(double s)
    {
        var y = 12 * s / (3 - s + Math.Sqrt((s - 3) * (s - 3) + 24 * s));
        for (var (step, change) = (0, 1.0); step < MostSteps && Math.Abs(change) > 1e-16 * y; step++)
        {
            var a = 1 / y;
            // d/dy (ln a − ψ(a)) = a (a ψ′(a) − 1)
            var slope = a < 1e6 ? a * (a * GammaFunctions.Trigamma(a) - 1) : 0.5;
            var next = Math.Clamp(y + (s - GammaFunctions.LogLessDigamma(a)) / slope, s, 2 * s);
            (change, y) = (next - y, next);
        }
        return 1 / y;
    }

    // ψ(a) = t by Newton steps, which from below stay below. Source of the start: Minka (2002), appendix C.
    static double OfDigamma(double t)
    {
        var a = t >= -2.22 ? Elementary.Exp(t) + 0.5 : -1 / (t + 0.5772156649015329);
        for (var (step, change) = (0, a); step < MostSteps && Math.Abs(change) > 1e-16 * a; step++)
        {
            change = Math.Max(-0.5 * a, (t - SpecialFunctions.Digamma(a)) / GammaFunctions.Trigamma(a));
            a += change;
        }
        return a;
    }

    /// <summary>One pass about the mean of the rows.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        var (mass, mean, sums) = (0.0, 0.0, new double[2]);
        for (var i = 0; i < rows.Length; i++)
            mean += (rows[i] - mean) * (weights[i] / (mass += weights[i]));
        (theta[0], theta[1]) = (1, 1 / mean);
        var member = At(theta);
        for (var i = 0; i < rows.Length; i++)
            member.Add(rows.Slice(i, 1), weights[i], sums);
        return Maximise(new(mass, sums, new bool[2]), theta);
    }

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) => row[0] = Math.Max(double.Epsilon, seed.Gamma(1, _shapeNumber) / _rate);

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) => (_mean, _mean / _rate);
}
