using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Which columns of a table turned out to be numbers, and what was read beside them.</summary>
/// <param name="Names">Their names [d].</param>
/// <param name="Places">Their places among the columns that were stored [d].</param>
/// <param name="Stored">s, how many columns were stored.</param>
/// <param name="Rows">n.</param>
/// <param name="WeightsAndLabels">Weights and labels.</param>
/// <param name="Description">What was read.</param>
sealed record NumberColumns(
    Arr<string> Names,
    Arr<int> Places,
    int Stored,
    int Rows,
    WeightsAndLabels WeightsAndLabels,
    DataDescription Description
)
{
    /// <summary>Of each column the texts that its numbers count; none of a column of numbers [d].</summary>
    public Arr<Arr<string>> Texts { get; init; } = Arr<Arr<string>>.Empty;

    // Fewer rows count themselves by chance.
    const int FewestCounted = 3;

    /// <summary>
    /// Reads columns of numbers once over. Unless columns are named, every column with a name is one of numbers if a cell of it is, and then all cells
    /// must be; one that is wholly text is left out.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="chosen">What to read.</param>
    /// <param name="isOne">Whether there must be one column.</param>
    /// <param name="domain">Where the numbers must lie.</param>
    /// <param name="takesMissing">Whether a number may be missing.</param>
    /// <param name="take">Takes blocks of rows of the stored columns, to be copied [·×s].</param>
    public static Validation<EmError, NumberColumns> Read(
        Table table,
        ColumnChoice chosen,
        bool isOne,
        Domain domain,
        bool takesMissing,
        Action<ReadOnlyMemory<double>> take
    ) =>
        from open in OpenTable.Of(table, chosen)
        from weightsAndLabels in WeightsAndLabels.Of(open, chosen)
        from without in open.Find(chosen.Without)
        from asked in open.Find(chosen.Columns)
        let isAsked = !chosen.Columns.IsEmpty || open.Names.Count == 1
        let others = weightsAndLabels.Cells.AddRange(without).ToHashSet()
        let columns = chosen.Columns.IsEmpty
            ? (Arr<int>)Enumerable.Range(0, open.Names.Count).Where(cell => open.IsNamed(cell) && !others.Contains(cell)).ToArray()
            : asked
        from _ in columns.IsEmpty ? new EmError.NoColumns(table.Source, open.Names.ToArray()) : Prelude.Success<EmError, Unit>(Prelude.unit)
        let isText = (Func<string, bool>)(name => chosen.AreAllTexts || chosen.Texts.Contains(name))
        let reading = new NumberReading(open, [.. columns], isText, isAsked, domain, takesMissing ? chosen.MissingMarkers : null, take)
        from rows in RowReader.Read(open, [reading, .. weightsAndLabels.Readings])
        from read in Judge(open, chosen, weightsAndLabels, reading, isAsked, isOne, rows)
        select read;

    static Validation<EmError, NumberColumns> Judge(
        OpenTable open,
        ColumnChoice chosen,
        WeightsAndLabels weightsAndLabels,
        NumberReading reading,
        bool isAsked,
        bool isOne,
        int rows
    )
    {
        reading.Flush();
        var columns = reading.Columns;
        // A number that is written otherwise is no text: to leave out its column would lose numbers.
        bool IsLeftOut(NumberReading.Column column) => !isAsked && column.IsText && !IsNumberOtherwise(column.FirstText!.Found);
        var places = Enumerable.Range(0, columns.Count).Where(j => !IsLeftOut(columns[j])).ToArray();
        if (places.Length == 0)
            return NumberReading.FaultsOf(columns.Take(1));
        if (isOne && !isAsked && places.Length > 1)
            return new EmError.ManyColumns(open.Table.Source, places.Select(j => columns[j].Name).ToArray());
        var faults = NumberReading.FaultsOf(places.Select(j => columns[j]));
        if (!faults.IsEmpty)
            return faults;
        var texts = columns
            .Where(IsLeftOut)
            .ToDictionary(column => column.Cell, column => $"text, such as '{Cut(column.FirstText!.Found)}'");
        var description = open.Describe(
            chosen,
            weightsAndLabels.After(places.Select(j => (columns[j].Cell, ColumnRole.Number))),
            cell => texts.GetValueOrDefault(cell, "not asked for")
        );
        Arr<string> counted = places
            .Select(j => columns[j])
            .Where(column => column.CountsRows && !isAsked && rows >= FewestCounted)
            .Select(column => column.Name)
            .ToArray();
        return open.Unambiguous(places.Select(j => columns[j].Cell))
            .Map(_ => new NumberColumns(
                places.Select(j => columns[j].Name).ToArray(),
                places,
                columns.Count,
                rows,
                weightsAndLabels,
                description with
                {
                    Rows = rows,
                    Missing = places.Sum(j => (long)columns[j].Missing),
                    Notes = description
                        .Notes.AddRange(
                            counted.Count switch
                            {
                                0 => Arr<string>.Empty,
                                1 => Arr.create($"{counted[0]} counts the rows: leave it out if it only numbers them"),
                                _ => Arr.create($"{Wording.Listed(counted)} count the rows: leave out what only numbers them"),
                            }
                        )
                        .AddRange(weightsAndLabels.Notes),
                }
            )
            {
                Texts = places.Select(j => columns[j].Texts).ToArray(),
            });
    }

    static bool IsNumberOtherwise(string text) =>
        NumberLikes.HasComma(text) || (Numerics.NumberText.TryRead(text, out var value) && double.IsFinite(value));

    static string Cut(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
