using System.Collections.Generic;
using System.Linq;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Families;

/// <summary>The rows that a pass over the data goes through.</summary>
/// <param name="Values">x [m×d].</param>
/// <param name="Width">d.</param>
/// <param name="Weights">How often each counts [m].</param>
/// <param name="Labels">The component of each, where it is known [m].</param>
/// <param name="LogMeasures">ln h(x) [m]; empty where all are 0.</param>
/// <param name="RowOf">The first row of the data that is such a row.</param>
sealed record FoldedRows(Vector Values, int Width, RowWeights Weights, RowLabels Labels, Vector LogMeasures, Func<int, int> RowOf)
{
    /// <summary>Whether a number of a row that counts is missing.</summary>
    public bool HasHoles { get; } =
        !RowSpan.IsWhole(Values.Span)
        && Enumerable.Range(0, Values.Count / Width).Any(i => Weights[i] > 0 && !RowSpan.IsWhole(Values.Span.Slice(i * Width, Width)));

    /// <summary>m.</summary>
    public int Count => Values.Count / Width;

    public Vector Row(int row) => Values.Slice(row * Width, Width);

    public Vector Column(int column) => Vector.Of(Count, i => Values[i * Width + column]);

    public double LogMeasure(int row) => LogMeasures.Count == 0 ? 0 : LogMeasures[row];

    /// <summary>Every row by itself.</summary>
    public static FoldedRows Each(Family family, Vector values, RowWeights weights, RowLabels labels) =>
        Of(family, values, weights, labels, row => row);

    /// <summary>What a pass over rows of a family goes through: every row by itself, or each different one that counts once.</summary>
    public static FoldedRows Of(Family family, Vector values, RowWeights weights, RowLabels labels) =>
        family.Shape.IsFolded ? Folded(family, values, weights, labels) : Each(family, values, weights, labels);

    // In ascending order; of each label apart.
    static FoldedRows Folded(Family family, Vector values, RowWeights weights, RowLabels labels)
    {
        var d = family.Shape.Width;
        var often = new SortedDictionary<int, double>(Comparer<int>.Create(Compare));
        foreach (var i in Enumerable.Range(0, values.Count / d).Where(i => weights[i] > 0))
            often[i] = often.GetValueOrDefault(i) + weights[i];
        int[] first = [.. often.Keys];
        return Of(
            family,
            Vector.Of(first.Length * d, at => values[first[at / d] * d + at % d]),
            RowWeights.Of(Vector.Of(often.Values)),
            RowLabels.Of(Vector.Of(first.Length, i => labels[first[i]]), labels.Names),
            row => first[row]
        );

        int Compare(int a, int b)
        {
            var order = values.Span.Slice(a * d, d).SequenceCompareTo(values.Span.Slice(b * d, d));
            return order != 0 ? order : labels[a].CompareTo(labels[b]);
        }
    }

    static FoldedRows Of(Family family, Vector values, RowWeights weights, RowLabels labels, Func<int, int> rowOf)
    {
        var d = family.Shape.Width;
        var measures = Vector.Of(values.Count / d, i => family.LogMeasure(values.Span.Slice(i * d, d)));
        return new(values, d, weights, labels, measures.Exists(measure => measure != 0) ? measures : Vector.Empty, rowOf);
    }
}
