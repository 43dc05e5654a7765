using System.Collections.Generic;
using System.Linq;

namespace EmFunctional.Tables;

/// <summary>Rows that are read in several goes, one part after the other. It holds no row but the one that comes next.</summary>
/// <param name="rows">All rows, blank lines among them.</param>
sealed class RowCursor(IEnumerable<TableRow> rows) : IDisposable
{
    readonly IEnumerator<TableRow> _rows = rows.GetEnumerator();
    bool _isNext;

    /// <summary>The first row that is not blank, which may be the header; null while none was read.</summary>
    public TableRow? First { get; private set; }

    /// <summary>Goes to the next row, unless it stands there already.</summary>
    /// <returns>Whether there is one.</returns>
    public bool IsThere() => _isNext = _isNext || _rows.MoveNext();

    /// <summary>Reads a part: so many rows, and the blank lines behind them, so that the next part begins with a row.</summary>
    /// <param name="count">How many rows that are not blank.</param>
    public IEnumerable<TableRow> Part(int count)
    {
        var taken = 0;
        while (IsThere() && (taken < count || _rows.Current.IsBlank))
        {
            var row = _rows.Current;
            First ??= row.IsBlank ? null : row.Kept;
            _isNext = false;
            taken += row.IsBlank ? 0 : 1;
            yield return row;
        }
    }

    /// <summary>How many cells the next row has.</summary>
    public int Width => IsThere() ? Math.Max(1, _rows.Current.Count) : 1;

    public void Dispose() => _rows.Dispose();
}

/// <summary>Some rows of a table as a table of their own.</summary>
/// <param name="Table">The table; where it is not the first part, its first row is the header of the whole.</param>
/// <param name="Kept">The rows as they stand, if they are to be kept: blank lines and the header among them in the first part, rows of data alone later.</param>
sealed record TablePart(Table Table, IReadOnlyList<TableRow> Kept);

/// <summary>Cuts a table into parts, so that of a large one no more is in memory than a part.</summary>
static class TableParts
{
    // Of each part; a row more where one alone has more cells.
    const int MostCells = 1 << 15;

    /// <summary>The parts of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keeps">Whether rows are kept as they stand.</param>
    /// <param name="isWhole">Whether the table must stay whole: then there is one part.</param>
    /// <param name="hasHeader">Whether the first row is the header: asked after the first part was read.</param>
    public static IEnumerable<TablePart> Of(Table table, bool keeps, bool isWhole, Func<bool> hasHeader) =>
        table.Blocks is { } blocks ? OfBlocks(table, blocks, keeps)
        : table.Numbers is { } numbers ? OfNumbers(table, numbers, keeps, isWhole)
        : OfText(table, keeps, isWhole, hasHeader);

    static IEnumerable<TablePart> OfText(Table table, bool keeps, bool isWhole, Func<bool> hasHeader)
    {
        using var cursor = new RowCursor(table.Rows);
        var count = isWhole ? int.MaxValue : MostCells / cursor.Width + 1;
        var header = Array.Empty<TableRow>();
        do
        {
            TableRow[] kept = keeps ? [.. cursor.Part(count).Select(row => row.Kept)] : [];
            yield return new(
                table with
                {
                    Rows = header.Concat(keeps ? kept : cursor.Part(count)),
                    Header = header.Length > 0 ? true : table.Header,
                },
                kept
            );
            if (header.Length == 0 && cursor.First is { } first)
                header = [hasHeader() ? first : new TextRow(first.Line, [.. Table.NamesOf(first.Count)], first.ColumnOf)];
        } while (cursor.IsThere());
    }

    static IEnumerable<TablePart> OfNumbers(Table table, NumberBlock numbers, bool keeps, bool isWhole)
    {
        var (d, rows) = (numbers.Columns, isWhole ? numbers.Rows : MostCells / numbers.Columns + 1);
        for (var first = 0; first == 0 || first < numbers.Rows; first += rows)
        {
            var count = Math.Min(rows, numbers.Rows - first);
            yield return OfNumbers(
                table.Source,
                numbers with
                {
                    Values = numbers.Values.Slice(first * d, count * d),
                    First = first,
                },
                keeps
            );
        }
    }

    static IEnumerable<TablePart> OfBlocks(Table table, Sharding.RowBlocks blocks, bool keeps)
    {
        for (var block = 0; block < blocks.Blocks; block++)
        {
            var first = block * Sharding.RowBlocks.BlockRows;
            yield return blocks
                .Read(block, rows => new NumberBlock(blocks.Columns, rows.ToArray()) { First = first })
                .Match(
                    Right: numbers => OfNumbers(table.Source, numbers, keeps),
                    Left: fault => new(new(table.Source, [new BrokenRow(1, fault)]), [])
                );
        }
    }

    static TablePart OfNumbers(string source, NumberBlock numbers, bool keeps)
    {
        var part = Table.Of(source, numbers);
        return new(part, keeps ? [.. part.Rows] : []);
    }
}
