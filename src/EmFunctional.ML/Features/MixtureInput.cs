using System.Collections.Generic;
using System.Linq;
using EmFunctional.Tables;
using LanguageExt;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmFunctional.ML.Features;

/// <summary>What a mixture reads of an <see cref="IDataView"/>.</summary>
/// <param name="Features">The columns of x.</param>
/// <param name="Weight">The column of weights, if there is one.</param>
sealed record MixtureInput(IReadOnlyList<string> Features, string? Weight)
{
    /// <summary>How messages name the rows.</summary>
    public const string Source = "the data view";

    // Weights stand last, under a name that hardly a column of x has.
    const string WeightName = "(weight)";

    /// <summary>What is read of the table that <see cref="Read"/> makes.</summary>
    public ColumnChoice Chosen => Weight is null ? ColumnChoice.Default : ColumnChoice.Default with { Weights = WeightName };

    /// <summary>The rows as a table: of numbers, or where a column is of texts of texts.</summary>
    /// <param name="view">The rows.</param>
    public Table Read(IDataView view)
    {
        var columns = ColumnsOf(view.Schema);
        var all = Weight is null ? columns : [.. columns, Find(view.Schema, Weight)];
        return all.All(column => NumberField.IsOne(column.Type)) ? Numbers(view, columns, all) : Texts(view, all);
    }

    /// <summary>The columns of x, each of numbers or of texts.</summary>
    /// <param name="schema">The columns that there are.</param>
    public DataViewSchema.Column[] ColumnsOf(DataViewSchema schema) => [.. Features.Select(name => Find(schema, name))];

    /// <summary>Whether the columns are there.</summary>
    /// <param name="names">The columns that there are.</param>
    public void Check(IReadOnlyList<string> names)
    {
        foreach (var name in Weight is null ? Features : [.. Features, Weight])
            if (!names.Contains(name))
                throw Absent(name, names);
    }

    DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        var column = schema.GetColumnOrNull(name) ?? throw Absent(name, [.. schema.Select(column => column.Name)]);
        return NumberField.IsOne(column.Type) || column.Type is TextDataViewType && name != Weight
            ? column
            : throw new ArgumentException($"the column {name} is of {column.Type}, and numbers are expected; convert it, or leave it out");
    }

    static ArgumentException Absent(string name, IReadOnlyList<string> names) =>
        new($"there is no column {name} in {Source}; there are {string.Join(", ", names)}");

    static Table Numbers(IDataView view, DataViewSchema.Column[] columns, DataViewSchema.Column[] all)
    {
        using var cursor = view.GetRowCursor(all);
        var isAny = cursor.MoveNext();
        int[] widths = isAny ? [.. all.Select(column => NumberField.WidthOf(cursor, column))] : [.. all.Select(_ => 1)];
        var (d, read) = (widths.Sum(), all.Select(column => NumberField.Of(cursor, column)).ToArray());
        var (values, at) = (new double[checked((int)Math.Max(1, view.GetRowCount() ?? 1024) * d)], 0);
        for (; isAny; isAny = cursor.MoveNext())
        {
            if (at + d > values.Length)
                Array.Resize(ref values, (int)Math.Min(Array.MaxLength, 2L * values.Length + d));
            for (var j = 0; j < read.Length; j++)
            {
                read[j](values.AsSpan(at, widths[j]));
                at += widths[j];
            }
        }
        return at == 0 ? new Table(Source, []) : Table.Of(Source, new(d, values.AsMemory(0, at)) { Names = NamesOf(columns, widths, all) });
    }

    // None, as of arrays, where a vector has no names for its numbers.
    static Arr<string> NamesOf(DataViewSchema.Column[] columns, int[] widths, DataViewSchema.Column[] all)
    {
        var names = columns
            .SelectMany((column, j) => column.Type is VectorDataViewType ? SlotsOf(column, widths[j]) : [column.Name])
            .ToArray();
        var named =
            names.Any(name => name.Length == 0) || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length
                ? Table.NamesOf(names.Length)
                : (Arr<string>)names;
        return all.Length > columns.Length ? named.Add(WeightName) : named;
    }

    static IEnumerable<string> SlotsOf(DataViewSchema.Column column, int width)
    {
        const string SlotNames = "SlotNames";
        if (column.Annotations.Schema.GetColumnOrNull(SlotNames) is null)
            return Enumerable.Repeat("", width);
        VBuffer<ReadOnlyMemory<char>> slots = default;
        column.Annotations.GetValue(SlotNames, ref slots);
        return slots.DenseValues().Select(name => name.ToString().Trim());
    }

    Table Texts(IDataView view, DataViewSchema.Column[] all) =>
        all.FirstOrDefault(column => column.Type is VectorDataViewType) is { Name: not null } vector
            ? throw new ArgumentException(
                $"the column {vector.Name} is of vectors, which do not stand beside texts; give columns of single numbers"
            )
            : new Table(Source, Rows(view, [.. all.Select(column => column.Name == Weight ? WeightName : column.Name)], all))
            {
                Header = true,
            };

    static IEnumerable<TableRow> Rows(IDataView view, string[] names, DataViewSchema.Column[] columns)
    {
        yield return new TextRow(0, names, cell => cell + 1);
        using var cursor = view.GetRowCursor(columns);
        var cells = Array.ConvertAll(columns, column => TextField.Of(cursor, column));
        for (var row = 1; cursor.MoveNext(); row++)
            yield return new TextRow(row, Array.ConvertAll(cells, cell => cell()), cell => cell + 1);
    }

    /// <summary>A row as a table of its own.</summary>
    /// <param name="cells">The columns' texts.</param>
    public Table OneRow(string[] cells) =>
        new(Source, [new TextRow(0, [.. Features], cell => cell + 1), new TextRow(1, cells, cell => cell + 1)]) { Header = true };
}
