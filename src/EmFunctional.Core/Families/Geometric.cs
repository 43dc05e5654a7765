using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>Failures y before the first success of probability p: f(y | p) = p (1 − p)ʸ. Source: Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, §5.2.</summary>
public readonly struct Geometric : IFamily<Geometric>, IHasMoments
{
    static readonly FamilyShape _shape = new(
        "geometric",
        Arr.create(new Parameter("success", Coordinates.Probability)),
        Arr.create(new Column("count", Domain.WholeNumberFrom(0)) { IsDiscrete = true }),
        Sums: 1
    )
    {
        IsFolded = true,
        NeedsVariety = true,
    };

    readonly double _p;
    readonly double _log;
    readonly double _logOther;

    Geometric(double p) => (_p, _log, _logOther) = (p, Elementary.Log(p), Elementary.Log(1 - p));

    /// <inheritdoc/>
    public FamilyShape Shape => _shape;

    /// <inheritdoc/>
    public Geometric At(ReadOnlySpan<double> theta) => new(theta[0]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) => from + _log + SpecialFunctions.Times(x[0], _logOther);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums) => sums[0] += r * x[0];

    /// <summary>p = Σ r / (Σ r + Σ r y).</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        theta[0] = expected.Mass / (expected.Mass + expected.Sums[0]);
        return null;
    }

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) => row[0] = _p == 1 ? 0 : Math.Floor(Elementary.Log(seed.Uniform(1)) / _logOther);

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) => ((1 - _p) / _p, (1 - _p) / (_p * _p));
}
