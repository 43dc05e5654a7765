using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Frames;

/// <summary>A column of a frame: numbers, NaN where one is missing, or texts, null where one is missing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Numbers">The numbers [n]; null of a column of texts.</param>
/// <param name="Texts">The texts [n]; null of a column of numbers.</param>
sealed record FrameColumn(string Name, double[]? Numbers, string?[]? Texts)
{
    public static FrameColumn Of(string name, double[] numbers) => new(name, numbers, null);

    public static FrameColumn Of(string name, string?[] texts) => new(name, null, texts);

    public int Rows => Numbers?.Length ?? Texts!.Length;

    /// <summary>Parts of columns, one behind the other, as a table.</summary>
    /// <param name="source">How messages name it.</param>
    /// <param name="parts">The parts, each of all columns.</param>
    public static Table TableOf(string source, IReadOnlyList<FrameColumn[]> parts) =>
        parts.Count == 0 ? new(source, []) : TableOf(source, [.. parts[0].Select((_, j) => Joined([.. parts.Select(part => part[j])]))]);

    static FrameColumn Joined(IReadOnlyList<FrameColumn> parts) =>
        parts.Count == 1 ? parts[0]
        : parts[0].Numbers is not null ? Of(parts[0].Name, [.. parts.SelectMany(part => part.Numbers!)])
        : Of(parts[0].Name, [.. parts.SelectMany(part => part.Texts!)]);

    /// <summary>Columns as a table.</summary>
    /// <param name="source">How messages name it.</param>
    /// <param name="columns">The columns, all of as many rows.</param>
    public static Table TableOf(string source, IReadOnlyList<FrameColumn> columns)
    {
        var n = columns.Count == 0 ? 0 : columns[0].Rows;
        var names = Named(columns.Select(column => column.Name));
        if (n == 0)
            return new(source, []);
        var isUnique = names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count;
        return isUnique && columns.All(column => column.Numbers is not null)
            ? Table.Of(source, new NumberBlock(columns.Count, Interleaved(columns, n)) { Names = names })
            : Rowwise(source, names, [columns]);
    }

    /// <summary>A table of parts of columns, each of which is asked for when those before it have been read.</summary>
    /// <param name="source">How messages name it.</param>
    /// <param name="names">The names of the columns.</param>
    /// <param name="parts">The parts.</param>
    public static Table Rowwise(string source, Arr<string> names, IEnumerable<IReadOnlyList<FrameColumn>> parts) =>
        new(source, RowsOf(names, parts)) { Header = true };

    static IEnumerable<TableRow> RowsOf(Arr<string> names, IEnumerable<IReadOnlyList<FrameColumn>> parts)
    {
        yield return new TextRow(0, names, cell => cell + 1);
        var before = 0;
        foreach (var columns in parts)
        {
            var n = columns[0].Rows;
            for (var i = 0; i < n; i++)
                yield return new FrameRow(columns, i, before);
            before += n;
        }
    }

    /// <summary>The names of columns; a column without one is named by its place.</summary>
    public static Arr<string> Named(IEnumerable<string> names) =>
        names.Select((name, j) => name.Trim().Length > 0 ? name : $"column{j + 1}").ToArray();

    static double[] Interleaved(IReadOnlyList<FrameColumn> columns, int n)
    {
        var (d, values) = (columns.Count, new double[checked(n * columns.Count)]);
        for (var j = 0; j < d; j++)
        for (var i = 0; i < n; i++)
            values[i * d + j] = columns[j].Numbers![i];
        return values;
    }

    // A row of columns; it stays.
    sealed class FrameRow(IReadOnlyList<FrameColumn> columns, int index, int before) : TableRow
    {
        public override int Line => before + index + 1;

        public override int Count => columns.Count;

        public override string this[int cell] =>
            columns[cell].Numbers is { } numbers ? NumberText.Shortest(numbers[index]) : columns[cell].Texts![index] ?? "";

        public override bool TryNumber(int cell, out double value)
        {
            if (columns[cell].Numbers is not { } numbers)
                return NumberText.TryRead(this[cell], out value) && double.IsFinite(value);
            value = numbers[index];
            return double.IsFinite(value);
        }

        public override int ColumnOf(int cell) => cell + 1;
    }
}
