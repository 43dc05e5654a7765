using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.Coins;

sealed class CoinsParser(Table table, Missing gaps)
{
    static readonly Domain _flips = Domain.Letters("H or T");
    static readonly Domain _count = Domain.WholeNumberFrom(0);

    readonly List<double> _heads = [];
    readonly List<double> _tails = [];
    readonly List<double> _weights = [];
    readonly List<EmError> _errors = [];
    readonly List<Option<string>> _labels = [];
    int? _weightCell;
    int? _labelCell;

    public static Validation<EmError, CoinsData> Parse(Table table, ColumnChoice chosen) =>
        chosen.Column.Bind(column => new CoinsParser(table, chosen.Gaps).Parse(column, chosen));

    Validation<EmError, CoinsData> Parse(Option<string> column, ColumnChoice chosen)
    {
        using var rows = table.Rows.GetEnumerator();
        if (!rows.MoveNext())
            return new EmError.NoRows(table.Source);
        var header = rows.Current;
        var asides = ColumnReader.Asides(header.Cells.Select(cell => cell.Trim()).ToArray(), chosen);
        return asides.Bind(found => Parse(rows, header, column, found));
    }

    Validation<EmError, CoinsData> Parse(
        IEnumerator<TableRow> rows,
        TableRow header,
        Option<string> column,
        Arr<(int Index, ColumnReader.Role Role)> asides
    )
    {
        int? CellOf(ColumnReader.Role role) =>
            asides.Find(aside => aside.Role == role).Map(aside => (int?)aside.Index).IfNoneUnsafe((int?)null);
        (_weightCell, _labelCell) = (CellOf(ColumnReader.Role.Weight), CellOf(ColumnReader.Role.Label));
        if (column.Case is string name)
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
            .Bind(weights =>
                _heads.Zip(_tails, (h, t) => h + t).Any(flips => flips > 0)
                    ? Prelude.Success<EmError, CoinsData>(
                        new(Vector.Of(_heads), Vector.Of(_tails), observation, weights, RowLabels.OfNames(_labels))
                    )
                    : new EmError.AllMissing("flips")
            );
    }

    void ReadRow(TableRow row, Action<TableRow> read)
    {
        read(row);
        if (_labelCell is { } label)
            _labels.Add(gaps.Stands(row.Cells[label]) ? Option<string>.None : row.Cells[label].Trim());
        if (_weightCell is not { } cell)
            return;
        if (NumberText.TryRead(row.Cells[cell], out var weight) && Domain.NonNegative.Contains(weight))
            _weights.Add(weight);
        else
            _errors.Add(new EmError.BadCell(table.At(row, cell), "the weights", row.Cells[cell], Domain.NonNegative));
    }

    // A row without flips that are seen keeps its place.
    bool IsMissing(TableRow row, params ReadOnlySpan<int> cells)
    {
        foreach (var cell in cells)
            if (row.Cells.Count > 1 && gaps.Stands(row.Cells[cell]))
            {
                _heads.Add(0);
                _tails.Add(0);
                return true;
            }
        return false;
    }

    void ReadSequence(TableRow row, int cell)
    {
        if (IsMissing(row, cell))
            return;
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
        if (IsMissing(row, headsCell, tailsCell))
            return;
        if (ReadCount(row, headsCell, "heads") is { } heads && ReadCount(row, tailsCell, "tails") is { } tails)
            Add(row, headsCell, heads, tails);
    }

    void ReadHeadsAndFlips(TableRow row, int headsCell, int flipsCell)
    {
        if (IsMissing(row, headsCell, flipsCell))
            return;
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
