using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Rows of a table drawn anew with replacement: a bootstrap sample. Source: Efron (1979), Annals of Statistics 7:1.</summary>
public static class TableResample
{
    /// <summary>How often each of n rows is drawn in n draws with replacement [n].</summary>
    /// <param name="rows">n ≥ 1.</param>
    /// <param name="seed">What is drawn.</param>
    public static Arr<int> Counts(int rows, Seed seed)
    {
        var counts = new int[rows];
        for (var draw = 0; draw < rows; draw++)
            counts[seed.Below(draw, rows)]++;
        return counts;
    }

    /// <summary>A table in which each row stands as often as is said, beside itself.</summary>
    /// <param name="table">The table, which is read once and has a row for each count.</param>
    /// <param name="counts">How often each row stands there [n].</param>
    /// <param name="hasHeader">Whether the first row is the header.</param>
    public static Table Repeated(this Table table, IReadOnlyList<int> counts, bool hasHeader)
    {
        if (table.Numbers is not { } block)
            return table with { Rows = Repeated(table.Rows, counts, hasHeader), Header = true };
        var d = block.Columns;
        return Table.Of(
            table.Source,
            block with
            {
                Values = counts
                    .SelectMany((count, i) => Enumerable.Repeat(i, count))
                    .SelectMany(i => block.Values.Slice(i * d, d).ToArray())
                    .ToArray(),
            }
        );
    }

    static IEnumerable<TableRow> Repeated(IEnumerable<TableRow> rows, IReadOnlyList<int> counts, bool hasHeader)
    {
        using var cursor = new RowCursor(rows);
        var at = 0;
        foreach (var row in Table.OfData(cursor.Part(int.MaxValue), hasHeader, _ => { }))
        {
            if (at == 0)
                yield return hasHeader ? cursor.First! : new TextRow(1, [.. Table.NamesOf(row.Count)], cell => cell + 1);
            if (row.Fault is not null)
                yield return row;
            for (var count = at < counts.Count ? counts[at++] : 0; count > 0; count--)
                yield return row;
        }
    }
}
