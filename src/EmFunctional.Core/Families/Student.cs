using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Points on a line with outliers: Student's t, f(x | μ, σ, ν) = Γ((ν+1)/2) / (Γ(ν/2) √(νπ) σ) · (1 + z²/ν)^(−(ν+1)/2), z = (x − μ)/σ. It is a normal
/// distribution whose precision w is hidden, and E[w | x] = u = (ν+1)/(ν+z²). Source: Liu, Rubin (1995), Statistica Sinica 5:19; of its mixture: Peel,
/// McLachlan (2000), Statistics and Computing 10:339.
/// </summary>
public readonly struct Student : IFamily<Student>, IHasFit, IHasConditions, IHasMoments, ICarriesSums
{
    // Beyond, it is a normal distribution, and its likelihood is flat in ν.
    const double MostDegrees = 1000;
    const double LeastDegrees = 1e-3;

    static readonly FamilyShape _fixed = new(
        "student",
        Arr.create(new Parameter("location", Coordinates.Real) { Unit = at => at["scale"] }, new Parameter("scale", Coordinates.Deviation)),
        Arr.create(new Column("x", Domain.Finite)),
        Sums: 3
    )
    {
        NeedsVariety = true,
        NeedsRows = true,
    };

    static readonly FamilyShape _free = _fixed with
    {
        Parameters = _fixed.Parameters.Add(new Parameter("degreesOfFreedom", Coordinates.Positive)),
        Sums = 4,
    };

    readonly double _given;
    readonly double _location;
    readonly double _scale;
    readonly double _degrees;
    readonly double _log;

    /// <summary>Of given degrees of freedom.</summary>
    /// <param name="degrees">ν &gt; 0 where it is fixed; 0 where it is estimated.</param>
    /// <exception cref="ArgumentOutOfRangeException">ν is below 0 or not finite.</exception>
    public Student(double degrees) => _given = Checked(degrees);

    internal static double Checked(double degrees) =>
        Domain.NonNegative.Contains(degrees)
            ? degrees
            : throw new ArgumentOutOfRangeException(
                nameof(degrees),
                degrees,
                "degrees of freedom are above 0, or 0 where they are estimated"
            );

    Student(double given, double location, double scale, double degrees)
        : this(given)
    {
        (_location, _scale, _degrees) = (location, scale, degrees);
        _log =
            SpecialFunctions.LogGamma((degrees + 1) / 2)
            - SpecialFunctions.LogGamma(degrees / 2)
            - 0.5 * Elementary.Log(degrees * Math.PI)
            - Elementary.Log(scale);
    }

    /// <inheritdoc/>
    public FamilyShape Shape => _given == 0 ? _free : _fixed with { Arguments = Arr.create($"df={NumberText.Shortest(_given)}") };

    /// <inheritdoc/>
    public Student At(ReadOnlySpan<double> theta) => new(_given, theta[0], theta[1], _given == 0 ? theta[2] : _given);

    double Squared(double x) => (x - _location) / _scale is var z ? z * z : 0;

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x) =>
        from + _log - 0.5 * (_degrees + 1) * Elementary.Log1p(Squared(x[0]) / _degrees);

    /// <summary>r u, r u y and r u y², y = x − μ; where ν is estimated r ln u, too.</summary>
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        var (y, u) = (x[0] - _location, (_degrees + 1) / (_degrees + Squared(x[0])));
        sums[0] += r * u;
        sums[1] += r * u * y;
        sums[2] += r * u * y * y;
        if (_given == 0)
            sums[3] += r * Elementary.Log(u);
    }

    /// <summary>μ′ = μ + Σ r u y / Σ r u, σ′² = Σ r u (x − μ′)² / n, about the location that the component has if that is held; ν′ as below.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        var sums = expected.Sums;
        var scatter = sums[2];
        if (!expected.Held[0])
        {
            var shift = sums[1] / sums[0];
            theta[0] += shift;
            scatter -= sums[0] * shift * shift;
        }
        if (_given == 0)
            theta[2] = Degrees(theta[2], 1 + (sums[3] - sums[0]) / expected.Mass - Slack((theta[2] + 1) / 2));
        return expected.Held[1] ? null : Normal.Widen(scatter / expected.Mass, Math.Abs(theta[0]), ref theta[1]);
    }

    // ν′ solves ln(ν/2) − ψ(ν/2) + 1 + Σ r (ln u − u)/n + ψ((ν₀+1)/2) − ln((ν₀+1)/2) = 0. The left side falls in ν, so halving an interval finds it.
    internal static double Degrees(double from, double known)
    {
        var (low, high) = (Elementary.Log(Math.Min(LeastDegrees, from)), Elementary.Log(Math.Max(MostDegrees, from)));
        for (var middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
            (low, high) = Slack(Elementary.Exp(middle) / 2) + known > 0 ? (middle, high) : (low, middle);
        return Elementary.Exp(low);
    }

    static double Slack(double half) => Elementary.Log(half) - SpecialFunctions.Digamma(half);

    /// <summary>From the mean and the deviation of the rows, and ν = 4, to where it converges.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        double[] start = _given == 0 ? [0, 0, 4] : [0, 0];
        var width = default(Normal).Fit(rows, weights, start);
        start.CopyTo(theta);
        return width ?? Repeated.Fit(this, rows, weights, theta);
    }

    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums)
    {
        Carrying.Shift(to[0] - from[0], sums[0], sums[1..3]);
        if (_given == 0)
            sums[3] += mass * (Slack((to[2] + 1) / 2) - Slack((from[2] + 1) / 2));
    }

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row) =>
        row[0] = _location + _scale * seed.Normal(1) / Math.Sqrt(seed.Gamma(2, _degrees / 2) / (_degrees / 2));

    /// <summary>μ, where it is the middle if there is no mean (ν ≤ 1), and σ² ν/(ν − 2), infinite if ν ≤ 2.</summary>
    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) =>
        (_location, _degrees > 2 ? _scale * _scale * _degrees / (_degrees - 2) : double.PositiveInfinity);

    /// <inheritdoc/>
    public Option<EmError> Fault(int column, string name, Vector values) => Scale.Fault(name, values);
}
