using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Columns of numbers that need not be in memory, and what is known of the rows beside them, which is.</summary>
/// <param name="Names">The columns' names [d].</param>
/// <param name="Rows">The numbers, NaN where one is missing [n×d].</param>
/// <param name="Weights">A weight for each row, 0 or more [n]; null where none were asked for.</param>
/// <param name="Labels">The components of rows, where they are known.</param>
/// <param name="Description">What was read.</param>
public sealed record NumberBlocks(Arr<string> Names, RowBlocks Rows, Vector? Weights, RowLabels Labels, DataDescription Description)
{
    /// <summary>n.</summary>
    public int Count => Rows.Rows;

    /// <summary>Of each column the texts that its numbers count, from 0; none of a column of numbers [d], or empty where all are numbers.</summary>
    public Arr<Arr<string>> Texts { get; init; } = Arr<Arr<string>>.Empty;

    /// <summary>What was known of the rows before they are read; null where they were.</summary>
    internal KnownRows? Known { get; init; }

    /// <summary>Weights that are there with the rows of each block; null where <see cref="Weights"/> are all.</summary>
    internal RowWeights? WeightsInParts { get; init; }

    /// <summary>The columns of a table whose rows are not in memory.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="chosen">The columns; all but those of weights and labels if none are named.</param>
    public static Validation<EmError, NumberBlocks> Read(Table table, RowBlocks rows, ColumnChoice chosen)
    {
        if (table.Streamed is { } read)
            return new NumberBlocks(read.Names, rows, read.Weights, read.Labels, read.Description)
            {
                Texts = read.Texts,
                Known = read.Known,
                WeightsInParts = read.WeightsInParts,
            };
        var names = table.BlockNames.IsEmpty ? Table.NamesOf(rows.Columns) : table.BlockNames;
        var places = new ColumnNames(names);
        return from weights in places.Find(chosen.Weights.ToArray())
            from labels in places.Find(chosen.Labels.ToArray())
            from without in places.Find(chosen.Without)
            from asked in places.Find(chosen.Columns)
            let aside = weights.AddRange(labels).AddRange(without)
            let columns = chosen.Columns.IsEmpty ? Enumerable.Range(0, names.Count).Where(j => !aside.Contains(j)).ToArr() : asked
            from _ in columns.IsEmpty ? new EmError.NoColumns(table.Source, names) : Prelude.Success<EmError, Unit>(Prelude.unit)
            from w in weights.HeadOrNone().Map(column => Column(rows, column).Map(Prelude.Some)).IfNone(Option<Vector>.None).ToValidation()
            from l in labels
                .HeadOrNone()
                .Map(column => Column(rows, column).Map(NumberTable.LabelsOf))
                .IfNone(RowLabels.None)
                .ToValidation()
            select new NumberBlocks(names, rows, w.MatchUnsafe<Vector?>(of => of, () => null), l, DataDescription.Unknown).At(columns) with
            {
                Description = NumberTable.DescriptionOf(table.Source, chosen, names, columns) with { Rows = rows.Rows },
            };
    }

    static Either<EmError, Vector> Column(RowBlocks rows, int column)
    {
        var values = new double[rows.Rows];
        return rows.Visit(
                (first, block) =>
                {
                    for (var at = column; at < block.Length; at += rows.Columns)
                        values[first++] = block[at];
                    return true;
                }
            )
            .Map(_ => Vector.Create(values));
    }

    /// <summary>The same if there is one column.</summary>
    public Validation<EmError, NumberBlocks> One() => Names.Count == 1 ? this : new EmError.ManyColumns(Description.Source, Names);

    /// <summary>Some of the columns.</summary>
    /// <param name="columns">Which, from 0.</param>
    public NumberBlocks At(Arr<int> columns) =>
        columns.Count == Names.Count && columns.Select((column, j) => column == j).All(same => same)
            ? this
            : this with
            {
                Names = columns.Map(column => Names[column]),
                Rows = Rows.Pick(columns),
                Texts = Texts.IsEmpty ? Texts : columns.Map(column => Texts[column]),
                Description = Described(columns.Map(column => Names[column])),
            };

    // The columns in their new order, those of weights and labels behind them.
    DataDescription Described(Arr<string> names)
    {
        var (of, others) = (Description.Columns, Names.Filter(name => !names.Contains(name)));
        return Description with
        {
            Columns = names
                .Map(name => of.Find(column => column.Name == name).IfNone(new ReadColumn(name, ColumnRole.Number)))
                .AddRange(of.Filter(column => !Names.Contains(column.Name))),
            Unread = Description.Unread.AddRange(others.Map(name => new UnreadColumn(name, "not asked for"))),
        };
    }
}
