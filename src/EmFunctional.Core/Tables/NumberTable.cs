using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Columns of numbers, and one of weights if it was asked for.</summary>
/// <param name="Names">The columns' names, or <c>column1</c> … where the table has no header [d].</param>
/// <param name="Values">The numbers, row after row [n×d].</param>
/// <param name="Weights">A weight for each row, 0 or more [n]; null where none were asked for.</param>
public sealed record NumberTable(Arr<string> Names, Vector Values, Vector? Weights)
{
    /// <summary>n.</summary>
    public int Rows => Values.Count / Names.Count;

    /// <summary>Reads columns of numbers. The first row is a header unless all its cells are numbers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Their names; if none are given, every column that has a number in its first row, but for the weights.</param>
    /// <param name="weights">The name of the column of weights, if there is one.</param>
    /// <param name="domain">Where the numbers must lie; finite if null.</param>
    /// <param name="missing">What stands for a missing number, which is read as NaN; if null none may be missing.</param>
    /// <returns>The columns, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, NumberTable> Read(
        Table table,
        Arr<string> columns,
        Option<string> weights = default,
        Domain? domain = null,
        Missing? missing = null
    ) => Read(table, columns, numeric => numeric, weights, domain ?? Domain.Finite, missing);

    /// <summary>Reads one column of numbers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">Its name; if none is given, the only column that has a number in its first row, but for the weights.</param>
    /// <param name="weights">The name of the column of weights, if there is one.</param>
    /// <param name="domain">Where the numbers must lie; finite if null.</param>
    /// <returns>The column, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, NumberTable> ReadColumn(
        Table table,
        Option<string> column,
        Option<string> weights = default,
        Domain? domain = null
    ) =>
        Read(
            table,
            column.ToArray(),
            numeric => numeric.Count == 1 ? numeric : new EmError.ManyColumns(table.Source, numeric.Map(c => c.Name)),
            weights,
            domain ?? Domain.Finite
        );

    static Validation<EmError, NumberTable> Read(
        Table table,
        Arr<string> asked,
        Func<Arr<(int Index, string Name)>, Validation<EmError, Arr<(int Index, string Name)>>> unasked,
        Option<string> weights,
        Domain domain,
        Missing? missing = null
    )
    {
        Validation<EmError, Arr<int>> Columns(Arr<string> names, TableRow first, Arr<int> weight) =>
            asked.IsEmpty
                ? NotNone(table, names, first, ColumnReader.Numeric(names, first, missing).Filter(c => !weight.Contains(c)))
                    .Bind(numeric => unasked(numeric.Map(c => (c, names[c]))))
                    .Map(chosen => chosen.Map(c => c.Index))
                : ColumnReader.ByName(names, asked);
        var (values, weighing) = (new List<double>(), new List<double>());
        return ColumnReader
            .Read(
                table,
                (names, first) =>
                    ColumnReader
                        .ByName(names, weights.ToArray())
                        .Bind(weight => Columns(names, first, weight).Map(columns => columns.AddRange(weight))),
                cell =>
                {
                    var isWeight = weights.IsSome && cell.IsLast;
                    var within = isWeight ? Domain.NonNegative : domain;
                    if (!isWeight && missing?.Stands(cell.Text) == true)
                    {
                        values.Add(double.NaN);
                        return Option<Domain>.None;
                    }
                    var isFit = NumberText.TryRead(cell.Text, out var value) && within.Contains(value);
                    if (isFit)
                        (isWeight ? weighing : values).Add(value);
                    return isFit ? Option<Domain>.None : within;
                }
            )
            .Map(names => new NumberTable(
                weights.IsSome ? new(names.Take(names.Count - 1)) : names,
                Vector.Of(values),
                weights.IsSome ? Vector.Of(weighing) : null
            ));
    }

    static Validation<EmError, Arr<int>> NotNone(Table table, Arr<string> names, TableRow first, Arr<int> numeric) =>
        numeric.IsEmpty ? new EmError.BadCell(table.At(first), names[0], first.Cells[0], Domain.Finite) : numeric;
}
