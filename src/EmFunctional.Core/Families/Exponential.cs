using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>Waiting times x about a rate λ: f(x | λ) = λ e^(−λx). Source of its mixture: McLachlan, Peel (2000), Finite Mixture Models, §1.</summary>
public readonly struct Exponential : IFamily<Exponential>, IHasMoments, ICanBeCensored<Exponential>
{
    static readonly FamilyShape _shape = new(
        "exponential",
        Arr.create(new Parameter("rate", Coordinates.Positive)),
        Arr.create(new Column("x", Domain.NonNegative)),
        Sums: 1
    )
    {
        NeedsVariety = true,
    };

    readonly double _rate;
    readonly double _log;

    Exponential(double rate) => (_rate, _log) = (rate, Elementary.Log(rate));

    /// <inheritdoc/>
    public FamilyShape Shape => _shape;

    /// <inheritdoc/>
    public Exponential At(ReadOnlySpan<double> theta) => new(theta[0]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) => from + _log - _rate * x[0];

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums) => sums[0] += r * x[0];

    /// <summary>λ = Σ r / Σ r x; none where every x is 0.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        theta[0] = expected.Mass / expected.Sums[0];
        return double.IsFinite(theta[0]) ? null : 0;
    }

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) => row[0] = -Elementary.Log(seed.Uniform(1)) / _rate;

    /// <inheritdoc/>
    public Domain Ends => Domain.NonNegative;

    /// <summary>−λa + ln(1 − e^(−λ(b − a))).</summary>
    /// <inheritdoc/>
    public double LogBetween(double low, double high) =>
        double.IsPositiveInfinity(high) ? -_rate * low : -_rate * Math.Max(0, low) + TruncatedExponential.LogWithin(WithinOf(low, high));

    /// <summary>
    /// r E[x], which is r (a + 1/λ − (b − a)/(e^(λ(b − a)) − 1)). Of a row above a point only the time that it was seen to wait counts, r a, and no
    /// row: what came after is independent of that (Dempster, Laird, Rubin 1977, §4.2, hide it, and go slower to the same end).
    /// </summary>
    /// <inheritdoc/>
    public double AddBetween(double low, double high, double r, Span<double> sums)
    {
        if (double.IsPositiveInfinity(high))
        {
            sums[0] += r * low;
            return 0;
        }
        var from = Math.Max(0, low);
        sums[0] += r * (from + (high - from) * TruncatedExponential.MeanShare(WithinOf(low, high)));
        return r;
    }

    double WithinOf(double low, double high) => _rate * (high - Math.Max(0, low));

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) => (1 / _rate, 1 / (_rate * _rate));
}
