using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>A fitted model on some rows of a table, which follow each other: of a large table no more than a part is in memory.</summary>
/// <param name="First">The index of the first of these rows among all.</param>
/// <param name="Applied">The model on these rows.</param>
/// <param name="Read">What was read so far, of this part and those before it.</param>
public sealed record AppliedPart(int First, AppliedModel Applied, DataDescription Read)
{
    /// <summary>The names of all columns of the table, by its place where one has none; none where rows are not kept.</summary>
    public Arr<string> Columns { get; init; } = Arr<string>.Empty;

    /// <summary>Whether the table names its columns.</summary>
    public bool HasHeader { get; init; }

    /// <summary>The rows as they stand in the table [n]; none where rows are not kept.</summary>
    public IReadOnlyList<TableRow> Rows { get; init; } = [];

    /// <summary>A fitted model on the rows of a table, part by part.</summary>
    /// <param name="entry">The kind of model.</param>
    /// <param name="use">What can be done with it.</param>
    /// <param name="saved">The fitted model.</param>
    /// <param name="table">The table, which is read once.</param>
    /// <param name="chosen">The columns to read.</param>
    /// <param name="keeps">Whether the rows are kept as they stand.</param>
    /// <returns>The parts, of which there is at least one; rows of sequences are one part. The first fault is the end: up to twenty of its part.</returns>
    public static IEnumerable<Validation<EmError, AppliedPart>> Of(
        ModelEntry entry,
        ModelUse use,
        SavedModel saved,
        Table table,
        ColumnChoice chosen,
        bool keeps = false
    )
    {
        AppliedPart? before = null;
        var hasHeader = false;
        foreach (var part in TableParts.Of(table, keeps, entry.Reading.HasSequences, () => hasHeader))
        {
            var (last, applied) = (before, use.Apply(saved, part.Table, chosen));
            if (last is null)
                hasHeader = table.Header.IfNone(() => applied.Map(of => of.Description.Header.IfNone(false)).IfFail(false));
            var made = applied.Map(of => Joined(last, of, part, hasHeader));
            yield return made;
            if (made.IsFail)
                yield break;
            made.IfSuccess(joined => before = joined);
        }
    }

    static AppliedPart Joined(AppliedPart? before, AppliedModel applied, TablePart part, bool hasHeader)
    {
        var read = before is null ? applied.Description : Joined(before.Read, applied.Description);
        var first = before is null ? 0 : before.First + before.Applied.Rows;
        if (part.Kept.Count == 0)
            return new(first, applied, read);
        var isBegin = before is null || part.Table.Numbers is not null;
        return new(first, applied, read)
        {
            HasHeader = hasHeader,
            Columns = before is null ? NamesOf(part.Kept.First(row => !row.IsBlank), hasHeader) : before.Columns,
            Rows = [.. Table.OfData(part.Kept, isBegin && hasHeader)],
        };
    }

    static Arr<string> NamesOf(TableRow first, bool hasHeader) =>
        Enumerable
            .Range(0, first.Count)
            .Select(cell => hasHeader && first[cell].Trim() is { Length: > 0 } name ? name : Table.NameOf(cell))
            .ToArray();

    static DataDescription Joined(DataDescription before, DataDescription read) =>
        before with
        {
            Rows = from some in before.Rows from more in read.Rows select some + more,
            Missing = before.Missing + read.Missing,
            BlankLines = before.BlankLines + read.BlankLines,
            WeightSum = from some in before.WeightSum from more in read.WeightSum select some + more,
        };
}
