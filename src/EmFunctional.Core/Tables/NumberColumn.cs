using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>A column of numbers.</summary>
/// <param name="Name">The column's name, or <c>column1</c> … where the table has no header.</param>
/// <param name="Values">The numbers, finite [n].</param>
public sealed record NumberColumn(string Name, Vector Values)
{
    /// <summary>
    /// Reads a column. The first row is a header unless all its cells are numbers. Without a name, the only column is read, or the only one
    /// that has a number in its first row.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The column, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, NumberColumn> Read(Table table, Option<string> column)
    {
        using var rows = table.Rows.GetEnumerator();
        if (!rows.MoveNext())
            return new EmError.NoRows(table.Source);
        var first = rows.Current;
        var hasHeader = !first.Cells.All(IsNumber);
        Arr<string> names = hasHeader
            ? first.Cells.Select(cell => cell.Trim()).ToArray()
            : Enumerable.Range(1, first.Cells.Count).Select(i => $"column{i}").ToArray();
        if (hasHeader && !rows.MoveNext())
            return new EmError.NoRows(table.Source);
        return Choose(table, names, rows.Current, column).Bind(index => Read(table, rows, index, names));
    }

    static Validation<EmError, int> Choose(Table table, Arr<string> names, TableRow row, Option<string> column) =>
        column.Match(name => ByName(names, name), () => OnlyOne(table, names, row));

    static Validation<EmError, int> ByName(Arr<string> names, string name)
    {
        var index = names.ToList().FindIndex(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : new EmError.UnknownName("column", name, names);
    }

    static Validation<EmError, int> OnlyOne(Table table, Arr<string> names, TableRow row)
    {
        if (names.Count == 1)
            return 0;
        var numeric = Enumerable.Range(0, Math.Min(names.Count, row.Cells.Count)).Where(i => IsNumber(row.Cells[i])).ToArray();
        return numeric.Length switch
        {
            1 => numeric[0],
            0 => new EmError.BadCell(table.At(row), names[0], row.Cells[0], Domain.Finite),
            _ => new EmError.ManyColumns(table.Source, numeric.Select(i => names[i]).ToArray()),
        };
    }

    // The enumerator stands on the first row of data.
    static Validation<EmError, NumberColumn> Read(Table table, IEnumerator<TableRow> rows, int index, Arr<string> names)
    {
        var (values, errors) = (new List<double>(), new List<EmError>());
        do
        {
            var row = rows.Current;
            if (row.Cells.Count != names.Count)
                errors.Add(new EmError.RaggedRow(table.At(row), names.Count, row.Cells.Count));
            else if (NumberText.TryRead(row.Cells[index], out var value) && double.IsFinite(value))
                values.Add(value);
            else
                errors.Add(new EmError.BadCell(table.At(row, index), names[index], row.Cells[index], Domain.Finite));
        } while (errors.Count < Table.MostErrors && rows.MoveNext());
        return errors.Count > 0 ? errors.ToSeq() : new NumberColumn(names[index], Vector.Of(values));
    }

    // NaN and Infinity are numbers here: they are no names of columns.
    static bool IsNumber(string cell) => NumberText.TryRead(cell, out _);
}
