using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture.Data;

/// <summary>Which numbers of which rows are missing, with rows of the same pattern beside each other.</summary>
public sealed record MissingPatterns
{
    MissingPatterns(IReadOnlyList<MissingPattern> patterns, IReadOnlyList<int> order, IReadOnlyList<int> ofPlace) =>
        (Patterns, Order, OfPlace) = (patterns, order, ofPlace);

    /// <summary>The patterns, in the order of the first row that has each.</summary>
    public IReadOnlyList<MissingPattern> Patterns { get; }

    /// <summary>The rows, pattern by pattern, and in their order within each [n].</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>The pattern of the row at each place of <see cref="Order"/> [n].</summary>
    public IReadOnlyList<int> OfPlace { get; }

    /// <summary>The patterns of values; nothing where none is missing.</summary>
    /// <param name="values">NaN where one is missing [n×d, row by row].</param>
    /// <param name="d">How many columns there are.</param>
    public static LanguageExt.Option<MissingPatterns> Of(Vector values, int d)
    {
        if (!HasHole(values.Span))
            return LanguageExt.Option<MissingPatterns>.None;
        var (patterns, index, ofRow) = (
            new List<MissingPattern>(),
            new Dictionary<string, int>(StringComparer.Ordinal),
            new int[values.Count / d]
        );
        for (var i = 0; i < ofRow.Length; i++)
        {
            var row = Enumerable.Range(0, d).Select(j => double.IsNaN(values[i * d + j])).ToArray();
            var key = string.Concat(row.Select(missing => missing ? '-' : 'x'));
            if (!index.TryGetValue(key, out ofRow[i]))
            {
                ofRow[i] = index[key] = patterns.Count;
                patterns.Add(MissingPattern.Of(row));
            }
        }
        var order = Enumerable.Range(0, ofRow.Length).OrderBy(i => ofRow[i]).ToArray();
        return new MissingPatterns(patterns, order, [.. order.Select(i => ofRow[i])]);
    }

    /// <summary>What was observed of the rows at some places of the order, which are of one pattern, row by row.</summary>
    internal double[] Gather(ReadOnlySpan<double> values, int from, int to)
    {
        var pattern = Patterns[OfPlace[from]];
        var (columns, d, place) = (pattern.Observed.ToArray(), pattern.Observed.Count + pattern.Missing.Count, 0);
        var gathered = new double[(to - from) * columns.Length];
        for (var at = from; at < to; at++)
        {
            var row = values.Slice(Order[at] * d, d);
            foreach (var j in columns)
                gathered[place++] = row[j];
        }
        return gathered;
    }

    static bool HasHole(ReadOnlySpan<double> values)
    {
        foreach (var x in values)
            if (double.IsNaN(x))
                return true;
        return false;
    }
}

/// <summary>Which columns of a row were observed.</summary>
/// <param name="Observed">Those that were, ascending.</param>
/// <param name="Missing">Those that were not, ascending.</param>
public sealed record MissingPattern(IReadOnlyList<int> Observed, IReadOnlyList<int> Missing)
{
    /// <summary>The pattern of a row.</summary>
    /// <param name="missing">Whether each column is missing [d].</param>
    public static MissingPattern Of(IReadOnlyList<bool> missing) =>
        new(
            [.. Enumerable.Range(0, missing.Count).Where(j => !missing[j])],
            [.. Enumerable.Range(0, missing.Count).Where(j => missing[j])]
        );

    /// <summary>The same of the row itself.</summary>
    /// <param name="row">NaN where a number is missing [d].</param>
    internal static MissingPattern Of(ReadOnlySpan<double> row)
    {
        var missing = new bool[row.Length];
        for (var j = 0; j < row.Length; j++)
            missing[j] = double.IsNaN(row[j]);
        return Of(missing);
    }
}
