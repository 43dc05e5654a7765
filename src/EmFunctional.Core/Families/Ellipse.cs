using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families.Gaussian;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using Outer = EmFunctional.Families.Gaussian.Scatter;

namespace EmFunctional.Families;

// The centre and the scatter of a distribution whose density is of ellipses, and rows as it sees them: those with holes by the part that was observed.
// Its numbers stand in θ as μ [d] and Σ in its form: the lower triangle, the diagonal, or one number for all columns. Source of the moments given a part: Ghahramani, Jordan (1994), NIPS 6; with weights u:
// Liu, Rubin (1995), Statistica Sinica 5:19, §3.
sealed record Ellipse(Vector Centre, Covariance Scatter)
{
    /// <summary>What the argument of families is called that says which form.</summary>
    public const string FormArgument = "form";

    public int Width => Centre.Count;

    /// <summary>How many numbers it has.</summary>
    public static int Count(int d, CovarianceShape form) => d + form.Count(d);

    /// <summary>The groups of numbers.</summary>
    /// <param name="centre">What the centre is called.</param>
    /// <param name="scatter">What the scatter is called.</param>
    /// <param name="d">How many columns.</param>
    /// <param name="form">The form of Σ.</param>
    /// <param name="least">What its eigenvalues must be at least.</param>
    public static Arr<Parameter> Parameters(string centre, string scatter, int d, CovarianceShape form, double least = 0) =>
        Arr.create(
            new Parameter(centre, Coordinates.Real) { Size = d, LevelsOf = columns => columns },
            form switch
            {
                CovarianceShape.Triangular => new Parameter(
                    scatter,
                    names => Coordinates.PositiveDefinite(names[0][..^"[0][0]".Length], d, least)
                )
                {
                    Size = Triangle.Count(d),
                    IsTriangular = true,
                },
                CovarianceShape.Diagonal => new Parameter(scatter, names => Coordinates.Above(least, names))
                {
                    Size = d,
                    LevelsOf = columns => columns,
                },
                _ => new Parameter(scatter, names => Coordinates.Above(least, names)),
            }
        );

    /// <summary>The form as people ask for it: nothing of the full one, which is the default.</summary>
    public static Arr<string> Argument(CovarianceShape form) =>
        form == CovarianceShape.Triangular ? Arr<string>.Empty : Arr.create($"{FormArgument}={TextOf(form)}");

    /// <summary>Reads it.</summary>
    public static Either<EmError, CovarianceShape> FormOf(FamilyArguments arguments)
    {
        var asked = arguments.Value(FormArgument).IfNone("full");
        foreach (var form in Enum.GetValues<CovarianceShape>())
            if (TextOf(form) == asked)
                return form;
        return new EmError.BadOption(
            FormArgument,
            asked,
            new("full, diagonal or spherical; what is the same in all components is tied in the mixture", _ => false)
        );
    }

    static string TextOf(CovarianceShape form) => form == CovarianceShape.Triangular ? "full" : form.ToString().ToLowerInvariant();

    public static Arr<Column> Columns(int d) => Enumerable.Range(1, d).Select(j => new Column($"x{j}", Domain.Finite)).ToArray();

    /// <summary>The chart lets nothing in that is not positive definite.</summary>
    public static Ellipse Of(int d, CovarianceShape form, ReadOnlySpan<double> theta) =>
        new(
            Vector.Create(theta[..d]),
            Covariance
                .Create(form, d, Vector.Create(theta[d..Count(d, form)]))
                .IfNone(() => throw new ArgumentException("no covariance", nameof(theta)))
        );

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
        var seen = SeenAs(x);
        var observed = seen.Pattern.Observed;
        for (var i = 0; i < observed.Count; i++)
            room[i] = x[observed[i]] - Centre[observed[i]];
        return new(Centre, Scatter, room[..observed.Count], seen);
    }

    // The last pattern stays: a row is seen several times, and rows beside each other often miss the same columns.
    Marginal SeenAs(ReadOnlySpan<double> x)
    {
        if (_last is { } last && last.Pattern.IsOf(x))
            return last;
        return _last = Marginal.Of(Scatter, MissingPattern.Of(x));
    }

    Marginal? _last;

    /// <summary>μ′ = μ + Σ r u y / Σ r u, Σ′ = Σ r (u y yᵀ + C) / n about it, or about the centre that is held.</summary>
    /// <param name="expected">Its mass, and Σ r u, Σ r u y, Σ r (u y yᵀ + C).</param>
    /// <param name="d">How many columns.</param>
    /// <param name="form">The form of Σ.</param>
    /// <param name="theta">μ, Σ.</param>
    /// <returns>Nothing; or the least eigenvalue, where it has collapsed: a deviation of some ulps of the centre is what rounding leaves of a point.</returns>
    public static double? Maximise(Expected expected, int d, CovarianceShape form, Span<double> theta)
    {
        var scatter = new double[form.Count(d)];
        AddScatter(expected.Sums, d, form, isMoved: !expected.Held[0], scatter);
        if (!expected.Held[0])
            for (var j = 0; j < d; j++)
                theta[j] += expected.Sums[1 + j] / expected.Sums[0];
        return expected.Held[d] ? null : Widen(scatter, expected.Mass, d, form, theta, theta[d..]);
    }

    /// <summary>Σ r u y and Σ r (u y yᵀ + C) about another centre.</summary>
    /// <param name="d">How many columns.</param>
    /// <param name="form">The form of Σ.</param>
    /// <param name="from">μ and what else θ has.</param>
    /// <param name="to">μ′, about which they become.</param>
    /// <param name="sums">Σ r u, Σ r u y, Σ r (u y yᵀ + C).</param>
    public static void Carry(int d, CovarianceShape form, ReadOnlySpan<double> from, ReadOnlySpan<double> to, Span<double> sums) =>
        Carrying.Shift(from[..d], to[..d], sums[0], sums.Slice(1, d), sums.Slice(1 + d, form.Count(d)));

    // Σ r (u y yᵀ + C) about the centre as it becomes.
    static void AddScatter(ReadOnlySpan<double> sums, int d, CovarianceShape form, bool isMoved, Span<double> into)
    {
        var scatter = sums.Slice(1 + d, form.Count(d));
        for (var q = 0; q < scatter.Length; q++)
            into[q] += scatter[q];
        if (!isMoved)
            return;
        var shift = new double[d];
        for (var j = 0; j < d; j++)
            shift[j] = sums[1 + j] / sums[0];
        Outer.Add(form, -sums[0], shift, into);
    }

    // Of one number for all columns, it is their mean.
    static double? Widen(
        ReadOnlySpan<double> scatter,
        double mass,
        int d,
        CovarianceShape form,
        ReadOnlySpan<double> centre,
        Span<double> to
    )
    {
        var made = new double[scatter.Length];
        for (var q = 0; q < made.Length; q++)
            made[q] = form == CovarianceShape.Spherical ? scatter[q] / (mass * d) : scatter[q] / mass;
        var values = Vector.Create(made);
        if (Covariance.OfRows(form, d, values, centre).IsNone)
            return Math.Max(0, Covariance.SmallestEigenvalue(form, d, values));
        values.Span.CopyTo(to);
        return null;
    }

    /// <summary>Σ = Σₖ πₖ Σₖ in all members.</summary>
    public static void TieStart(Vector weights, int d, int p, CovarianceShape form, Span<double> thetas)
    {
        var tied = new double[form.Count(d)];
        for (var k = 0; k < weights.Count; k++)
        for (var q = 0; q < tied.Length; q++)
            tied[q] += weights[k] * thetas[k * p + d + q];
        for (var k = 0; k < weights.Count; k++)
            tied.CopyTo(thetas[(k * p + d)..]);
    }

    /// <summary>Σ′ = Σₖ Σ rₖ (u y yᵀ + C) / n in all members, each about its own centre.</summary>
    /// <param name="sums">Of each member its mass and its sums [K×(1+m)].</param>
    /// <param name="d">How many columns.</param>
    /// <param name="p">How many numbers θ has.</param>
    /// <param name="form">The form of Σ.</param>
    /// <param name="from">θ as it was [K×p].</param>
    /// <param name="to">θ as it becomes [K×p].</param>
    public static double? MaximiseTied(
        ReadOnlySpan<double> sums,
        int d,
        int p,
        CovarianceShape form,
        ReadOnlySpan<double> from,
        Span<double> to
    )
    {
        var (k, stride) = (to.Length / p, sums.Length / (to.Length / p));
        var (mass, scatter, largest, tied) = (0.0, new double[form.Count(d)], new double[d], new double[form.Count(d)]);
        for (var i = 0; i < k; i++)
        {
            var own = sums.Slice(i * stride, stride);
            var centre = to.Slice(i * p, d);
            mass += own[0];
            AddScatter(own[1..], d, form, isMoved: !centre.SequenceEqual(from.Slice(i * p, d)), scatter);
            for (var j = 0; j < d; j++)
                largest[j] = Math.Max(largest[j], Math.Abs(centre[j]));
        }
        if (Widen(scatter, mass, d, form, largest, tied) is { } width)
            return width;
        for (var i = 0; i < k; i++)
            tied.CopyTo(to[(i * p + d)..]);
        return null;
    }

    /// <summary>The mean and the variance of each column by itself, of what was observed: where a family begins that is to be fitted.</summary>
    /// <returns>Nothing; or 0 where a column does not vary.</returns>
    public static double? Begin(int d, CovarianceShape form, ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, Span<double> theta)
    {
        theta[d..Count(d, form)].Clear();
        var (column, share, variance) = (new double[weights.Length], new double[weights.Length], new double[2]);
        for (var j = 0; j < d; j++)
        {
            var seen = 0;
            for (var i = 0; i < weights.Length; i++)
                if (!double.IsNaN(rows[i * d + j]))
                    (column[seen], share[seen++]) = (rows[i * d + j], weights[i]);
            if (seen == 0 || default(Normal).Fit(column.AsSpan(0, seen), share.AsSpan(0, seen), variance) is not null)
                return 0;
            theta[j] = variance[0];
            var own = variance[1] * variance[1];
            switch (form)
            {
                case CovarianceShape.Triangular:
                    theta[d + Triangle.At(j, j)] = own;
                    break;
                case CovarianceShape.Diagonal:
                    theta[d + j] = own;
                    break;
                default:
                    theta[d] += own / d;
                    break;
            }
        }
        return null;
    }

    /// <summary>Clouds over the rows.</summary>
    public static ModelShape Picture(Arr<string> names, Vector values, CovarianceShape form, Func<Vector, MixtureParameters> at) =>
        new ModelShape.InSpace(
            names,
            values,
            flat => All(names.Count, form, at(flat)).Select(ellipse => new Cloud(ellipse.Centre, ellipse.Scatter.At)).ToArray()
        );

    /// <summary>Those of the components.</summary>
    public static IEnumerable<Ellipse> All(int d, CovarianceShape form, MixtureParameters at) =>
        Enumerable.Range(0, at.Components).Select(k => Of(d, form, at.Of(k).Span));
}
