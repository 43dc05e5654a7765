using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Families.Gaussian;

/// <summary>Which numbers of which rows are missing, with rows of the same pattern beside each other.</summary>
public sealed record MissingPatterns
{
    MissingPatterns(IReadOnlyList<MissingPattern> patterns, IReadOnlyList<int> order, IReadOnlyList<int> ofPlace, RowBlocks rows) =>
        (Patterns, Order, OfPlace, Rows) = (patterns, order, ofPlace, rows);

    /// <summary>The patterns, in the order of the first row that has each.</summary>
    public IReadOnlyList<MissingPattern> Patterns { get; }

    /// <summary>The rows, pattern by pattern, and in their order within each [n].</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>The pattern of the row at each place of <see cref="Order"/> [n].</summary>
    public IReadOnlyList<int> OfPlace { get; }

    /// <summary>The rows in that order [n×d].</summary>
    internal RowBlocks Rows { get; }

    /// <summary>The patterns of rows.</summary>
    /// <param name="rows">NaN where a number is missing [n×d].</param>
    /// <returns>The patterns; or why a row cannot be read, or be put beside others.</returns>
    public static Either<EmError, MissingPatterns> Of(RowBlocks rows)
    {
        var (patterns, ofRow) = (new List<MissingPattern>(), new int[rows.Rows]);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        return from seen in rows.Visit(
                (first, block) =>
                {
                    for (var i = 0; i * rows.Columns < block.Length; i++)
                        ofRow[first + i] = IndexOf(block.Slice(i * rows.Columns, rows.Columns));
                    return true;
                }
            )
            let order = InOrder(ofRow, patterns.Count)
            from ordered in rows.InOrder(order)
            select new MissingPatterns(patterns, order, System.Array.ConvertAll(order, row => ofRow[row]), ordered);

        int IndexOf(ReadOnlySpan<double> row)
        {
            Span<char> key = row.Length <= 256 ? stackalloc char[row.Length] : new char[row.Length];
            for (var j = 0; j < row.Length; j++)
                key[j] = double.IsNaN(row[j]) ? '-' : 'x';
            var known = index.GetAlternateLookup<ReadOnlySpan<char>>();
            if (known.TryGetValue(key, out var pattern))
                return pattern;
            patterns.Add(MissingPattern.Of(row));
            return known[key] = patterns.Count - 1;
        }
    }

    // Rows by their pattern, and as they were within each.
    static int[] InOrder(int[] ofRow, int patterns)
    {
        var next = new int[patterns + 1];
        foreach (var pattern in ofRow)
            next[pattern + 1]++;
        for (var pattern = 0; pattern < patterns; pattern++)
            next[pattern + 1] += next[pattern];
        var order = new int[ofRow.Length];
        for (var row = 0; row < ofRow.Length; row++)
            order[next[ofRow[row]]++] = row;
        return order;
    }

    /// <summary>The rows at some places, cut where the pattern changes.</summary>
    /// <param name="first">The first place.</param>
    /// <param name="count">How many there are.</param>
    internal IEnumerable<(int From, int To, int Pattern)> Runs(int first, int count)
    {
        for (var (from, to) = (first, first); from < first + count; from = to)
        {
            while (to < first + count && OfPlace[to] == OfPlace[from])
                to++;
            yield return (from, to, OfPlace[from]);
        }
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

    /// <summary>Whether a row has it.</summary>
    /// <param name="row">NaN where a number is missing [d].</param>
    internal bool IsOf(ReadOnlySpan<double> row)
    {
        foreach (var j in Missing)
            if (!double.IsNaN(row[j]))
                return false;
        foreach (var j in Observed)
            if (double.IsNaN(row[j]))
                return false;
        return true;
    }

    /// <summary>What was observed of rows of this pattern, row by row.</summary>
    /// <param name="rows">Rows, some of them of this pattern [·×d].</param>
    /// <param name="from">The first of those.</param>
    /// <param name="to">The one behind the last.</param>
    internal double[] Gather(ReadOnlySpan<double> rows, int from, int to)
    {
        var (columns, d, place) = (Observed.ToArray(), Observed.Count + Missing.Count, 0);
        var gathered = new double[(to - from) * columns.Length];
        for (var at = from; at < to; at++)
        {
            var row = rows.Slice(at * d, d);
            foreach (var j in columns)
                gathered[place++] = row[j];
        }
        return gathered;
    }
}
