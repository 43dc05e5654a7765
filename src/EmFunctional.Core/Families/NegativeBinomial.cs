using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Counts y of a mean m that vary more than Poisson counts, with a variance m + m²/a of a size a:
/// f(y | m, a) = Γ(y + a)/(Γ(a) y!) (a/(a + m))ᵃ (m/(a + m))ʸ. Its M-step has no sums that serve every size; this one is generalised (Dempster,
/// Laird, Rubin 1977, §3): it never lowers what the M-step would maximise, and its fixed points are the maximisers.
/// </summary>
/// <remarks>
/// m is the weighted mean for every size. In the size, ln Γ(y + a)/Γ(a) = Σⱼ ln(a + j), j &lt; y, rises by δ at least as
/// δ (ψ(y + a) − ψ(a)) − ½δ² (ψ′(b) − ψ′(y + b)) for every δ ≥ b − a, b = ⅞a: no second derivative is larger there. The rest is worked out. A step
/// that gains by this bound loses nothing. Counts that vary no more than Poisson counts have no largest likelihood. Such a size only creeps,
/// so that where it is large already, and Poisson counts fit better, Σ r (ln Poisson(y | m) − ln f(y)) &gt; 0, and vary as much, Σ r ((y − m)² − y) ≤ 0, it
/// goes at once to where the two are the same to rounding, and stays there. Source: Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, §5; of the bound: Lange (2016), §4.
/// </remarks>
public readonly struct NegativeBinomial : IFamily<NegativeBinomial>, IHasFit, IHasMoments, ICarriesSums
{
    const double Below = 0.125;
    const double Above = 3;
    const double Largest = 1 << 20;
    const double NearPoisson = 20; // times 1 + m: the variance is a twentieth more than Poisson counts'
    const int MostSteps = 500;

    static readonly FamilyShape _shape = new(
        "negative-binomial",
        Arr.create(new Parameter("mean", Coordinates.NonNegative), new Parameter("size", Coordinates.Positive)),
        Arr.create(new Column("count", Domain.WholeNumberFrom(0)) { IsDiscrete = true }),
        Sums: 5
    )
    {
        IsFolded = true,
        NeedsVariety = true,
        IsGeneralised = true,
    };

    readonly double _mean;
    readonly double _size;
    readonly double _logNone;
    readonly double _logSome;
    readonly double _logMean;

    NegativeBinomial(double mean, double size) =>
        (_mean, _size, _logNone, _logSome, _logMean) = (
            mean,
            size,
            -size * Elementary.Log1p(mean / size),
            Elementary.Log(mean) - Elementary.Log(size + mean),
            Elementary.Log(mean)
        );

    /// <inheritdoc/>
    public FamilyShape Shape => _shape;

    /// <inheritdoc/>
    public NegativeBinomial At(ReadOnlySpan<double> theta) => new(theta[0], theta[1]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) =>
        from + _logNone + (x[0] == 0 ? 0 : GammaFunctions.LogGammaRise(_size, x[0]) + x[0] * _logSome);

    /// <summary>−ln y!.</summary>
    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) => -SpecialFunctions.LogFactorial(x[0]);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        var shift = x[0] - _mean;
        sums[3] += r * (SpecialFunctions.Times(x[0], _logMean) - _mean - LogDensity(0, x));
        sums[4] += r * (shift * shift - x[0]);
        if (x[0] == 0)
            return;
        var below = (1 - Below) * _size;
        sums[0] += r * x[0];
        sums[1] += r * GammaFunctions.DigammaRise(_size, x[0]);
        sums[2] += r * (GammaFunctions.Trigamma(below) - GammaFunctions.Trigamma(below + x[0]));
    }

    /// <summary>m = Σ r y/n, then one guarded Newton step of the size.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        var (n, a) = (expected.Mass, theta[1]);
        var (mean, rise, bend) = (expected.Sums[0] / n, expected.Sums[1] / n, expected.Sums[2] / n);
        var m = expected.Held[0] ? theta[0] : mean;
        theta[0] = m;
        if (expected.Held[1] || mean == 0)
            return null;
        var most = Largest * (1 + m);
        // At that size itself, and not without end, it is less by sums[4] / 2 most.
        if (a > NearPoisson * (1 + m) && a < most && expected.Sums[4] <= 0 && expected.Sums[3] + expected.Sums[4] / most > 0)
        {
            theta[1] = most;
            return null;
        }
        // (a + δ) ln((a + δ)/(a + δ + m)) − ȳ ln(a + δ + m), less the same at 0
        double Gain(double step) =>
            step * rise
            - 0.5 * step * step * bend
            - (a + step) * Elementary.Log1p(m / (a + step))
            + a * Elementary.Log1p(m / a)
            - mean * Elementary.Log1p(step / (a + m));
        var slope = rise - Elementary.Log1p(m / a) + (m - mean) / (a + m);
        var curvature = bend - m / (a * (a + m)) + (m - mean) / ((a + m) * (a + m));
        var high = Math.Max(0, Math.Min(Above * a, most - a));
        theta[1] = a + GuardedStep.Of(slope, curvature, -Below * a, high, Gain);
        return null;
    }

    /// <summary>The same step, until nothing changes; from the moments of the counts.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        var (mass, mean, scatter) = (0.0, 0.0, 0.0);
        for (var i = 0; i < rows.Length; i++)
        {
            var (shift, share) = (rows[i] - mean, weights[i] / (mass += weights[i]));
            mean += shift * share;
            scatter += weights[i] * shift * (rows[i] - mean);
        }
        var excess = scatter / mass - mean;
        (theta[0], theta[1]) = (mean, excess > 0 ? Math.Clamp(mean * mean / excess, 0.001, 100) : 100);
        Span<double> sums = stackalloc double[5];
        for (var (step, change) = (0, 1.0); step < MostSteps && change > 1e-15; step++)
        {
            var (member, was) = (At(theta), theta[1]);
            sums.Clear();
            for (var i = 0; i < rows.Length; i++)
                member.Add(rows.Slice(i, 1), weights[i], sums);
            if (Maximise(new(mass, sums, [false, false]), theta) is { } collapsed)
                return collapsed;
            change = Math.Abs(theta[1] / was - 1);
        }
        return null;
    }

    /// <summary>Not at all: its sums are the slope and the bend of the likelihood at its size.</summary>
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    void ICarriesSums.Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        throw new NotSupportedException();

    bool ICarriesSums.CanCarry => false;

    /// <summary>A Poisson count of a rate that is drawn from a gamma distribution.</summary>
    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) => row[0] = seed.Poisson(2, _mean / _size * seed.Gamma(1, _size));

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) => (_mean, _mean + _mean * (_mean / _size));
}
