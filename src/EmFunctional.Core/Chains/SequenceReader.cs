using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Chains;

// Reads what a family takes of each row, and to which sequence the row belongs: the rows of a sequence may stand anywhere, in their order.
static class SequenceReader
{
    const string SequenceColumn = "sequence";

    /// <summary>Symbols of any column.</summary>
    public static FamilyExpression Symbols { get; } =
        new(Arr.create(new FamilyCall(FamilyCatalogue.Categorical, Arr<string>.Empty, Arr<(string, string)>.Empty)));

    /// <summary>Whether the family is of symbols and nothing else.</summary>
    public static bool AreSymbols(FamilyExpression expression) => expression.Factors.Count == 1 && expression.Factors[0].Entry.IsOfTexts;

    /// <summary>Reads sequences.</summary>
    /// <param name="expression">The family.</param>
    /// <param name="table">The table.</param>
    /// <param name="asked">The columns; if none are named those of the family, and of a family alone without any the only ones left.</param>
    /// <param name="symbols">The symbols that there are; those of the table if none are given.</param>
    /// <param name="isToFit">Whether a model is to be fitted to them.</param>
    public static Validation<EmError, SequenceRows> Read(
        FamilyExpression expression,
        Table table,
        ColumnChoice asked,
        Arr<string> symbols = default,
        bool isToFit = true
    )
    {
        var chosen = asked.Columns.IsEmpty ? asked with { Columns = expression.Columns } : asked;
        return from one in AreSymbols(expression) ? chosen.Column : Option<string>.None
            from open in OpenTable.Of(table, chosen, Arr.create(SequenceColumn))
            from weightsAndLabels in WeightsAndLabels.Of(open, chosen)
            from sequence in SequenceOf(open, chosen)
            from without in open.Find(chosen.Without)
            from cells in FamilyReader
                .CellsOf(
                    expression,
                    open,
                    chosen,
                    Others(open, weightsAndLabels.Cells.AddRange(sequence).AddRange(without)),
                    TooMany(table)
                )
                .Bind(found => open.Unambiguous(found).Map(_ => found))
            let named = expression.On(cells.Map(cell => open.Names[cell]))
            let columns = FamilyReader.ReadingsOf(named, cells, chosen.MissingMarkers)
            let places = new SequencePlaces(sequence.HeadOrNone(), weightsAndLabels)
            from _ in RowReader.Read(
                open,
                [.. weightsAndLabels.Readings, .. columns, .. FamilyReader.ConditionsOf(named, cells, columns), places]
            )
            from made in Made(named, columns, symbols)
            select places.Rows(made.Family, row => made.Row(row), weightsAndLabels) with
            {
                Description = Described(open, chosen, expression, weightsAndLabels, sequence, cells, columns),
                IsToFit = isToFit,
            };
    }

    // The column asked for, or that of the usual name, unless it is asked for as something else.
    static Validation<EmError, Arr<int>> SequenceOf(OpenTable open, ColumnChoice chosen) =>
        chosen.Sequence.IsSome ? open.Find(chosen.Sequence.ToArray())
        : chosen.Named.Exists(name => name.Equals(SequenceColumn, StringComparison.OrdinalIgnoreCase)) ? Arr<int>.Empty
        : open.FindOne(SequenceColumn).ToArray().ToArr();

    // A column without a name is no data where others have one.
    static Arr<int> Others(OpenTable open, Arr<int> known) =>
        known.AddRange(Enumerable.Range(0, open.Names.Count).Where(cell => !open.IsNamed(cell)));

    static Func<Arr<string>, EmError> TooMany(Table table) => names => new EmError.ManyColumns(table.Source, names.ToArray());

    // The family with the levels that were read, and the numbers of a row.
    static Validation<EmError, (Family Family, Func<int, IEnumerable<double>> Row)> Made(
        FamilyExpression expression,
        FamilyReader.Reading[] columns,
        Arr<string> symbols
    )
    {
        if (symbols.IsEmpty)
            return FamilyReader
                .Made(expression, column => columns[column].Levels)
                .Map(family =>
                    (
                        AreSymbols(expression) ? Emissions.Of(columns[0].Levels) : family,
                        (Func<int, IEnumerable<double>>)(row => columns.Select(column => column.Number(row)))
                    )
                );
        var (seen, index) = (columns[0].Levels, Modelling.Symbols.Index(symbols));
        if (seen.Find(symbol => !index.ContainsKey(symbol)).Case is string unknown)
            return new EmError.UnknownName("symbol", unknown, symbols);
        IEnumerable<double> Row(int row) => columns[0].Number(row) is var at && double.IsNaN(at) ? [at] : [index[seen[(int)at]]];
        return (Emissions.Of(symbols), Row);
    }

    static DataDescription Described(
        OpenTable open,
        ColumnChoice chosen,
        FamilyExpression expression,
        WeightsAndLabels weightsAndLabels,
        Arr<int> sequence,
        Arr<int> cells,
        FamilyReader.Reading[] columns
    )
    {
        var roles = weightsAndLabels.After(sequence.Map(cell => (cell, ColumnRole.Sequence)).Concat(FamilyReader.RolesOf(cells, columns)));
        var read = open.Describe(chosen, roles, _ => "not asked for");
        var others = read.Unread.Filter(column => column.Why == "not asked for").Map(column => column.Name);
        var one =
            sequence.IsEmpty && !others.IsEmpty
                ? new[] { $"all rows are one sequence, since no column was named that tells sequences apart, such as {others[0]}" }
                : [];
        return read with
        {
            Notes = read.Notes.AddRange(one).AddRange(weightsAndLabels.Notes),
            IsByName = read.IsByName || !AreSymbols(expression),
        };
    }
}
