using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Angles in radians about a direction μ: f(x | μ, κ) = e^(κ cos(x − μ)) / (2π I₀(κ)). The larger the concentration κ, the closer they are; with κ = 0
/// all directions are equal. μ is any of the numbers that differ by whole turns: the one near which it came. Its sums are about the current direction,
/// Σ r (1 − cos y) and Σ r sin y with y = x − μ, so that close angles lose no digits. Source: Mardia, Jupp (2000), Directional Statistics, §3.5.4, §5.3.
/// </summary>
public readonly struct VonMises : IFamily<VonMises>, IHasFit, IHasPicture, ICarriesSums
{
    const double LogTwoPi = 2 * SpecialFunctions.HalfLogTwoPi;
    const double LeastNormal = 2.2250738585072014e-308;

    static readonly FamilyShape _shape = new(
        "von-mises",
        Arr.create(
            new Parameter("mean", Coordinates.Real) { Unit = at => at["mean"].Map(_ => 1) },
            new Parameter("concentration", Coordinates.NonNegative)
        ),
        Arr.create(new Column("angle", new("an angle in radians, from -1e6 to 1e6", x => Math.Abs(x) <= 1e6))),
        Sums: 2
    )
    {
        NeedsVariety = true,
        NeedsRows = true,
    };

    readonly double _mean;
    readonly double _concentration;
    readonly double _scale;

    VonMises(double mean, double concentration) =>
        (_mean, _concentration, _scale) = (mean, concentration, -LogTwoPi - BesselFunctions.LogScaledI0(concentration));

    /// <inheritdoc/>
    public FamilyShape Shape => _shape;

    /// <inheritdoc/>
    public VonMises At(ReadOnlySpan<double> theta) => new(theta[0], theta[1]);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x)
    {
        var s = Elementary.Sin(0.5 * (x[0] - _mean));
        return from + (_scale - 2 * _concentration * s * s);
    }

    /// <summary>r (1 − cos y) = 2 r sin² ½y, and r sin y.</summary>
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        var half = 0.5 * (x[0] - _mean);
        var s = Elementary.Sin(half);
        sums[0] += r * (2 * s * s);
        sums[1] += r * (2 * s * Elementary.Cos(half));
    }

    /// <summary>
    /// μ′ = μ + the angle of (Σ r cos y, Σ r sin y); κ′ solves I₁(κ)/I₀(κ) = R, the length of that over Σ r, or its part along μ where that is
    /// held, and is 0 where there is no such.
    /// </summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        var (n, v, s) = (expected.Mass, expected.Sums[0], expected.Sums[1]);
        var less = v / n;
        if (!expected.Held[0])
        {
            var length = Math.Sqrt((n - v) * (n - v) + s * s);
            theta[0] += Direction.Angle(s, n - v);
            // (n² − length²) / (n (n + length)), without the difference of large numbers
            less = Math.Max(0, (v * (2 * n - v) - s * s) / (n * (n + length)));
        }
        if (expected.Held[1])
            return null;
        // 1/κ, near which 2 (1 − R) is, is a variance: of some ulps of the angles it is what rounding leaves of one.
        var rounding = Math.ScaleB(theta[0], -48);
        if (!(2 * less > rounding * rounding) || less < LeastNormal)
            return 2 * less;
        theta[1] = BesselFunctions.OfLessRatio(less);
        return null;
    }

    /// <summary>Turns (Σ r cos y, Σ r sin y) by μ − μ′.</summary>
    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums)
    {
        var half = 0.5 * (to[0] - from[0]);
        var (s, c) = (Elementary.Sin(half), Elementary.Cos(half));
        var (less, sine) = (sums[0], sums[1]);
        // 1 − cos(y − δ) = 1 − cos y cos δ − sin y sin δ, with 1 − cos δ = 2 sin² ½δ
        var (lessTurn, turn) = (2 * s * s, 2 * s * c);
        sums[0] = less + lessTurn * (mass - less) - sine * turn;
        sums[1] = sine * (1 - lessTurn) - (mass - less) * turn;
    }

    /// <summary>Two passes, the second about the direction of the first.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        (theta[0], theta[1]) = (0, 1);
        return Repeated.Fit(this, rows, weights, theta, most: 2);
    }

    /// <summary>
    /// 2 atan of √((1 − f)/(1 + f)), f = (1 + q z)/(q + z) from a wrapped Cauchy distribution, tried again until it is accepted; written with q − 1,
    /// 1 − z and 1 − f, so that any concentration will do. Source: Best, Fisher (1979), Applied Statistics 28:152.
    /// </summary>
    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row)
    {
        var k = _concentration;
        var tau = 1 + Math.Sqrt(1 + 4 * k * k);
        // ρ = (τ − √2τ)/2κ, 1 − ρ, and q − 1 = (1 − ρ)²/2ρ
        var lessRho = (Math.Sqrt(2 * tau) - 1 - 1 / (tau - 1 + 2 * k)) / (2 * k);
        var more = lessRho * lessRho / (2 * (1 - lessRho));
        for (var tried = 1; ; tried += 3)
        {
            var (turn, u) = (seed.Uniform(tried), seed.Uniform(tried + 1));
            var side = seed.Uniform(tried + 2) < 0.5 ? -1 : 1;
            if (k < 1e-9)
            {
                row[0] = _mean + side * Math.PI * turn;
                return;
            }
            var (s, c) = (Elementary.Sin(0.5 * Math.PI * turn), Elementary.Cos(0.5 * Math.PI * turn));
            var lessF = more * (2 * s * s) / (more + 2 * c * c);
            var test = k * (more + lessF);
            if (!(test * (2 - test) > u || Elementary.Log(test / u) + 1 - test >= 0))
                continue;
            row[0] = _mean + side * 2 * Direction.Angle(Math.Sqrt(0.5 * lessF), Math.Sqrt(1 - 0.5 * lessF));
            return;
        }
    }

    ModelShape IHasPicture.PictureOf(MixtureData data, Func<Vector, MixtureParameters> at, Func<Vector, Vector[]> sums) =>
        FamilyCurves.OnLine(data, at, parameters => parameters["mean"]);
}
