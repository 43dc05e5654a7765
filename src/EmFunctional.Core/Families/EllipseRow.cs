using System.Linq;
using EmFunctional.Families.Gaussian;
using EmFunctional.Numerics;
using Outer = EmFunctional.Families.Gaussian.Scatter;

namespace EmFunctional.Families;

/// <summary>A row as an ellipse sees it.</summary>
/// <param name="centre">μ [d].</param>
/// <param name="scatter">Σ.</param>
/// <param name="y">x − μ of the columns that were observed [o].</param>
/// <param name="marginal">The ellipse of these columns; null where all were observed.</param>
readonly ref struct EllipseRow(Vector centre, Covariance scatter, ReadOnlySpan<double> y, Marginal? marginal)
{
    readonly ReadOnlySpan<double> _y = y;

    /// <summary>o.</summary>
    public int Observed => _y.Length;

    /// <summary>δ = yᵀ Σ⁻¹ y.</summary>
    public double Square => marginal is null ? Outer.Square(_y, scatter) : Outer.Triangular.Square(_y, marginal.Factor.Span);

    /// <summary>−½ o ln 2π − ½ ln |Σ|.</summary>
    public double LogScale => marginal?.LogScale ?? -_y.Length * SpecialFunctions.HalfLogTwoPi - scatter.HalfLogDeterminant;

    /// <summary>Adds r u, r u E[y] and r (u E[y] E[y]ᵀ + C), where C is the scatter of what is missing, given the rest.</summary>
    public void Add(double r, double u, Span<double> sums)
    {
        if (marginal is null)
        {
            sums[0] += r * u;
            for (var j = 0; j < _y.Length; j++)
                sums[1 + j] += r * u * _y[j];
            Outer.Add(scatter.Shape, r * u, _y, sums[(1 + _y.Length)..]);
            return;
        }
        var (first, second) = (new double[_y.Length], new double[Triangle.Count(_y.Length)]);
        for (var i = 0; i < first.Length; i++)
            first[i] = r * u * _y[i];
        Outer.Triangular.Add(r * u, _y, second);
        marginal.Complete(r, first, second, scatter.Shape, sums);
        sums[0] += r * u - r;
    }

    /// <summary>Writes the mean of each missing column given the rest, and its scatter.</summary>
    public void Expect(Span<double> means, Span<double> scatters)
    {
        if (marginal is null)
            return;
        for (var a = 0; a < marginal.Pattern.Missing.Count; a++)
        {
            var j = marginal.Pattern.Missing[a];
            (means[j], scatters[j]) = (centre[j] + marginal.Predict(a, _y), marginal.Conditional[Triangle.At(a, a)]);
        }
    }

    /// <summary>The mean of all missing columns given the rest [m], and the lower triangle of their scatter.</summary>
    public (Vector Mean, Vector Scatter) Rest()
    {
        var (missing, means, scatters) = (marginal!.Pattern.Missing, new double[centre.Count], new double[centre.Count]);
        Expect(means, scatters);
        return (Vector.Of(missing.Select(j => means[j])), marginal.Conditional);
    }

    /// <summary>Draws what is missing: its mean given the rest, and s L z with C = L Lᵀ.</summary>
    public void Complete(Seed seed, double s, Span<double> row)
    {
        if (marginal is null)
            return;
        var missing = marginal.Pattern.Missing;
        var l = new double[Triangle.Count(missing.Count)];
        Triangle.Factor(marginal.Conditional.Span, missing.Count, l);
        for (var a = 0; a < missing.Count; a++)
        {
            row[missing[a]] = centre[missing[a]] + marginal.Predict(a, _y);
            for (var b = 0; b <= a; b++)
                row[missing[a]] += s * l[Triangle.At(a, b)] * seed.Normal(1 + b);
        }
    }
}
