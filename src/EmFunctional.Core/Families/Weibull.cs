using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Numbers above 0 of a shape c and a scale s: f(x | c, s) = c/x zᶜ e^(−zᶜ) with z = x/s. Its M-step has no sums that serve every shape; this one
/// is generalised (Dempster, Laird, Rubin 1977, §3): it never lowers what the M-step would maximise, and its fixed points are the maximisers.
/// </summary>
/// <remarks>
/// With t = ln x − ln s at the current shape c and a reach h = c/8: e^(δt) ≤ 1 + δt + ½δ²t² e^(h|t|) for |δ| ≤ h, so that
/// Σ r e^((c+δ)t) ≤ M₀ + δM₁ + ½δ²B with M₀ = Σ r e^(ct), M₁ = Σ r t e^(ct), B = Σ r t² e^(ct + h|t|). The objective is therefore at least
/// S(δ) = ln(c + δ) + (c + δ) Σ r t/n − ln(M₀ + δM₁ + ½δ²B), the scale being at its best, and is S where δ = 0. A step that does not lower S lowers
/// nothing. Source of the bound: Lange (2016), MM Optimization Algorithms, §4; of the family: Johnson, Kotz, Balakrishnan (1994), §21.
/// </remarks>
public readonly struct Weibull : IFamily<Weibull>, IHasFit, IHasMoments, ICanBeCensored<Weibull>, ICarriesSums
{
    const double Reach = 0.125;
    const double Collapsed = 1e-14;
    const int MostSteps = 500;

    static readonly FamilyShape _shape = new(
        "weibull",
        Arr.create(new Parameter("shape", Coordinates.Positive), new Parameter("scale", Coordinates.Positive)),
        Arr.create(new Column("x", Domain.Positive)),
        Sums: 4
    )
    {
        NeedsVariety = true,
        IsGeneralised = true,
        NeedsRows = true,
    };

    readonly double _power;
    readonly double _scale;
    readonly double _logPower;

    Weibull(double power, double scale) => (_power, _scale, _logPower) = (power, scale, Elementary.Log(power));

    /// <inheritdoc/>
    public FamilyShape Shape => _shape;

    /// <inheritdoc/>
    public Weibull At(ReadOnlySpan<double> theta) => new(theta[0], theta[1]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x)
    {
        var log = _power * GammaFunctions.LogRatio(x[0], _scale);
        return from + _logPower + log - Elementary.Exp(log);
    }

    /// <summary>−ln x.</summary>
    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) => -Elementary.Log(x[0]);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums) => Add(GammaFunctions.LogRatio(x[0], _scale), r, r, sums);

    // t of a row that was seen so often, and waited so often
    void Add(double t, double seen, double r, Span<double> sums)
    {
        var power = r * Elementary.Exp(_power * t);
        sums[0] += seen * t;
        sums[1] += power;
        sums[2] += power * t;
        sums[3] += r * t * t * Elementary.Exp(_power * t + Reach * _power * Math.Abs(t));
    }

    /// <inheritdoc/>
    public Domain Ends => Domain.NonNegative;

    /// <summary>−A + ln(1 − e^(−(B − A))) with A = (a/s)ᶜ, B = (b/s)ᶜ, and B − A = A ((b/a)ᶜ − 1), which loses no digits where they are close.</summary>
    /// <inheritdoc/>
    public double LogBetween(double low, double high)
    {
        var before = low > 0 ? Elementary.Exp(_power * GammaFunctions.LogRatio(low, _scale)) : 0;
        if (double.IsInfinity(before) || double.IsInfinity(high))
            return -before;
        var width = low > 0 ? _power * GammaFunctions.LogRatio(high, low) : double.PositiveInfinity;
        var within = width > 1 ? Elementary.Exp(_power * GammaFunctions.LogRatio(high, _scale)) - before : before * Elementary.Expm1(width);
        return -before + TruncatedExponential.LogWithin(within);
    }

    /// <summary>
    /// The means of the four sums over the interval, by quadrature with weights above 0, so that the bound holds for them as for a row. Of a row above
    /// a point only the time that it was seen to wait counts: its S(a) = e^(−A) is what a row adds to the objective, but for its density's ln c + c t.
    /// </summary>
    /// <inheritdoc/>
    public double AddBetween(double low, double high, double r, Span<double> sums)
    {
        if (double.IsPositiveInfinity(high))
        {
            if (low > 0)
                Add(GammaFunctions.LogRatio(low, _scale), 0, r, sums);
            return 0;
        }
        Span<double> v = stackalloc double[TruncatedExponential.MostPoints];
        Span<double> p = stackalloc double[TruncatedExponential.MostPoints];
        var top = _power * GammaFunctions.LogRatio(high, _scale);
        var (bottom, width) =
            low > 0
                ? (_power * GammaFunctions.LogRatio(low, _scale), _power * GammaFunctions.LogRatio(high, low))
                : (double.NegativeInfinity, double.PositiveInfinity);
        var count = TruncatedExponential.Points(bottom, top, width, v, p);
        for (var i = 0; i < count; i++)
            Add(v[i] / _power, r * p[i], r * p[i], sums);
        return r;
    }

    /// <summary>One guarded Newton step of the shape on S(δ), then the scale that is best for the bound.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        var (c, n) = (theta[0], expected.Mass);
        var (log, mean, slope, bend) = (expected.Sums[0] / n, expected.Sums[1] / n, expected.Sums[2] / n, expected.Sums[3] / n);
        var isScaleHeld = expected.Held[1];
        // ln M₀ of a free scale, M₀ of one that is held
        var (first, second) = isScaleHeld ? (slope, bend) : (slope / mean, bend / mean - slope / mean * (slope / mean));
        if (!expected.Held[0] && !(second > Collapsed * Collapsed))
            return theta[1] * theta[1] * Math.Max(0, second);
        double Gain(double step)
        {
            var rise = step * slope + 0.5 * step * step * bend;
            return Elementary.Log1p(step / c) + step * log - (isScaleHeld ? rise : Elementary.Log1p(rise / mean));
        }
        var step = expected.Held[0] ? 0 : GuardedStep.Of(1 / c + log - first, 1 / (c * c) + second, -Reach * c, Reach * c, Gain);
        theta[0] = c + step;
        if (!isScaleHeld)
            theta[1] *= Elementary.Exp(Elementary.Log(mean + step * slope + 0.5 * step * step * bend) / theta[0]);
        return theta[1] > 0 && double.IsFinite(theta[1]) && double.IsFinite(theta[0]) ? null : 0;
    }

    /// <summary>The same step, until nothing changes; from the moments of ln x.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        if (default(LogNormal).Fit(rows, weights, theta) is { } width)
            return width;
        // Of a Weibull distribution ln x has the deviation π/(√6 c) and the mean ln s − γ/c.
        var power = 1.2825498301618641 / theta[1];
        (theta[0], theta[1]) = (power, Elementary.Exp(theta[0] + 0.5772156649015329 / power));
        var mass = 0.0;
        foreach (var w in weights)
            mass += w;
        Span<double> sums = stackalloc double[4];
        for (var (step, change) = (0, 1.0); step < MostSteps && change > 1e-15; step++)
        {
            var (member, was) = (At(theta), (theta[0], theta[1]));
            sums.Clear();
            for (var i = 0; i < rows.Length; i++)
                member.Add(rows.Slice(i, 1), weights[i], sums);
            if (Maximise(new(mass, sums, [false, false]), theta) is { } collapsed)
                return collapsed;
            change = Math.Abs(theta[0] / was.Item1 - 1) + Math.Abs(theta[1] / was.Item2 - 1);
        }
        return null;
    }

    /// <summary>Not at all: the powers of the rows are those of its shape.</summary>
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    void ICarriesSums.Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        throw new NotSupportedException();

    bool ICarriesSums.CanCarry => false;

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) =>
        row[0] = Math.Clamp(
            _scale * Elementary.Exp(Elementary.Log(-Elementary.Log(seed.Uniform(1))) / _power),
            double.Epsilon,
            double.MaxValue
        );

    /// <summary>s Γ(1 + 1/c), and s² Γ(1 + 2/c) less its square.</summary>
    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column)
    {
        var mean = _scale * Elementary.Exp(SpecialFunctions.LogGamma(1 + 1 / _power));
        return (mean, _scale * _scale * Elementary.Exp(SpecialFunctions.LogGamma(1 + 2 / _power)) - mean * mean);
    }
}
