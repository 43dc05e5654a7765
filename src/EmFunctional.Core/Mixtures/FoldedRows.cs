using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Mixtures;

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
    public static FoldedRows Each(MixtureData data) => Of(data, data.Values, data.Weights, data.Labels, row => row);

    /// <summary>Each different row that counts once, in ascending order; of each label apart.</summary>
    public static FoldedRows Of(MixtureData data)
    {
        var (values, d) = (data.Values, data.Names.Count);
        var often = new SortedDictionary<int, double>(Comparer<int>.Create(Compare));
        foreach (var i in data.Counted)
            often[i] = often.GetValueOrDefault(i) + data.Weights[i];
        int[] first = [.. often.Keys];
        return Of(
            data,
            Vector.Of(first.Length * d, at => values[first[at / d] * d + at % d]),
            RowWeights.Of(Vector.Of(often.Values)),
            RowLabels.Of(Vector.Of(first.Length, i => data.Labels[first[i]]), data.Labels.Names),
            row => first[row]
        );

        int Compare(int a, int b)
        {
            var order = values.Span.Slice(a * d, d).SequenceCompareTo(values.Span.Slice(b * d, d));
            return order != 0 ? order : data.Labels[a].CompareTo(data.Labels[b]);
        }
    }

    static FoldedRows Of(MixtureData data, Vector values, RowWeights weights, RowLabels labels, Func<int, int> rowOf)
    {
        var d = data.Names.Count;
        var measures = Vector.Of(values.Count / d, i => data.Family.LogMeasure(values.Span.Slice(i * d, d)));
        return new(values, d, weights, labels, measures.Exists(measure => measure != 0) ? measures : Vector.Empty, rowOf);
    }
}
