using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>Waiting times x about a rate λ: f(x | λ) = λ e^(−λx). Source of its mixture: McLachlan, Peel (2000), Finite Mixture Models, §1.</summary>
public readonly struct Exponential : IFamily<Exponential>, IHasMoments
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
    public (double Mean, double Variance) MomentsOf(int column) => (1 / _rate, 1 / (_rate * _rate));
}
