using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Numerics;

namespace EmFunctional.Mixtures;

// One component fitted to rows that are its own, or partly its own.
static class Fits
{
    // How much of all rows each group of a start has in it: enough to keep it off the edge of its domain and apart from the others.
    const double OfAll = 0.2;

    /// <summary>θ of rows that are all a component's own; or how wide it is, where it has collapsed.</summary>
    public static double? Fit(Family family, MixtureData data, IReadOnlyList<int> rows, Span<double> theta) =>
        family.Fit(SpanOf(data, Gathered(data, rows)), [.. rows.Select(i => data.Weights[i])], theta);

    /// <summary>θ of the components, each fitted to a group of the sorted rows and to a little of all [K×p].</summary>
    /// <remarks>Of several ways to sort them that whose θ make the rows most probable.</remarks>
    public static double[] OfGroups(Family family, MixtureData data, Cuts cuts)
    {
        var made = Sorted(family, data).Select(sorted => OfGroups(family, data, cuts, sorted)).ToArray();
        return made.Length == 1 ? made[0] : made.MaxBy(thetas => Objective(family, data, cuts.Components, thetas))!;
    }

    static double Objective(Family family, MixtureData data, int components, double[] thetas)
    {
        var at = MixtureParameters.OfComponents(family.Shape, Vector.Of(components, _ => 1.0 / components), thetas);
        var blocks = MixtureExpectation.Prepare(family, data, at);
        return Enumerable
            .Range(0, MixtureExpectation.BlocksOf(data))
            .Sum(block => blocks(block).Match(Right: expected => expected.Objective, Left: _ => double.NegativeInfinity));
    }

    static double[] OfGroups(Family family, MixtureData data, Cuts cuts, int[] sorted)
    {
        var (k, p) = (cuts.Components, family.Shape.Count);
        var rows = Gathered(data, sorted);
        var total = sorted.Sum(i => data.Weights[i]);
        var thetas = new double[k * p];
        for (var j = 0; j < k; j++)
        {
            var (low, high, share) = (cuts.Boundary(total, j), cuts.Boundary(total, j + 1), OfAll * (j + 1) / (k + 1));
            var (weights, at) = (new double[sorted.Length], 0.0);
            for (var i = 0; i < sorted.Length; i++)
            {
                var w = data.Weights[sorted[i]];
                weights[i] = Math.Max(0, Math.Min(high, at + w) - Math.Max(low, at)) + share / k * w;
                at += w;
            }
            family.Fit(SpanOf(data, rows), weights, thetas.AsSpan(j * p, p));
        }
        return thetas;
    }

    /// <summary>The same of groups that are known.</summary>
    /// <param name="family">The family.</param>
    /// <param name="data">The rows.</param>
    /// <param name="components">K.</param>
    /// <param name="labels">The group of each row [n].</param>
    public static double[] OfLabels(Family family, MixtureData data, int components, int[] labels)
    {
        var (p, thetas, counted) = (family.Shape.Count, new double[components * family.Shape.Count], data.Counted.ToArray());
        var rows = Gathered(data, counted);
        for (var j = 0; j < components; j++)
        {
            var share = OfAll * (j + 1) / (components + 1) / components;
            double[] weights = [.. counted.Select(i => ((labels[i] == j ? 1 : 0) + share) * data.Weights[i])];
            family.Fit(SpanOf(data, rows), weights, thetas.AsSpan(j * p, p));
        }
        return thetas;
    }

    // By their column, or what others do not explain of it; of several columns by the mean of their ranks in those that were observed.
    static int[][] Sorted(Family family, MixtureData data)
    {
        int[] counted = [.. data.Counted];
        var residuals = family.Residuals(Vector.Create(Gathered(data, counted)), [.. counted.Select(i => data.Weights[i])]);
        int[] By(Vector above) => [.. counted.Select((i, at) => (i, at)).OrderBy(pair => above[pair.at]).Select(pair => pair.i)];
        return residuals.IsEmpty ? [Sorted(data)] : [.. residuals.Select(By)];
    }

    // By their column; of several columns by the mean of their ranks in those that were observed.
    static int[] Sorted(MixtureData data)
    {
        var (d, rank, seen) = (data.Names.Count, new double[data.Rows], new int[data.Rows]);
        foreach (var j in Enumerable.Range(0, d).Where(j => data.Family.Shape.Columns[j].IsSorting))
        foreach (
            var (i, place) in data
                .Counted.Where(i => !double.IsNaN(data.Values[i * d + j]))
                .OrderBy(i => data.Values[i * d + j])
                .Select((i, at) => (i, at))
        )
        {
            rank[i] += place;
            seen[i]++;
        }
        return
        [
            .. data.Counted.OrderBy(i =>
                d == 1 ? data.Values[i]
                : seen[i] == 0 ? 0
                : rank[i] / seen[i]
            ),
        ];
    }

    static RowSpan SpanOf(MixtureData data, double[] rows) => new(rows, data.Names.Count, data.Folded.HasHoles);

    static double[] Gathered(MixtureData data, IReadOnlyList<int> rows) => [.. rows.SelectMany(data.Row)];
}
