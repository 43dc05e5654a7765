using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>Successes y in n trials: f(y | p) = C(n, y) pʸ (1 − p)ⁿ⁻ʸ. Of one trial it is the Bernoulli distribution. Source: Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, §3.</summary>
public readonly struct Binomial : IFamily<Binomial>, IHasMoments
{
    readonly int _trials;
    readonly double _p;
    readonly double _log;
    readonly double _logOther;

    /// <summary>Of a number of trials.</summary>
    /// <param name="trials">n ≥ 1.</param>
    public Binomial(int trials)
        : this(trials, 0.5) => ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);

    Binomial(int trials, double p) => (_trials, _p, _log, _logOther) = (trials, p, Elementary.Log(p), Elementary.Log(1 - p));

    // The default value is of one trial.
    int Trials => Math.Max(1, _trials);

    /// <inheritdoc/>
    public FamilyShape Shape => ShapeOf(Trials);

    static FamilyShape ShapeOf(int trials) =>
        new(
            trials == 1 ? "bernoulli" : "binomial",
            Arr.create(new Parameter("success", Coordinates.Probability)),
            Arr.create(new Column("count", Domain.WholeNumberFrom(0).And($"at most {trials}", x => x <= trials)) { IsDiscrete = true }),
            Sums: 1
        )
        {
            IsFolded = true,
            Arguments = trials == 1 ? Arr<string>.Empty : Arr.create($"trials={trials}"),
        };

    /// <inheritdoc/>
    public Binomial At(ReadOnlySpan<double> theta) => new(_trials, theta[0]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) =>
        from + SpecialFunctions.Times(x[0], _log) + SpecialFunctions.Times(Trials - x[0], _logOther);

    /// <inheritdoc/>
    public double LogMeasure(ReadOnlySpan<double> x) => Trials == 1 ? 0 : SpecialFunctions.LogBinomial(Trials, x[0]);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums) => sums[0] += r * x[0];

    /// <summary>p = Σ r y / (n Σ r).</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        theta[0] = Math.Min(1, expected.Sums[0] / (Trials * expected.Mass));
        return null;
    }

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row)
    {
        row[0] = 0;
        for (var trial = 1; trial <= Trials; trial++)
            row[0] += seed.Uniform(trial) < _p ? 1 : 0;
    }

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) => (Trials * _p, Trials * _p * (1 - _p));
}
