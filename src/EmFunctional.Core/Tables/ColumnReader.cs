using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Reads chosen columns of a table cell by cell. The first row is a header unless all its cells are numbers.</summary>
static class ColumnReader
{
    /// <summary>What a column is read for.</summary>
    public enum Role
    {
        /// <summary>What the model is of.</summary>
        Observation,

        /// <summary>How often the row counts.</summary>
        Weight,

        /// <summary>Which component the row is of, where that is known.</summary>
        Label,

        /// <summary>To which sequence the row belongs.</summary>
        Sequence,
    }

    /// <summary>A cell of a chosen column.</summary>
    /// <param name="Text">What it holds.</param>
    /// <param name="Role">What its column is read for.</param>
    public readonly record struct Cell(string Text, Role Role);

    /// <summary>Given the names of the columns and the first row of data, the columns to read, in their order.</summary>
    public delegate Validation<EmError, Arr<(int Index, Role Role)>> Choose(Arr<string> names, TableRow first);

    /// <summary>Takes a cell, or says where its content must lie.</summary>
    public delegate Option<Domain> Accept(Cell cell);

    /// <summary>The names of the columns of observations once every cell is accepted, or the first twenty errors, each with its place.</summary>
    public static Validation<EmError, Arr<string>> Read(Table table, Choose choose, Accept accept)
    {
        using var rows = table.Rows.GetEnumerator();
        if (!rows.MoveNext())
            return new EmError.NoRows(table.Source);
        var first = rows.Current;
        var hasHeader = !first.Cells.All(IsNumber);
        Arr<string> names = hasHeader ? first.Cells.Select(cell => cell.Trim()).ToArray() : Table.NamesOf(first.Cells.Count);
        if (hasHeader && !rows.MoveNext())
            return new EmError.NoRows(table.Source);
        return choose(names, rows.Current)
            .Bind(columns => Unambiguous(table, first, names, columns))
            .Bind(columns => Read(table, rows, names, [.. columns], accept));
    }

    // Of two columns with one name nobody knows which was meant.
    static Validation<EmError, Arr<(int Index, Role Role)>> Unambiguous(
        Table table,
        TableRow header,
        Arr<string> names,
        Arr<(int Index, Role Role)> columns
    )
    {
        var twice = columns
            .Where(column => names.Count(name => name.Equals(names[column.Index], StringComparison.OrdinalIgnoreCase)) > 1)
            .Select(
                EmError (column) => new EmError.BadCell(table.At(header, column.Index), "the header", names[column.Index], Domain.Unique)
            )
            .ToSeq();
        return twice.IsEmpty ? Prelude.Success<EmError, Arr<(int, Role)>>(columns) : twice;
    }

    // The enumerator stands on the first row of data.
    static Validation<EmError, Arr<string>> Read(
        Table table,
        IEnumerator<TableRow> rows,
        Arr<string> names,
        (int Index, Role Role)[] columns,
        Accept accept
    )
    {
        var errors = new List<EmError>();
        do
        {
            var row = rows.Current;
            if (row.Cells.Count != names.Count)
                errors.Add(new EmError.RaggedRow(table.At(row), names.Count, row.Cells.Count));
            else
                for (var j = 0; j < columns.Length; j++)
                {
                    var (at, role) = columns[j];
                    if (accept(new(row.Cells[at], role)).Case is Domain domain)
                        errors.Add(new EmError.BadCell(table.At(row, at), names[at], row.Cells[at], domain));
                }
        } while (errors.Count < Table.MostErrors && rows.MoveNext());
        Arr<string> chosen = columns.Where(column => column.Role == Role.Observation).Select(column => names[column.Index]).ToArray();
        return errors.Count > 0 ? errors.ToSeq() : chosen;
    }

    /// <summary>The columns of given names.</summary>
    public static Validation<EmError, Arr<int>> ByName(Arr<string> names, Arr<string> asked)
    {
        var indices = asked.Select(name => names.ToList().FindIndex(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))).ToArray();
        var unknown = asked
            .Where((_, i) => indices[i] < 0)
            .Select(EmError (name) => new EmError.UnknownName("column", name, names))
            .ToSeq();
        return unknown.IsEmpty ? Prelude.Success<EmError, Arr<int>>(indices) : unknown;
    }

    /// <summary>The columns of weights and labels that were asked for.</summary>
    public static Validation<EmError, Arr<(int Index, Role Role)>> Asides(Arr<string> names, ColumnChoice chosen) =>
        from weights in ByName(names, chosen.Weights.ToArray())
        from labels in ByName(names, chosen.Labels.ToArray())
        select weights.Map(index => (index, Role.Weight)).AddRange(labels.Map(index => (index, Role.Label)));

    /// <summary>The columns that hold a number, or may miss one, in the first row; all of them where there is but one column.</summary>
    public static Arr<int> Numeric(Arr<string> names, TableRow first, Missing? missing = null) =>
        names.Count == 1
            ? Arr.create(0)
            : Enumerable
                .Range(0, Math.Min(names.Count, first.Cells.Count))
                .Where(i => IsNumber(first.Cells[i]) || missing?.Stands(first.Cells[i]) == true)
                .ToArray();

    // NaN and Infinity are numbers here: they are no names of columns.
    static bool IsNumber(string cell) => NumberText.TryRead(cell, out _);
}
