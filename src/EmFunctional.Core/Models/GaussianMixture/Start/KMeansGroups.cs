using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Start;

// K groups of rows by their centres, in columns scaled to variance 1: of two centres at the same distance the first. What is missing lies at the mean.
sealed class KMeansGroups
{
    readonly MixtureData _data;
    readonly double[] _centres; // [k×d]
    readonly int[] _placed; // in the order in which they were
    readonly (double[] Centre, double[] Deviation) _pattern; // of eight rows, that all lanes are filled

    KMeansGroups(MixtureData data, double[] centres, int[] placed, (double[], double[]) pattern) =>
        (_data, _centres, _placed, _pattern) = (data, centres, placed, pattern);

    /// <summary>Groups of which none has a centre yet.</summary>
    public static KMeansGroups None(MixtureData data, int k)
    {
        var deviations = data.Variances.Map(variance => variance > 0 ? Math.Sqrt(variance) : 1);
        double[] Repeated(Vector of) => [.. Enumerable.Repeat(of, Vector512<double>.Count).SelectMany(x => x)];
        return new(data, new double[k * data.Dimension], [], (Repeated(data.Centre), Repeated(deviations)));
    }

    public int Count => _centres.Length / _data.Dimension;

    public bool IsNone => _placed.Length == 0;

    public bool Has(int group) => _placed.Contains(group);

    public KMeansGroups With(int group, ReadOnlySpan<double> centre)
    {
        double[] centres = [.. _centres];
        centre.CopyTo(centres.AsSpan(group * _data.Dimension));
        return new(_data, centres, [.. _placed, group], _pattern);
    }

    /// <summary>The groups with other centres, but for those without rows.</summary>
    public KMeansGroups MovedTo(double[] sums, double[] counts)
    {
        var d = _data.Dimension;
        return new(_data, [.. _centres.Select((old, at) => counts[at / d] > 0 ? sums[at] / counts[at / d] : old)], _placed, _pattern);
    }

    /// <summary>Goes through the scaled rows, block by block, until the visitor has enough.</summary>
    public Either<EmError, Unit> Visit(Func<int, ReadOnlySpan<double>, bool> visit)
    {
        var scaled = new double[Math.Min(_data.Rows, Sharding.RowBlocks.BlockRows) * _data.Dimension];
        return _data.Blocks.Visit(
            (first, rows) =>
            {
                var into = scaled.AsSpan(0, rows.Length);
                Scale(rows, into);
                return visit(first, into);
            }
        );
    }

    /// <summary>The group of each row of some that follow each other.</summary>
    public void Label(int first, ReadOnlySpan<double> rows, Span<int> labels)
    {
        var (d, scaled) = (_data.Dimension, Scaled(rows));
        for (var i = 0; i < labels.Length; i++)
            labels[i] = Of(first + i, scaled.AsSpan(i * d, d));
    }

    public double[] Scaled(ReadOnlySpan<double> rows)
    {
        var into = new double[rows.Length];
        Scale(rows, into);
        return into;
    }

    /// <summary>The group of a scaled row: its label's, where it has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Of(int index, ReadOnlySpan<double> row)
    {
        if (_data.Labels[index] is >= 0 and var label)
            return label;
        var (best, least) = (0, double.PositiveInfinity);
        for (var c = 0; c * row.Length < _centres.Length; c++)
        {
            var distance = Distance(row, _centres.AsSpan(c * row.Length, row.Length));
            if (distance < least)
                (best, least) = (c, distance);
        }
        return best;
    }

    /// <summary>The squared distance of a scaled row from the nearest centre.</summary>
    public double Square(ReadOnlySpan<double> row)
    {
        var nearest = double.PositiveInfinity;
        foreach (var c in _placed)
            nearest = Math.Min(nearest, Distance(row, _centres.AsSpan(c * row.Length, row.Length)));
        return nearest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var square = 0.0;
        for (var j = 0; j < x.Length; j++)
            square += (x[j] - y[j]) * (x[j] - y[j]);
        return square;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Scale(ReadOnlySpan<double> rows, Span<double> into)
    {
        var (centre, deviation) = _pattern;
        var (at, p) = (0, 0);
        for (; at + Vector512<double>.Count <= rows.Length; at += Vector512<double>.Count)
        {
            var x = (Vector512.Create(rows[at..]) - Vector512.Create(centre, p)) / Vector512.Create(deviation, p);
            Vector512.ConditionalSelect(Vector512.Equals(x, x), x, Vector512<double>.Zero).CopyTo(into[at..]);
            p = (p + Vector512<double>.Count) % centre.Length;
        }
        for (; at < rows.Length; at++, p++)
        {
            var x = (rows[at] - centre[p]) / deviation[p];
            into[at] = double.IsNaN(x) ? 0 : x;
        }
    }
}
