using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Counts that are 0 with a probability of its own, and else of a family g without its zeros: f(0) = z, f(y) = (1 − z) g(y)/(1 − g(0)). The zeros
/// of g that were cut off are hidden: g(0)/(1 − g(0)) of them for each count. Source: Mullahy (1986), Journal of Econometrics 33:341; of the cut:
/// Dempster, Laird, Rubin (1977), §4.2.
/// </summary>
/// <param name="inner">g.</param>
public readonly struct Hurdle<TInner>(TInner inner) : IFamily<Hurdle<TInner>>, IHasFit, IHasMoments, ICarriesSums
    where TInner : struct, IFamily<TInner>
{
    // A family that is next to always 0 makes 1 where it makes a count at all.
    const int MostTries = 10_000;

    readonly double _zero;
    readonly double _above;
    readonly double _logZero;
    readonly double _logOther;

    Hurdle(TInner inner, double zero)
        : this(inner)
    {
        (_zero, _above) = (zero, -Elementary.Expm1(Counts.LogZero(inner)));
        _logZero = Elementary.Log(zero);
        _logOther = _above > 0 ? Elementary.Log(1 - zero) - Elementary.Log(_above) : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public FamilyShape Shape => Counts.Made("hurdle", new Parameter("zero", Coordinates.Probability), inner.Shape, more: 2);

    /// <inheritdoc/>
    public Hurdle<TInner> At(ReadOnlySpan<double> theta) => new(inner.At(theta[1..]), theta[0]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) => x[0] == 0 ? from + _logZero : inner.LogDensity(from + _logOther, x);

    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) => x[0] == 0 ? 0 : inner.LogMeasure(x);

    /// <summary>Of a count r, r/(1 − g(0)), and g's own sums of it and of the zeros that were cut off.</summary>
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        if (x[0] == 0)
            return;
        sums[0] += r;
        sums[1] += r / _above;
        inner.Add(x, r, sums[2..]);
        inner.Add([0], r * (1 - _above) / _above, sums[2..]);
    }

    /// <summary>z = 1 − Σ r [y &gt; 0] / n, and g's M-step.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        theta[0] = Math.Max(0, 1 - expected.Sums[0] / expected.Mass);
        return expected.Sums[0] > 0 ? inner.Maximise(new(expected.Sums[1], expected.Sums[2..], expected.Held[1..]), theta[1..]) : null;
    }

    /// <summary>From g with its zeros, to where it converges.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        theta[0] = Counts.ShareOfZeros(rows, weights);
        return Family.Of(inner).Fit(new(rows, 1), weights, theta[1..]) ?? Repeated.Fit(this, rows, weights, theta);
    }

    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        Carrying.Carry(inner, from[1..], to[1..], sums[1], sums[2..]);

    /// <inheritdoc/>
    public bool CanCarry => Carrying.CanCarry(inner);

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row)
    {
        row[0] = 0;
        if (seed.Uniform(1) < _zero)
            return;
        for (var tried = 0; tried < MostTries && row[0] == 0; tried++)
            inner.Draw(seed.Split(2 + tried), row);
        row[0] = Math.Max(1, row[0]);
    }

    bool IHasMoments.AreKnown => inner is IHasMoments { AreKnown: true };

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) =>
        Counts.Scaled(_above > 0 ? (1 - _zero) / _above : 0, ((IHasMoments)inner).MomentsOf(column));
}

sealed class Hurdles : OfCounts
{
    protected override Family MadeFrom<TInner>(TInner inner) => Family.Of(new Hurdle<TInner>(inner));
}
