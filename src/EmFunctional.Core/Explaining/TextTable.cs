using System.Linq;
using LanguageExt;

namespace EmFunctional.Explaining;

/// <summary>A table of texts to be read by people: the first column to the left, the others to the right.</summary>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The rows, each with a text for every column.</param>
public sealed record TextTable(Arr<string> Columns, Arr<Arr<string>> Rows)
{
    // A person reads so many rows of an explanation, and no more.
    const int MostRows = 20;

    /// <summary>A table of the first rows of many, then how many more there are, then a last row such as their sums.</summary>
    /// <param name="columns">The headings.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="row">A row by its index from 0.</param>
    /// <param name="last">The last row.</param>
    public static TextTable Shortened(Arr<string> columns, int count, Func<int, Arr<string>> row, Arr<string> last)
    {
        Arr<string> more = Enumerable.Repeat("", columns.Count - 1).Prepend($"… {count - MostRows} more").ToArray();
        var rows = Enumerable.Range(0, Math.Min(count, MostRows)).Select(row);
        return new(columns, rows.Concat(count > MostRows ? new[] { more } : []).Append(last).ToArray());
    }

    /// <summary>The lines of the table, aligned, without trailing spaces.</summary>
    public Arr<string> Lines
    {
        get
        {
            var widths = Columns.Select((column, i) => Rows.Select(row => row[i].Length).Append(column.Length).Max()).ToArray();
            string Line(Arr<string> cells) =>
                string.Join("  ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd();
            return Rows.Select(Line).Prepend(Line(Columns)).ToArray();
        }
    }
}

/// <summary>A part of an explanation.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Text">Sentences before the table, a paragraph each.</param>
/// <param name="Table">Figures, if any.</param>
/// <param name="After">Lines after the table.</param>
public sealed record Section(string Title, Arr<string> Text, Option<TextTable> Table, Arr<string> After);
