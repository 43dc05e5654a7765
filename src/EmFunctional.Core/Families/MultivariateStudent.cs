using EmFunctional.Families.Gaussian;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Rows of d numbers that vary together, with outliers: f(x | μ, Σ, ν) = Γ((ν+d)/2) / (Γ(ν/2) (νπ)^(d/2) |Σ|^½) · (1 + δ/ν)^(−(ν+d)/2),
/// δ = (x − μ)ᵀ Σ⁻¹ (x − μ). It is a normal distribution whose precision is hidden, of which a row says E[w | x] = u = (ν+d)/(ν+δ). Of a row with
/// holes the density is that of the o numbers that were observed, which is the same with o for d. Sources: Liu, Rubin (1995), Statistica Sinica 5:19;
/// of its mixture: Peel, McLachlan (2000), Statistics and Computing 10:339.
/// </summary>
public readonly struct MultivariateStudent
    : IFamily<MultivariateStudent>,
        IHasFit,
        ICanTie,
        IHasConditions,
        IHasMoments,
        ICompletesRows,
        IHasPicture,
        ICarriesSums
{
    readonly int _width;
    readonly CovarianceShape _form;
    readonly double _given;
    readonly Ellipse? _ellipse;
    readonly double _degrees;

    /// <summary>Of a number of columns and given degrees of freedom.</summary>
    /// <param name="width">d ≥ 1.</param>
    /// <param name="degrees">ν &gt; 0 where it is fixed; 0 where it is estimated.</param>
    /// <param name="form">The form of Σ.</param>
    /// <exception cref="ArgumentOutOfRangeException">d is below 1, or ν below 0 or not finite.</exception>
    public MultivariateStudent(int width, double degrees = 0, CovarianceShape form = CovarianceShape.Triangular)
        : this(width, form, Student.Checked(degrees), null, degrees) => ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);

    MultivariateStudent(int width, CovarianceShape form, double given, Ellipse? ellipse, double degrees) =>
        (_width, _form, _given, _ellipse, _degrees) = (width, form, given, ellipse, degrees);

    // The default value is of two columns.
    int Width => _width == 0 ? 2 : _width;

    bool IsFree => _given == 0;

    const string Scatter = "scatter";

    /// <inheritdoc/>
    public FamilyShape Shape =>
        new(
            "multivariate-student",
            IsFree
                ? Ellipse.Parameters("location", Scatter, Width, _form).Add(new Parameter("degreesOfFreedom", Coordinates.Positive))
                : Ellipse.Parameters("location", Scatter, Width, _form),
            Ellipse.Columns(Width),
            Sums: 1 + Ellipse.Count(Width, _form) + (IsFree ? 1 : 0)
        )
        {
            NeedsVariety = true,
            NeedsRows = true,
            TakesHoles = true,
            Arguments = Ellipse.Argument(_form).AddRange(IsFree ? [] : new[] { $"df={NumberText.Shortest(_given)}" }),
        };

    /// <inheritdoc/>
    public MultivariateStudent At(ReadOnlySpan<double> theta) =>
        new(_width, _form, _given, Ellipse.Of(Width, _form, theta), IsFree ? theta[^1] : _given);

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x)
    {
        var row = _ellipse!.See(x, stackalloc double[x.Length]);
        var (o, half) = (row.Observed, _degrees / 2);
        // −½ o ln 2π and ½ o ln 2π − ½ o ln νπ are together −½ o ln νπ.
        var scale = row.LogScale + GammaFunctions.LogGammaRise(half, 0.5 * o) - 0.5 * o * Elementary.Log(half);
        return from + (scale - (half + 0.5 * o) * Elementary.Log1p(row.Square / _degrees));
    }

    /// <summary>r u, r u E[y] and r (u E[y] E[y]ᵀ + C), y = x − μ; where ν is estimated r (E[ln w] − u), too.</summary>
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums)
    {
        var row = _ellipse!.See(x, stackalloc double[x.Length]);
        var (degrees, rate) = (_degrees + row.Observed, _degrees + row.Square);
        var u = degrees / rate;
        row.Add(r, u, sums);
        if (IsFree)
            sums[^1] += r * (Elementary.Log(u) - GammaFunctions.LogLessDigamma(degrees / 2) - u);
    }

    /// <summary>μ′ = μ + Σ r u E[y] / Σ r u, Σ′ = Σ r (u (E[x] − μ′)(E[x] − μ′)ᵀ + C) / n, and ν′ as of <see cref="Student"/>.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta)
    {
        if (IsFree)
            theta[^1] = Student.Degrees(theta[^1], 1 + expected.Sums[^1] / expected.Mass);
        return Ellipse.Maximise(expected, Width, _form, theta);
    }

    Arr<string> ICanTie.Tieable => Arr.create(Scatter);

    void ICanTie.TieStart(string group, Vector weights, Span<double> thetas) =>
        Ellipse.TieStart(weights, Width, Shape.Count, _form, thetas);

    double? ICanTie.MaximiseTied(string group, ReadOnlySpan<double> sums, ReadOnlySpan<double> from, Span<double> to) =>
        Ellipse.MaximiseTied(sums, Width, Shape.Count, _form, from, to);

    /// <summary>From each column by itself, and ν = 4, to where it converges.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        if (IsFree)
            theta[^1] = 4;
        return Ellipse.Begin(Width, _form, rows, weights, theta) ?? Repeated.Fit(this, rows, weights, theta);
    }

    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        Ellipse.Carry(Width, _form, from, to, sums);

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row)
    {
        row.Fill(double.NaN);
        Complete(seed, row);
    }

    /// <summary>First the hidden precision given what was observed, from a gamma distribution of shape (ν+o)/2 and rate (ν+δ)/2.</summary>
    /// <inheritdoc/>
    public void Complete(Seed seed, Span<double> row)
    {
        var seen = _ellipse!.See(row, stackalloc double[row.Length]);
        var precision = seed.Gamma(1, (_degrees + seen.Observed) / 2) / ((_degrees + seen.Square) / 2);
        seen.Complete(seed, 1 / Math.Sqrt(precision), row);
    }

    /// <summary>μⱼ, where it is the middle if there is no mean (ν ≤ 1), and Σⱼⱼ ν/(ν − 2), infinite if ν ≤ 2.</summary>
    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) =>
        (_ellipse!.Centre[column], Spread(_ellipse.Scatter.At(column, column), _degrees, _degrees));

    /// <inheritdoc/>
    public void Expect(ReadOnlySpan<double> x, Span<double> means, Span<double> variances)
    {
        var row = _ellipse!.See(x, stackalloc double[x.Length]);
        row.Expect(means, variances);
        for (var j = 0; j < x.Length; j++)
            if (double.IsNaN(x[j]))
                variances[j] = Spread(variances[j], _degrees + row.Observed, _degrees + row.Square);
    }

    static double Spread(double scatter, double degrees, double rate) =>
        degrees > 2 ? scatter * rate / (degrees - 2) : double.PositiveInfinity;

    /// <inheritdoc/>
    public Option<EmError> Fault(int column, string name, Vector values) => Scale.Fault(name, values);

    ModelShape IHasPicture.PictureOf(MixtureData data, Func<Vector, MixtureParameters> at, Func<Vector, Vector[]> sums) =>
        Ellipse.Picture(data.Names, data.Values, _form, at);
}
