using System.Linq;
using EmFunctional.Families.Gaussian;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Rows of d numbers that vary together: f(x | μ, Σ) = (2π)^(−d/2) |Σ|^(−½) e^(−½ (x − μ)ᵀ Σ⁻¹ (x − μ)). Of a row with holes the density is that of
/// what was observed, and the sums are expected ones given that. Σ is any, diagonal, or σ²·I. Its mixture is the Gaussian mixture of that form. Sources:
/// Dempster, Laird, Rubin (1977), §4.1; Ghahramani, Jordan (1994), NIPS 6.
/// </summary>
public readonly struct MultivariateNormal
    : IFamily<MultivariateNormal>,
        IHasFit,
        ICanTie,
        IHasConditions,
        IHasMoments,
        ICompletesRows,
        IHasPicture,
        IHasWords,
        ICarriesSums
{
    readonly int _width;
    readonly CovarianceShape _form;
    readonly Ellipse? _ellipse;

    /// <summary>Of a number of columns.</summary>
    /// <param name="width">d ≥ 1.</param>
    /// <param name="form">The form of Σ.</param>
    public MultivariateNormal(int width, CovarianceShape form = CovarianceShape.Triangular)
        : this(width, form, null) => ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);

    MultivariateNormal(int width, CovarianceShape form, Ellipse? ellipse) => (_width, _form, _ellipse) = (width, form, ellipse);

    // The default value is of two columns.
    int Width => _width == 0 ? 2 : _width;

    string Scatter => _form == CovarianceShape.Triangular ? "covariance" : "variance";

    /// <inheritdoc/>
    public FamilyShape Shape =>
        new(
            "multivariate-normal",
            Ellipse.Parameters("mean", Scatter, Width, _form),
            Ellipse.Columns(Width),
            Sums: 1 + Ellipse.Count(Width, _form)
        )
        {
            Arguments = Ellipse.Argument(_form),
            NeedsVariety = true,
            NeedsRows = true,
            TakesHoles = true,
        };

    /// <inheritdoc/>
    public MultivariateNormal At(ReadOnlySpan<double> theta) => new(_width, _form, Ellipse.Of(Width, _form, theta));

    /// <inheritdoc/>
    public double LogDensity(double from, ReadOnlySpan<double> x)
    {
        var row = _ellipse!.See(x, stackalloc double[x.Length]);
        return from + (row.LogScale - 0.5 * row.Square);
    }

    /// <summary>r, r E[y] and r E[y yᵀ], y = x − μ.</summary>
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> x, double r, Span<double> sums) => _ellipse!.See(x, stackalloc double[x.Length]).Add(r, 1, sums);

    /// <summary>μ′ = μ + Σ r E[y] / n, Σ′ = Σ r E[(x − μ′)(x − μ′)ᵀ] / n.</summary>
    /// <inheritdoc/>
    public double? Maximise(Expected expected, Span<double> theta) => Ellipse.Maximise(expected, Width, _form, theta);

    Arr<string> ICanTie.Tieable => Arr.create(Scatter);

    void ICanTie.TieStart(string group, Vector weights, Span<double> thetas) =>
        Ellipse.TieStart(weights, Width, Ellipse.Count(Width, _form), _form, thetas);

    double? ICanTie.MaximiseTied(string group, ReadOnlySpan<double> sums, ReadOnlySpan<double> from, Span<double> to) =>
        Ellipse.MaximiseTied(sums, Width, Ellipse.Count(Width, _form), _form, from, to);

    /// <summary>From each column by itself, to where it converges; without holes at once.</summary>
    /// <inheritdoc/>
    public double? Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta) =>
        Ellipse.Begin(Width, _form, rows, weights, theta)
        ?? Repeated.Fit(this, rows, weights, theta, RowSpan.IsWhole(rows) ? 1 : Repeated.Most);

    /// <inheritdoc/>
    public void Carry(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double mass, Span<double> sums) =>
        Ellipse.Carry(Width, _form, from, to, sums);

    /// <inheritdoc/>
    public void Draw(Seed seed, Span<double> row)
    {
        row.Fill(double.NaN);
        Complete(seed, row);
    }

    /// <inheritdoc/>
    public void Complete(Seed seed, Span<double> row) => _ellipse!.See(row, stackalloc double[row.Length]).Complete(seed, 1, row);

    /// <inheritdoc/>
    public (double Mean, double Variance) MomentsOf(int column) => (_ellipse!.Centre[column], _ellipse.Scatter.At(column, column));

    /// <inheritdoc/>
    public void Expect(ReadOnlySpan<double> x, Span<double> means, Span<double> variances) =>
        _ellipse!.See(x, stackalloc double[x.Length]).Expect(means, variances);

    /// <inheritdoc/>
    public Option<EmError> Fault(int column, string name, Vector values) => Scale.Fault(name, values);

    /// <summary>Curves where there is one column, clouds where there are several.</summary>
    ModelShape IHasPicture.PictureOf(MixtureData data, Func<Vector, MixtureParameters> at, Func<Vector, Vector[]> sums)
    {
        var form = _form;
        Curves CurvesOf(MixtureParameters p) =>
            NormalCurves.Of(p.MixingWeights, p["mean"], Ellipse.All(1, form, p).Select(ellipse => ellipse.Scatter).ToArray());
        return data.Names.Count == 1
            ? NormalCurves.OnLine(data.Names[0], data.Values, data.Weights, flat => CurvesOf(at(flat)))
            : Ellipse.Picture(data.Names, data.Values, form, at);
    }

    /// <inheritdoc/>
    public FamilyWords WordsFor(MixtureData data) => MultivariateNormalWords.Of(data, _form);
}
