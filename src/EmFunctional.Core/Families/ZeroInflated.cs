using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Counts of a family g with more zeros than it makes: f(0) = z + (1 − z) g(0), f(y) = (1 − z) g(y). Which zeros are g's own is hidden, and is
/// shared out in the E-step. Source: Lambert (1992), Technometrics 34:1.
/// </summary>
/// <param name="inner">g.</param>
public readonly struct ZeroInflated<TInner>(TInner inner) : IFamily<ZeroInflated<TInner>>, IHasFit, IHasMoments, ICarriesSums
    where TInner : struct, IFamily<TInner>
{
    readonly double _zero;
    readonly double _ownZero;
    readonly double _logZero;
    readonly double _logOther;

    ZeroInflated(TInner inner, double zero)
        : this(inner)
    {
        var own = (1 - zero) * Elementary.Exp(Counts.LogZero(inner));
        (_zero, _ownZero) = (zero, zero + own > 0 ? own / (zero + own) : 0);
        (_logZero, _logOther) = (Elementary.Log(zero + own), Elementary.Log(1 - zero));
    }

    /// <inheritdoc/>
    public FamilyShape Shape => Counts.Made("zero-inflated", new Parameter("zeroInflation", Coordinates.Probability), inner.Shape, more: 1);

    /// <inheritdoc/>
    public ZeroInflated<TInner> At(ReadOnlySpan<double> theta) => new(inner.At(theta[1..]), theta[0]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) => x[0] == 0 ? from + _logZero : inner.LogDensity(from + _logOther, x);

    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) => x[0] == 0 ? 0 : inner.LogMeasure(x);

    /// <summary>How much of the row is g's, r (1 − z) g(0)/f(0) of a zero, and g's own sums of that.</summary>
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        var own = x[0] == 0 ? r * _ownZero : r;
        sums[0] += own;
        inner.Add(x, own, sums[1..]);
    }

    /// <summary>z = 1 − Σ r own / n, and g's M-step.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        var own = expected.Sums[0];
        theta[0] = Math.Max(0, 1 - own / expected.Mass);
        return own > 0 ? inner.Maximise(new(own, expected.Sums[1..], expected.Held[1..]), theta[1..]) : null;
    }

    /// <summary>From half the zeros, to where it converges.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        theta[0] = Counts.ShareOfZeros(rows, weights) / 2;
        return Family.Of(inner).Fit(new(rows, 1), weights, theta[1..]) ?? Repeated.Fit(this, rows, weights, theta);
    }

    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        Carrying.Carry(inner, from[1..], to[1..], sums[0], sums[1..]);

    /// <inheritdoc/>
    public bool CanCarry => Carrying.CanCarry(inner);

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row)
    {
        if (seed.Uniform(1) < _zero)
            row[0] = 0;
        else
            inner.Draw(seed.Split(2), row);
    }

    bool IHasMoments.AreKnown => inner is IHasMoments { AreKnown: true };

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) => Counts.Scaled(1 - _zero, ((IHasMoments)inner).MomentsOf(column));
}

sealed class ZeroInflation : OfCounts
{
    protected override Family MadeFrom<TInner>(TInner inner) => Family.Of(new ZeroInflated<TInner>(inner));
}
