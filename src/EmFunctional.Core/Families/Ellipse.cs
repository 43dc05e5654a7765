using System.Collections.Generic;
using System.Linq;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Models.GaussianMixture.Missing;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using Triangular = EmFunctional.Models.GaussianMixture.Form.Scatter.Triangular;

namespace EmFunctional.Families;

// The centre and the scatter of a distribution whose density is of ellipses, and rows as it sees them: those with holes by the part that was observed.
// Its numbers stand in θ as μ [d] and the lower triangle of Σ. Source of the moments given a part: Ghahramani, Jordan (1994), NIPS 6; with weights u:
// Liu, Rubin (1995), Statistica Sinica 5:19, §3.
sealed record Ellipse(Vector Centre, Covariance Scatter)
{
    const double LeastNormal = 2.2250738585072014e-308;

    public int Width => Centre.Count;

    /// <summary>How many numbers it has.</summary>
    public static int Count(int d) => d + Triangle.Count(d);

    public static Arr<Parameter> Parameters(string centre, string scatter, int d) =>
        Arr.create(
            new Parameter(centre, Coordinates.Real) { Size = d, LevelsOf = columns => columns },
            new Parameter(scatter, names => Coordinates.PositiveDefinite(names[0][..^"[0][0]".Length], d))
            {
                Size = Triangle.Count(d),
                IsTriangular = true,
            }
        );

    public static Arr<Column> Columns(int d) => Enumerable.Range(1, d).Select(j => new Column($"x{j}", Domain.Finite)).ToArray();

    /// <summary>The chart lets nothing in that is not positive definite.</summary>
    public static Ellipse Of(int d, ReadOnlySpan<double> theta) =>
        new(
            Vector.Create(theta[..d]),
            Create(d, Vector.Create(theta[d..Count(d)])).IfNone(() => throw new ArgumentException("no covariance", nameof(theta)))
        );

    static Option<Covariance> Create(int d, Vector values) => Covariance.Create(CovarianceShape.Triangular, d, values);

    /// <summary>A row about the centre: what was observed of it, without gaps.</summary>
    /// <param name="x">The row, NaN where a number is missing [d].</param>
    /// <param name="room">Room for d numbers.</param>
    public EllipseRow See(ReadOnlySpan<double> x, Span<double> room)
    {
        if (RowSpan.IsWhole(x))
        {
            for (var j = 0; j < x.Length; j++)
                room[j] = x[j] - Centre[j];
            return new(Centre, Scatter, room, null);
        }
        var pattern = MissingPattern.Of(x);
        for (var i = 0; i < pattern.Observed.Count; i++)
            room[i] = x[pattern.Observed[i]] - Centre[pattern.Observed[i]];
        return new(Centre, Scatter, room[..pattern.Observed.Count], Marginal.Of(Scatter, pattern));
    }

    /// <summary>μ′ = μ + Σ r u y / Σ r u, Σ′ = Σ r (u y yᵀ + C) / n about it, or about the centre that is held.</summary>
    /// <param name="expected">Its mass, and Σ r u, Σ r u y, Σ r (u y yᵀ + C).</param>
    /// <param name="d">How many columns.</param>
    /// <param name="theta">μ, Σ.</param>
    /// <returns>Nothing; or the least eigenvalue, where it has collapsed: a deviation of some ulps of the centre is what rounding leaves of a point.</returns>
    public static double? Maximise(Expected expected, int d, Span<double> theta)
    {
        var sums = expected.Sums;
        var scatter = sums.Slice(1 + d, Triangle.Count(d)).ToArray();
        if (!expected.Held[0])
        {
            var shift = new double[d];
            for (var j = 0; j < d; j++)
                theta[j] += shift[j] = sums[1 + j] / sums[0];
            Triangular.Add(-sums[0], shift, scatter);
        }
        if (expected.Held[d])
            return null;
        var (mass, rounding) = (expected.Mass, false);
        for (var i = 0; i < d; i++)
        {
            var least = Math.ScaleB(theta[i], -48);
            rounding = rounding || !(scatter[Triangle.At(i, i)] / mass > Math.Max(least * least, LeastNormal));
        }
        var made = Vector.Of(scatter.Length, q => scatter[q] / mass);
        if (rounding || Create(d, made).IsNone)
            return Math.Max(0, Covariance.SmallestEigenvalue(CovarianceShape.Triangular, d, made));
        made.Span.CopyTo(theta[d..]);
        return null;
    }

    /// <summary>The mean and the variance of each column by itself, of what was observed: where a family begins that is to be fitted.</summary>
    /// <returns>Nothing; or 0 where a column does not vary.</returns>
    public static double? Begin(int d, ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        theta[d..Count(d)].Clear();
        var (column, own, variance) = (new double[weights.Length], new double[weights.Length], new double[2]);
        for (var j = 0; j < d; j++)
        {
            var seen = 0;
            for (var i = 0; i < weights.Length; i++)
                if (!double.IsNaN(rows[i * d + j]))
                    (column[seen], own[seen++]) = (rows[i * d + j], weights[i]);
            if (seen == 0 || default(Normal).Fit(column.AsSpan(0, seen), own.AsSpan(0, seen), variance) is not null)
                return 0;
            (theta[j], theta[d + Triangle.At(j, j)]) = (variance[0], variance[1] * variance[1]);
        }
        return null;
    }

    /// <summary>Clouds over the rows.</summary>
    public static ModelShape Picture(MixtureData data, Func<Vector, MixtureParameters> at) =>
        Picture(
            data.Names,
            data.Values,
            flat => at(flat) is var p ? Enumerable.Range(0, p.Components).Select(k => Of(data.Names.Count, p.Of(k).Span)) : []
        );

    /// <summary>The same, given the ellipses at θ.</summary>
    public static ModelShape Picture(Arr<string> names, Vector values, Func<Vector, IEnumerable<Ellipse>> at) =>
        new ModelShape.InSpace(names, values, flat => at(flat).Select(ellipse => new Cloud(ellipse.Centre, ellipse.Scatter.At)).ToArray());
}
