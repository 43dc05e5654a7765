using System.Linq;
using LanguageExt;

namespace EmFunctional.Explaining;

/// <summary>A table of texts to be read by people: the first column to the left, the others to the right.</summary>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The rows, each with a text for every column.</param>
public sealed record TextTable(Arr<string> Columns, Arr<Arr<string>> Rows)
{
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
