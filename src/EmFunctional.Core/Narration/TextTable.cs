using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Narration;

/// <summary>A table of texts to be read by people: the first column to the left, the others to the right.</summary>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The rows, each with a text for every column.</param>
public sealed record TextTable(Arr<string> Columns, Arr<Arr<string>> Rows)
{
    /// <summary>A person reads so many rows of an explanation, and no more.</summary>
    public const int MostRows = 14;

    /// <summary>A table of some rows of many, then how many there are, then a last row such as their sums.</summary>
    /// <param name="columns">The headings.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="row">A row by its index from 0.</param>
    /// <param name="last">The last row, if there is one.</param>
    /// <param name="most">How many rows to show.</param>
    public static TextTable Shortened(
        Arr<string> columns,
        int count,
        Func<int, Arr<string>> row,
        Option<Arr<string>> last = default,
        int most = MostRows
    )
    {
        Arr<string> more = Enumerable.Repeat("", columns.Count - 1).Prepend($"… {most} of {count}").ToArray();
        var rows = RowsToShow(count, most).Select(row);
        return new(columns, rows.Concat(count > most ? new[] { more } : []).Concat(last.AsEnumerable()).ToArray());
    }

    /// <summary>The indices of the rows that a shortened table shows: all of few; of many the first, the last and others evenly between.</summary>
    /// <param name="count">How many rows there are.</param>
    /// <param name="most">How many to show, two or more.</param>
    public static Arr<int> RowsToShow(int count, int most = MostRows) =>
        count <= most
            ? Enumerable.Range(0, count).ToArray()
            : Enumerable.Range(0, most).Select(i => (int)((long)i * (count - 1) / (most - 1))).ToArray();

    /// <summary>The table, or where it is too wide several, each with the first column and as many others as fit.</summary>
    /// <param name="width">How many characters a line may have.</param>
    public IEnumerable<TextTable> Fitted(int width)
    {
        var widths = Widths;
        for (int first = 1, next; first < Math.Max(2, Columns.Count); first = next)
        {
            next = first + 1;
            for (var used = widths[0] + Width(first); next < Columns.Count && used + Width(next) <= width; next++)
                used += Width(next);
            yield return new(Part(Columns, first, next), Rows.Map(row => Part(row, first, next)));
        }
        int Width(int column) => column < widths.Length ? 2 + widths[column] : 0;
    }

    static Arr<string> Part(Arr<string> cells, int first, int next) => cells.Take(1).Concat(cells.Skip(first).Take(next - first)).ToArray();

    int[] Widths =>
        [.. Columns.Select((column, i) => Rows.Select(row => Plain.Line(row[i]).Length).Append(Plain.Line(column).Length).Max())];

    /// <summary>The lines of the table, aligned, without trailing spaces.</summary>
    public Arr<string> Lines
    {
        get
        {
            var (columns, rows) = (Columns.Map(Plain.Line), Rows.Map(row => row.Map(Plain.Line)));
            var widths = Widths;
            string Line(Arr<string> cells) =>
                string.Join("  ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd();
            return rows.Select(Line).Prepend(Line(columns)).ToArray();
        }
    }
}
