using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Start;

// k-means in columns scaled to variance 1, for starts. A tie goes to the first. Nothing is kept for each row: what a pass needs of an earlier one
// is computed again.
static class KMeans
{
    /// <summary>
    /// The groups of rows after k-means++ and some steps of Lloyd's algorithm. A row with a label stays in its group, and a group with labels
    /// begins at their mean (Basu, Banerjee, Mooney 2002, Semi-supervised clustering by seeding, ICML: constrained k-means).
    /// </summary>
    public static Either<EmError, KMeansGroups> Groups(MixtureData data, int k, Seed seed, int steps) =>
        PlusPlus(data, k, seed).Bind(groups => Lloyd(data, groups, Option<KMeansGroups>.None, steps));

    /// <summary>Rows that differ from each other, drawn one after the other.</summary>
    public static Either<EmError, Arr<Vector>> DrawDistinct(MixtureData data, int k, Seed seed)
    {
        var (rows, seen) = (new List<Vector>(), new System.Collections.Generic.HashSet<Vector>());
        while (rows.Count < k)
        {
            var next = DrawUnseen(data, seed, seen);
            if (next.Case is EmError error)
                return error;
            if (next.Case is not Option<Vector> found || found.Case is not Vector row)
                break;
            rows.Add(row);
            seen.Add(row);
        }
        return Prelude.Right<EmError, Arr<Vector>>(rows.ToArray());
    }

    // In the order of the rows' draws the first that differs from all before it. Only blocks that may have it are read.
    static Either<EmError, Option<Vector>> DrawUnseen(MixtureData data, Seed seed, System.Collections.Generic.HashSet<Vector> seen)
    {
        var (least, row, d) = (ulong.MaxValue, Option<Vector>.None, data.Dimension);
        bool IsBefore(int i) => data.Weights[i] > 0 && (seed.Bits(i) < least || (row.IsNone && seed.Bits(i) == least));
        for (var block = 0; block < data.Blocks.Blocks; block++)
        {
            var (first, end) = (block * RowBlocks.BlockRows, Math.Min(data.Rows, (block + 1) * RowBlocks.BlockRows));
            if (!AnyIn(first, end, IsBefore))
                continue;
            var read = data.Blocks.Read(
                block,
                rows =>
                {
                    for (var i = first; i < end; i++)
                        if (IsBefore(i) && Vector.Create(rows.Slice((i - first) * d, d)) is var candidate && !seen.Contains(candidate))
                            (least, row) = (seed.Bits(i), candidate);
                    return Prelude.unit;
                }
            );
            if (read.Case is EmError error)
                return error;
        }
        return row;
    }

    static bool AnyIn(int first, int end, Func<int, bool> holds)
    {
        for (var i = first; i < end; i++)
            if (holds(i))
                return true;
        return false;
    }

    // The first centre is a row drawn at random, each further one with a probability proportional to the squared distance from the nearest centre.
    static Either<EmError, KMeansGroups> PlusPlus(MixtureData data, int k, Seed seed) =>
        Enumerable
            .Range(0, k)
            .Aggregate(
                OfLabels(data, k),
                (placed, c) =>
                    placed.Bind(groups => groups.Has(c) ? groups : DrawCentre(data, groups, seed.Uniform(c)).Map(x => groups.With(c, x)))
            );

    // Groups with labels begin at the mean of their rows.
    static Either<EmError, KMeansGroups> OfLabels(MixtureData data, int k)
    {
        var none = KMeansGroups.None(data, k);
        if (data.Labels.IsNone)
            return none;
        var (d, sums, counts) = (data.Dimension, new double[k * data.Dimension], new int[k]);
        return none.Visit(
                (first, rows) =>
                {
                    for (var i = 0; i * d < rows.Length; i++)
                        if (data.Labels[first + i] is >= 0 and var c && c < k && data.Weights[first + i] > 0)
                        {
                            counts[c]++;
                            for (var j = 0; j < d; j++)
                                sums[c * d + j] += rows[i * d + j];
                        }
                    return true;
                }
            )
            .Map(_ =>
                Enumerable
                    .Range(0, k)
                    .Where(c => counts[c] > 0)
                    .Aggregate(none, (groups, c) => groups.With(c, [.. sums.Skip(c * d).Take(d).Select(sum => sum / counts[c])]))
            );
    }

    static Either<EmError, double[]> DrawCentre(MixtureData data, KMeansGroups groups, double share) =>
        from total in groups.IsNone ? data.Weights.Total(data.Rows) : Total(data, groups)
        from row in Draw(data, groups, share * total)
        from x in data.Blocks.Row(row)
        select groups.Scaled(x.Span);

    static Either<EmError, double> Total(MixtureData data, KMeansGroups groups)
    {
        var (d, sum) = (data.Dimension, 0.0);
        return groups
            .Visit(
                (first, rows) =>
                {
                    for (var at = 0; at < rows.Length; at += d)
                        sum += data.Weights[first++] * groups.Square(rows.Slice(at, d));
                    return true;
                }
            )
            .Map(_ => sum);
    }

    // The row at a share of a total; rounding may lead past the last row that can be drawn, then it is that one.
    static Either<EmError, int> Draw(MixtureData data, KMeansGroups groups, double left)
    {
        var (d, last) = (data.Dimension, 0);
        return groups
            .Visit(
                (first, rows) =>
                {
                    for (var i = 0; i * d < rows.Length && !(left < 0); i++)
                    {
                        var weight = data.Weights[first + i];
                        var chance = groups.IsNone ? weight : weight * groups.Square(rows.Slice(i * d, d));
                        if (chance == 0)
                            continue;
                        last = first + i;
                        left -= chance;
                    }
                    return !(left < 0);
                }
            )
            .Map(_ => last);
    }

    // Until no row changes its group, at first the first one of all rows; the last step's move of the centres moves no row any more.
    static Either<EmError, KMeansGroups> Lloyd(MixtureData data, KMeansGroups groups, Option<KMeansGroups> before, int steps) =>
        steps == 0
            ? before.IfNone(groups)
            : Move(data, groups, before)
                .Bind(moved =>
                    moved.Match(next => Lloyd(data, next, groups, steps - 1), () => Prelude.Right<EmError, KMeansGroups>(groups))
                );

    // The groups with their centres at the mean of their rows; nothing where no row has changed its group. One without rows keeps its centre.
    static Either<EmError, Option<KMeansGroups>> Move(MixtureData data, KMeansGroups groups, Option<KMeansGroups> before)
    {
        var counts = new double[groups.Count];
        var sums = new double[groups.Count * data.Dimension];
        var (isChanged, previous) = (false, before.MatchUnsafe<KMeansGroups?>(b => b, () => null));
        return groups
            .Visit(
                (first, rows) =>
                {
                    isChanged = AddUp(data, groups, previous, first, rows, isChanged, counts, sums);
                    return true;
                }
            )
            .Map(_ => isChanged ? groups.MovedTo(sums, counts) : Option<KMeansGroups>.None);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static bool AddUp(
        MixtureData data,
        KMeansGroups groups,
        KMeansGroups? before,
        int first,
        ReadOnlySpan<double> rows,
        bool isChanged,
        Span<double> counts,
        Span<double> sums
    )
    {
        var d = data.Dimension;
        for (var at = 0; at < rows.Length; at += d, first++)
        {
            var row = rows.Slice(at, d);
            var (c, w) = (groups.Of(first, row), data.Weights[first]);
            isChanged = isChanged || c != (before?.Of(first, row) ?? 0);
            counts[c] += w;
            var sum = sums.Slice(c * d, d);
            for (var j = 0; j < d; j++)
                sum[j] += w * row[j];
        }
        return isChanged;
    }
}
