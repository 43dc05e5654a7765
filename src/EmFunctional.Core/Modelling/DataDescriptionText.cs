using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>What was read, in words.</summary>
public static class DataDescriptionText
{
    /// <summary>What was read, in a few lines: source and rows, columns, what was left out, sequences, weights and labels, what to look at twice.</summary>
    /// <param name="read">What was read.</param>
    public static IEnumerable<string> Lines(this DataDescription read)
    {
        var rows = read.Rows.Map(n => Wording.Count(n, "row")).ToArray();
        var header = read.Header.Map(has => has ? "the first names the columns" : "no header").ToArray();
        var blank = read.BlankLines > 0 ? new[] { $"{Wording.Count(read.BlankLines, "blank line")} passed over" } : [];
        var missing = read.Missing > 0 ? new[] { $"{Wording.Count(read.Missing, "missing cell")}" } : [];
        var separator = read.Separator.Map(c => $"cells separated by {NameOf(c)}").ToArray();
        var format = separator.Concat(Numbers(read.Format)).Concat(read.Encoding.Map(name => $"text in {name}").ToArray());
        yield return $"{(read.Source.Length > 0 ? read.Source : "the data")}: read {string.Join(", ", rows.Concat(missing).Concat(blank).Concat(header).Concat(format))}";
        var columns = read.Columns.IsEmpty ? "" : $"columns: {Wording.Listed(read.Columns.Map(column => column.Name + Of(column.Role)))}";
        var unread = read.Unread.IsEmpty ? "" : $"left out: {Wording.Listed(read.Unread.Map(column => $"{column.Name} ({column.Why})"))}";
        if (columns.Length + unread.Length > 0)
            yield return $"  {string.Join("; ", new[] { columns, unread }.Where(part => part.Length > 0))}";
        if (read.Sequences.Case is SequenceLengths sequences)
            yield return $"  {Wording.Count(sequences.Count, "sequence")} of {(sequences.Shortest == sequences.Longest ? $"{sequences.Longest}" : $"{sequences.Shortest} to {sequences.Longest}")} places"
                + (read.Symbols.IsEmpty ? "" : $", {Wording.Count(read.Symbols.Count, "symbol")}: {Wording.Listed(read.Symbols)}");
        if (read.WeightSum.Case is double sum)
            yield return $"  weights: their sum is {NumberText.Shortest(sum)}";
        if (!read.Labels.IsEmpty)
            yield return $"  labels: {Wording.Listed(read.Labels.Map(label => $"{label.Name} {label.Rows}"))}, {read.Rows.IfNone(0) - read.Labels.Sum(label => label.Rows)} unknown";
        foreach (var note in read.Notes)
            yield return $"  note: {note}";
    }

    static string Of(ColumnRole role) =>
        role switch
        {
            ColumnRole.Weight => " (weights)",
            ColumnRole.Label => " (labels)",
            ColumnRole.Sequence => " (sequences)",
            _ => "",
        };

    static IEnumerable<string> Numbers(TextFormat format)
    {
        if (format.Decimal == ',')
            yield return "decimal commas";
        if (format.Thousands.Case is char between)
            yield return $"{NameOf(between)} between thousands";
        if (format.Comment.Case is char mark)
            yield return $"lines that begin with {mark} passed over";
    }

    static string NameOf(char separator) =>
        separator switch
        {
            ',' => "commas",
            ';' => "semicolons",
            '\t' => "tabs",
            '|' => "bars",
            ' ' => "spaces",
            '.' => "points",
            '\'' => "apostrophes",
            _ => $"'{separator}'",
        };
}
