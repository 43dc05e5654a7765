using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Models;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>A table in memory, and the units of its rows that do not depend on each other: rows, or sequences of them.</summary>
public sealed class TableUnits
{
    readonly Table _table;
    readonly TableRow _header;
    readonly TableRow[] _rows;
    readonly int[][] _units;
    readonly int _sequence;

    TableUnits(Table table, TableRow header, TableRow[] rows, int[][] units, int sequence) =>
        (_table, _header, _rows, _units, _sequence) = (table, header, rows, units, sequence);

    /// <summary>How many units there are.</summary>
    public int Count => _units.Length;

    /// <summary>The rows of each unit [n].</summary>
    public IReadOnlyList<IReadOnlyList<int>> Rows => _units;

    /// <summary>The name of the column that numbers sequences, where rows belong to some.</summary>
    public Option<string> Sequence => _sequence < 0 ? Option<string>.None : _header[_sequence].Trim();

    /// <summary>Reads a table, once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="hasHeader">Whether its first row is the header.</param>
    /// <param name="sequences">The sequence of each row; empty where each row is a unit.</param>
    /// <param name="column">The column that tells sequences apart, where there is one.</param>
    public static TableUnits Of(Table table, bool hasHeader, Arr<int> sequences, Option<string> column)
    {
        TableRow[] all = [.. table.Rows.Select(row => row.Kept)];
        TableRow[] rows = [.. Table.OfData(all, hasHeader)];
        var first = all.FirstOrDefault(row => !row.IsBlank);
        var names =
            first is null ? []
            : hasHeader ? first.Texts
            : [.. Table.NamesOf(first.Count)];
        var at = column.Map(name => names.Select(text => text.Trim()).ToList().IndexOf(name)).IfNone(-1);
        int[][] units = sequences.IsEmpty
            ? [.. Enumerable.Range(0, rows.Length).Select(i => new[] { i })]
            : [.. Enumerable.Range(0, rows.Length).GroupBy(i => sequences[i]).OrderBy(unit => unit.Key).Select(unit => unit.ToArray())];
        return new(table, new TextRow(1, names, cell => cell + 1), rows, units, at);
    }

    /// <summary>The same of a model that was opened with the table.</summary>
    /// <param name="table">The table, which is read once more.</param>
    /// <param name="model">The model.</param>
    public static TableUnits Of(Table table, OpenedModel model)
    {
        var read = model.Problem.Describe();
        return Of(table, table.Header.IfNone(() => read.Header.IfNone(true)), model.Rows.Sequences, read.SequenceColumn);
    }

    /// <summary>The table in which each unit stands as often as is said, beside itself; each time a sequence stands there it has a number of its own.</summary>
    /// <param name="counts">How often each unit stands there [n].</param>
    public Table Of(IReadOnlyList<int> counts) => _table with { Rows = Repeated(counts).Prepend(_header), Header = true, Numbers = null };

    IEnumerable<TableRow> Repeated(IReadOnlyList<int> counts)
    {
        var number = 0;
        for (var unit = 0; unit < _units.Length; unit++)
        for (var count = counts[unit]; count > 0; count--, number++)
            foreach (var i in _units[unit])
                yield return _sequence < 0 ? _rows[i] : Numbered(_rows[i], number);
    }

    TextRow Numbered(TableRow row, int number)
    {
        string[] cells = [.. row.Texts];
        if (_sequence < cells.Length)
            cells[_sequence] = number.ToString(CultureInfo.InvariantCulture);
        return new(row.Line, cells, row.ColumnOf);
    }

    /// <summary>Which observed cells are missing, so that what is drawn can have the same holes [rows×columns].</summary>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="missing">What stands for a missing number.</param>
    internal Func<int, int, bool> Holes(Arr<string> columns, Missing missing)
    {
        var names = _header.Texts.Select(text => text.Trim()).ToList();
        var cells = columns.Map(name => names.IndexOf(name)).ToArray();
        return (row, column) =>
            column < cells.Length && cells[column] is >= 0 and var cell && cell < _rows[row].Count && missing.Matches(_rows[row][cell]);
    }
}
