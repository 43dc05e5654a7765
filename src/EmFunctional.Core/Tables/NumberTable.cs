using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Columns of numbers, and what is known of the rows beside them.</summary>
/// <param name="Names">The columns' names, or <c>column1</c> … where the table has no header [d].</param>
/// <param name="Values">The numbers, row after row, NaN where one is missing [n×d].</param>
/// <param name="Weights">A weight for each row, 0 or more [n]; null where none were asked for.</param>
/// <param name="Labels">The components of rows, where they are known.</param>
public sealed record NumberTable(Arr<string> Names, Vector Values, Vector? Weights, RowLabels Labels)
{
    /// <summary>n.</summary>
    public int Rows => Values.Count / Names.Count;

    /// <summary>What was read.</summary>
    public DataDescription Description { get; init; } = DataDescription.Unknown;

    /// <summary>Reads columns of numbers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="chosen">The columns; if none are named, every one that holds numbers and has a name where others do, but for weights and labels.</param>
    /// <param name="domain">Where the numbers must lie; finite if null.</param>
    /// <param name="takesMissing">Whether a number may be missing.</param>
    /// <returns>The columns, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, NumberTable> Read(
        Table table,
        ColumnChoice chosen,
        Domain? domain = null,
        bool takesMissing = true
    ) => Read(table, chosen, isOne: false, domain ?? Domain.Finite, takesMissing);

    /// <summary>Reads one column of numbers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="chosen">The column; if none is named, the only one that holds numbers and has a name where others do, but for weights and labels.</param>
    /// <param name="domain">Where the numbers must lie; finite if null.</param>
    /// <returns>The column, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, NumberTable> ReadColumn(Table table, ColumnChoice chosen, Domain? domain = null) =>
        chosen.Column.Bind(_ => Read(table, chosen, isOne: true, domain ?? Domain.Finite, takesMissing: true));

    static Validation<EmError, NumberTable> Read(Table table, ColumnChoice chosen, bool isOne, Domain domain, bool takesMissing)
    {
        if (table.Numbers is { } block)
            return OfNumbers(table, block, chosen, isOne, domain, takesMissing);
        var blocks = new List<ReadOnlyMemory<double>>();
        return NumberColumns
            .Read(table, chosen, isOne, domain, takesMissing, rows => blocks.Add(rows.ToArray()))
            .Map(read => new NumberTable(
                read.Names,
                Joined(blocks, read),
                read.WeightsAndLabels.WeightValues,
                read.WeightsAndLabels.LabelValues
            )
            {
                Description = read.Description,
            });
    }

    /// <summary>Reads columns of numbers without keeping them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="chosen">The columns, as in <see cref="Read(Table, ColumnChoice, Domain?, bool)"/>.</param>
    /// <param name="take">Takes blocks of rows of the columns that may be numbers, to be copied [·×s].</param>
    /// <returns>What was read beside the numbers.</returns>
    public static Validation<EmError, StreamedNumbers> Stream(Table table, ColumnChoice chosen, Action<ReadOnlyMemory<double>> take) =>
        NumberColumns
            .Read(table, chosen, isOne: false, Domain.Finite, takesMissing: true, take)
            .Map(read => new StreamedNumbers(read.Stored, read.Places, read.Description)
            {
                Names = read.Names,
                Rows = read.Rows,
                Texts = read.Texts,
                Weights = read.WeightsAndLabels.WeightValues,
                Labels = read.WeightsAndLabels.LabelValues,
            });

    // The blocks one behind the other, of each row the columns that turned out to be numbers.
    static Vector Joined(List<ReadOnlyMemory<double>> blocks, NumberColumns read) =>
        Vector.Fill(
            read.Rows * read.Names.Count,
            (blocks, read.Stored, Places: read.Places.ToArray()),
            static (into, from) =>
            {
                foreach (var block in from.blocks)
                {
                    var picked = Pick(block.Span, from.Stored, from.Places, into);
                    into = into[picked..];
                }
            }
        );

    /// <summary>Copies some columns of rows.</summary>
    /// <param name="rows">Rows of s numbers.</param>
    /// <param name="stored">s.</param>
    /// <param name="places">Which columns, ascending or not [d].</param>
    /// <param name="into">Where to.</param>
    /// <returns>How many numbers were copied.</returns>
    public static int Pick(ReadOnlySpan<double> rows, int stored, int[] places, Span<double> into)
    {
        var count = rows.Length / stored * places.Length;
        if (places.Length == stored && places.Select((place, j) => place == j).All(same => same))
            rows.CopyTo(into);
        else
            for (var (at, from) = (0, 0); from < rows.Length; from += stored)
                foreach (var place in places)
                    into[at++] = rows[from + place];
        return count;
    }

    // The same of a source that has numbers: nothing is written out and read again.
    static Validation<EmError, NumberTable> OfNumbers(
        Table table,
        NumberBlock block,
        ColumnChoice chosen,
        bool isOne,
        Domain domain,
        bool takesMissing
    )
    {
        var (d, n) = (block.Columns, block.Rows);
        var names = block.Names.IsEmpty ? Table.NamesOf(d) : block.Names;
        Vector Column(int index) => Vector.Of(n, i => block.Values.Span[i * d + index]);
        var places = new ColumnNames(names);
        Validation<EmError, Arr<int>> Observations(Arr<int> others) =>
            !chosen.Columns.IsEmpty ? places.Find(chosen.Columns)
            : Enumerable.Range(0, d).Where(j => !others.Contains(j)).ToArray() is { Length: > 0 } left
                ? isOne && left.Length > 1 ? new EmError.ManyColumns(table.Source, left.Select(j => names[j]).ToArray())
                    : (Arr<int>)left
            : new EmError.NoColumns(table.Source, names);
        NumberTable Made(Option<int> weights, Option<int> labels, Arr<int> columns)
        {
            var isWhole = columns.Count == d && columns.Select((c, j) => c == j).All(same => same);
            return new(
                columns.Map(c => names[c]),
                isWhole
                    ? Vector.Create(block.Values.Span)
                    : Vector.Of(n * columns.Count, at => block.Values.Span[at / columns.Count * d + columns[at % columns.Count]]),
                weights.MatchUnsafe<Vector?>(Column, () => null),
                labels.Match(index => LabelsOf(Column(index)), () => RowLabels.None)
            );
        }
        if (n == 0)
            return new EmError.NoRows(table.Source);
        return from weights in places.Find(chosen.Weights.ToArray())
            from labels in places.Find(chosen.Labels.ToArray())
            from without in places.Find(chosen.Without)
            from columns in Observations(weights.AddRange(labels).AddRange(without))
            let read = Made(weights.HeadOrNone(), labels.HeadOrNone(), columns)
            from fit in Faults(table, block.First, read, columns, domain, takesMissing)
            select fit with
            {
                Description = DescriptionOf(table.Source, chosen, names, columns) with
                {
                    Rows = n,
                    Missing = fit.Values.Count(double.IsNaN),
                },
            };
    }

    /// <summary>Labels that are numbers, named as they are written.</summary>
    internal static RowLabels LabelsOf(Vector column) =>
        RowLabels.OfNames([.. column.Select(x => double.IsNaN(x) ? Option<string>.None : NumberText.Shortest(x))]);

    // Of a source that has no text.
    internal static DataDescription DescriptionOf(string source, ColumnChoice chosen, Arr<string> names, Arr<int> columns)
    {
        var read = columns
            .Map(column => new ReadColumn(names[column], ColumnRole.Number))
            .AddRange(chosen.Weights.Map(name => new ReadColumn(name, ColumnRole.Weight)).ToArray())
            .AddRange(chosen.Labels.Map(name => new ReadColumn(name, ColumnRole.Label)).ToArray());
        var taken = read.Map(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new()
        {
            Source = source,
            Columns = read,
            IsByName = !chosen.Columns.IsEmpty,
            Unread = names.Filter(name => !taken.Contains(name)).Map(name => new UnreadColumn(name, "not asked for")),
        };
    }

    static Validation<EmError, NumberTable> Faults(
        Table table,
        int first,
        NumberTable read,
        Arr<int> columns,
        Domain domain,
        bool takesMissing
    )
    {
        var d = columns.Count;
        var errors = new List<EmError>();
        var isSound = domain == Domain.Finite && !read.Values.Span.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
        for (var at = 0; at < read.Values.Count && errors.Count < Table.MostErrors && !isSound; at++)
            if (!domain.Contains(read.Values[at]) && !(takesMissing && double.IsNaN(read.Values[at])))
                errors.Add(
                    new EmError.BadCell(
                        new(table.Source, first + at / d + 1, columns[at % d] + 1),
                        read.Names[at % d],
                        NumberText.Shortest(read.Values[at]),
                        domain
                    )
                );
        return errors.Count > 0 ? errors.ToSeq() : read;
    }
}
