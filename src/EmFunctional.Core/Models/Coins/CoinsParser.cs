using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.Coins;

sealed class CoinsParser(Table table)
{
    static readonly Domain _flips = Domain.Letters("H or T");
    static readonly Domain _count = Domain.WholeNumberFrom(0);

    readonly List<double> _heads = [];
    readonly List<double> _tails = [];
    readonly List<double> _weights = [];
    readonly List<EmError> _errors = [];
    int? _weightCell;

    public static Validation<EmError, CoinsData> Parse(Table table, Option<string> column, Option<string> weights) =>
        new CoinsParser(table).Parse(column, weights);

    Validation<EmError, CoinsData> Parse(Option<string> column, Option<string> weights)
    {
        using var rows = table.Rows.GetEnumerator();
        if (!rows.MoveNext())
            return new EmError.NoRows(table.Source);
        var header = rows.Current;
        _weightCell = weights.Case is SomeCase<string>(var weight) ? Find(header, weight) : null;
        if (weights.IsSome && _weightCell is null)
            return new EmError.UnknownName("column", weights.IfNone(""), header.Cells.ToArray());
        if (column.Case is SomeCase<string>(var name))
            return Find(header, name) is { } named
                ? Finish(rows, CoinsObservation.Sequences, row => ReadSequence(row, named), header.Cells.Count)
                : new EmError.UnknownName("column", name, header.Cells.ToArray());
        if (header.Cells.Count == 1 && IsData(header.Cells[0]))
        {
            ReadSequence(header, 0);
            return Finish(rows, CoinsObservation.Sequences, row => ReadSequence(row, 0), cells: 1);
        }
        if (Find(header, "sequence") is { } sequence)
            return Finish(rows, CoinsObservation.Sequences, row => ReadSequence(row, sequence), header.Cells.Count);
        if (Find(header, "heads") is { } heads && Find(header, "tails") is { } tails)
            return Finish(rows, CoinsObservation.Counts, row => ReadHeadsAndTails(row, heads, tails), header.Cells.Count);
        if (Find(header, "heads") is { } headsOfFlips && Find(header, "flips") is { } flips)
            return Finish(rows, CoinsObservation.Counts, row => ReadHeadsAndFlips(row, headsOfFlips, flips), header.Cells.Count);
        return new EmError.MissingColumns(
            table.At(header),
            Arr.create("sequence", "heads with tails", "heads with flips"),
            header.Cells.ToArray()
        );
    }

    // A lone first cell is a header only when it is the name of the column.
    static bool IsData(string cell) =>
        !IsName(cell, "sequence") && !IsName(cell, "heads") && !IsName(cell, "tails") && !IsName(cell, "flips");

    static bool IsName(string cell, string name) => cell.Trim().Equals(name, StringComparison.OrdinalIgnoreCase);

    static int? Find(TableRow header, string name)
    {
        for (var i = 0; i < header.Cells.Count; i++)
            if (IsName(header.Cells[i], name))
                return i;
        return null;
    }

    Validation<EmError, CoinsData> Finish(IEnumerator<TableRow> rows, CoinsObservation observation, Action<TableRow> read, int cells)
    {
        while (_errors.Count < Table.MostErrors && rows.MoveNext())
            if (rows.Current.Cells.Count == cells)
                ReadRow(rows.Current, read);
            else
                _errors.Add(new EmError.RaggedRow(table.At(rows.Current), cells, rows.Current.Cells.Count));
        if (_errors.Count > 0)
            return _errors.ToSeq();
        if (_heads.Count == 0)
            return new EmError.NoRows(table.Source);
        return RowWeights
            .Create(_weightCell is null ? null : Vector.Of(_weights), _heads.Count)
            .Map(weights => new CoinsData(Vector.Of(_heads), Vector.Of(_tails), observation, weights));
    }

    void ReadRow(TableRow row, Action<TableRow> read)
    {
        read(row);
        if (_weightCell is not { } cell)
            return;
        if (NumberText.TryRead(row.Cells[cell], out var weight) && Domain.NonNegative.Contains(weight))
            _weights.Add(weight);
        else
            _errors.Add(new EmError.BadCell(table.At(row, cell), "the weights", row.Cells[cell], Domain.NonNegative));
    }

    void ReadSequence(TableRow row, int cell)
    {
        var (text, heads, tails) = (row.Cells[cell], 0, 0);
        var leading = text.Length - text.TrimStart().Length;
        var flips = text.Trim();
        for (var i = 0; i < flips.Length; i++)
            switch (flips[i])
            {
                case 'H' or 'h':
                    heads++;
                    break;
                case 'T' or 't':
                    tails++;
                    break;
                default:
                    _errors.Add(new EmError.BadCell(table.At(row, cell, leading + i), "the flips", flips[i].ToString(), _flips));
                    return;
            }
        Add(row, cell, heads, tails);
    }

    void ReadHeadsAndTails(TableRow row, int headsCell, int tailsCell)
    {
        if (ReadCount(row, headsCell, "heads") is { } heads && ReadCount(row, tailsCell, "tails") is { } tails)
            Add(row, headsCell, heads, tails);
    }

    void ReadHeadsAndFlips(TableRow row, int headsCell, int flipsCell)
    {
        if (ReadCount(row, headsCell, "heads") is not { } heads || ReadCount(row, flipsCell, "flips") is not { } flips)
            return;
        if (heads > flips)
            _errors.Add(new EmError.BadCell(table.At(row, headsCell), "heads", row.Cells[headsCell], Domain.AtMost(flips, "flips")));
        else
            Add(row, headsCell, heads, flips - heads);
    }

    double? ReadCount(TableRow row, int cell, string name)
    {
        if (NumberText.TryRead(row.Cells[cell], out var count) && _count.Contains(count))
            return count;
        _errors.Add(new EmError.BadCell(table.At(row, cell), name, row.Cells[cell], _count));
        return null;
    }

    void Add(TableRow row, int cell, double heads, double tails)
    {
        if (heads + tails == 0)
            _errors.Add(new EmError.EmptyRow(table.At(row, cell), "flips"));
        _heads.Add(heads);
        _tails.Add(tails);
    }
}
