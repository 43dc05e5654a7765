using System.Collections.Generic;
using System.Linq;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>ln h(x) of a row that a pass goes through.</summary>
/// <param name="row">Its index.</param>
/// <param name="x">The row.</param>
delegate double LogMeasure(int row, ReadOnlySpan<double> x);

/// <summary>The rows that a pass over the data goes through.</summary>
/// <param name="Blocks">x [m×d].</param>
/// <param name="Weights">How often each counts [m].</param>
/// <param name="Labels">The component of each, where it is known [m].</param>
/// <param name="HasHoles">Whether a number of a row that counts is missing.</param>
/// <param name="Measure">ln h(x); null where it is 0 of all.</param>
/// <param name="RowOf">The first row of the data that is such a row.</param>
sealed record FoldedRows(RowBlocks Blocks, RowWeights Weights, RowLabels Labels, bool HasHoles, LogMeasure? Measure, Func<int, int> RowOf)
{
    /// <summary>x [m×d].</summary>
    /// <exception cref="InvalidOperationException">The rows are not in memory.</exception>
    public Vector Values => Blocks.InMemory;

    /// <summary>d.</summary>
    public int Width => Blocks.Columns;

    /// <summary>m.</summary>
    public int Count => Blocks.Rows;

    /// <summary>ln h(x) of a row.</summary>
    /// <param name="row">Its index.</param>
    /// <param name="x">The row.</param>
    public double LogMeasure(int row, ReadOnlySpan<double> x) => Measure is null ? 0 : Measure(row, x);

    public Vector Row(int row) => Values.Slice(row * Width, Width);

    public Vector Column(int column) => Vector.Of(Count, i => Values[i * Width + column]);

    /// <summary>Every row of rows in memory by itself.</summary>
    public static FoldedRows Each(Family family, Vector values, RowWeights weights, RowLabels labels)
    {
        var rows = new RowsInMemory(values, family.Shape.Width);
        return new(rows, weights, labels, Holes(rows, weights), MeasuresOf(family, values), row => row);
    }

    /// <summary>Every row by itself of rows that need not be in memory: ln h(x) is computed whenever it is asked for.</summary>
    public static FoldedRows Each(Family family, RowBlocks rows, RowWeights weights, RowLabels labels, bool hasHoles) =>
        new(rows, weights, labels, hasHoles, (_, x) => family.LogMeasure(x), row => row);

    static bool Holes(RowsInMemory rows, RowWeights weights)
    {
        var (values, d) = (rows.Values, rows.Columns);
        return !RowSpan.IsWhole(values.Span)
            && Enumerable.Range(0, rows.Rows).Any(i => weights[i] > 0 && !RowSpan.IsWhole(values.Span.Slice(i * d, d)));
    }

    static LogMeasure? MeasuresOf(Family family, Vector values)
    {
        var d = family.Shape.Width;
        var measures = Vector.Of(values.Count / d, i => family.LogMeasure(values.Span.Slice(i * d, d)));
        return measures.Exists(measure => measure != 0) ? (row, _) => measures[row] : null;
    }

    /// <summary>Each different row that counts once, in ascending order; of each label apart.</summary>
    /// <param name="family">The family.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">How often each counts.</param>
    /// <param name="labels">The component of each, where it is known.</param>
    public static Either<EmError, FoldedRows> Folded(Family family, RowBlocks rows, RowWeights weights, RowLabels labels)
    {
        var (d, seen) = (rows.Columns, new DifferentRows(rows.Columns));
        return rows.Visit(
                (first, block) =>
                {
                    for (var i = 0; i * d < block.Length; i++)
                        if (weights[first + i] > 0)
                            seen.Add(first + i, block.Slice(i * d, d), labels[first + i], weights[first + i]);
                    return true;
                }
            )
            .Map(_ =>
            {
                var (values, counts, components, firsts) = seen.InOrder();
                var each = Each(family, values, RowWeights.Of(counts), RowLabels.Of(components, labels.Names));
                return each with { RowOf = row => firsts[row] };
            });
    }

    // Rows that differ, as they come.
    sealed class DifferentRows(int width)
    {
        readonly List<double> _values = [];
        readonly List<int> _labels = [];
        readonly List<int> _firsts = [];
        readonly List<double> _counts = [];
        SortedSet<int>? _order;

        // The row is put behind those that are there, and taken away where it is one of them.
        public void Add(int row, ReadOnlySpan<double> x, int label, double weight)
        {
            _order ??= new(Comparer<int>.Create(Compare));
            var at = _labels.Count;
            _values.AddRange(x);
            _labels.Add(label);
            if (_order.TryGetValue(at, out var same))
            {
                _counts[same] += weight;
                _values.RemoveRange(at * width, width);
                _labels.RemoveAt(at);
                return;
            }
            _order.Add(at);
            _firsts.Add(row);
            _counts.Add(weight);
        }

        public (Vector Values, Vector Counts, Vector Labels, int[] Firsts) InOrder()
        {
            int[] order = [.. _order ?? []];
            return (
                Vector.Of(order.Length * width, at => _values[order[at / width] * width + at % width]),
                Vector.Of(order.Length, i => _counts[order[i]]),
                Vector.Of(order.Length, i => _labels[order[i]]),
                [.. order.Select(i => _firsts[i])]
            );
        }

        int Compare(int a, int b)
        {
            var values = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values);
            var order = values.Slice(a * width, width).SequenceCompareTo(values.Slice(b * width, width));
            return order != 0 ? order : _labels[a].CompareTo(_labels[b]);
        }
    }
}
