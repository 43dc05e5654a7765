using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
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

    /// <summary>Reads columns of numbers. The first row is a header unless all its cells are numbers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="chosen">The columns; if none are named, every one that has a number in its first row, but for weights and labels.</param>
    /// <param name="domain">Where the numbers must lie; finite if null.</param>
    /// <param name="takesMissing">Whether a number may be missing.</param>
    /// <returns>The columns, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, NumberTable> Read(
        Table table,
        ColumnChoice chosen,
        Domain? domain = null,
        bool takesMissing = true
    ) => Read(table, chosen, numeric => numeric, domain ?? Domain.Finite, takesMissing);

    /// <summary>Reads one column of numbers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="chosen">The column; if none is named, the only one that has a number in its first row, but for weights and labels.</param>
    /// <param name="domain">Where the numbers must lie; finite if null.</param>
    /// <returns>The column, or the first twenty errors, each with its place.</returns>
    public static Validation<EmError, NumberTable> ReadColumn(Table table, ColumnChoice chosen, Domain? domain = null) =>
        chosen.Column.Bind(_ =>
            Read(
                table,
                chosen,
                numeric => numeric.Count == 1 ? numeric : new EmError.ManyColumns(table.Source, numeric.Map(c => c.Name)),
                domain ?? Domain.Finite,
                takesMissing: true
            )
        );

    static Validation<EmError, NumberTable> Read(
        Table table,
        ColumnChoice chosen,
        Func<Arr<(int Index, string Name)>, Validation<EmError, Arr<(int Index, string Name)>>> unasked,
        Domain domain,
        bool takesMissing
    )
    {
        if (table.Numbers is { } block)
            return OfNumbers(table, block, chosen, unasked, domain, takesMissing);
        var (values, weights, labels) = (new List<double>(), new List<double>(), new List<Option<string>>());
        var gaps = chosen.Gaps;
        Option<Domain> Take(string text, List<double> into, Domain within)
        {
            var isFit = NumberText.TryRead(text, out var value) && within.Contains(value);
            if (isFit)
                into.Add(value);
            return isFit ? Option<Domain>.None : within;
        }
        Option<Domain> Accept(ColumnReader.Cell cell)
        {
            if (cell.Role == ColumnReader.Role.Weight)
                return Take(cell.Text, weights, Domain.NonNegative);
            var isMissing = gaps.Stands(cell.Text);
            if (cell.Role == ColumnReader.Role.Label)
                labels.Add(isMissing ? Option<string>.None : cell.Text.Trim());
            else if (isMissing && takesMissing)
                values.Add(double.NaN);
            else
                return Take(cell.Text, values, domain);
            return Option<Domain>.None;
        }
        Validation<EmError, Arr<int>> Observations(Arr<string> names, TableRow first, Arr<int> others) =>
            !chosen.Columns.IsEmpty
                ? ColumnReader.ByName(names, chosen.Columns)
                : NotNone(
                        table,
                        names,
                        first,
                        ColumnReader.Numeric(names, first, takesMissing ? gaps : null).Filter(c => !others.Contains(c))
                    )
                    .Bind(numeric => unasked(numeric.Map(c => (c, names[c]))))
                    .Map(found => found.Map(c => c.Index));
        return ColumnReader
            .Read(
                table,
                (names, first) =>
                    from asides in ColumnReader.Asides(names, chosen)
                    from columns in Observations(names, first, asides.Map(aside => aside.Index))
                    select columns.Map(index => (index, ColumnReader.Role.Observation)).AddRange(asides),
                Accept
            )
            .Map(names => new NumberTable(
                names,
                Vector.Of(values),
                chosen.Weights.IsSome ? Vector.Of(weights) : null,
                RowLabels.OfNames(labels)
            ));
    }

    // The same of a source that has numbers: nothing is written out and read again.
    static Validation<EmError, NumberTable> OfNumbers(
        Table table,
        NumberBlock block,
        ColumnChoice chosen,
        Func<Arr<(int Index, string Name)>, Validation<EmError, Arr<(int Index, string Name)>>> unasked,
        Domain domain,
        bool takesMissing
    )
    {
        var (d, n) = (block.Columns, block.Rows);
        var names = block.Names.IsEmpty ? Table.NamesOf(d) : block.Names;
        Vector Column(int index) => Vector.Of(n, i => block.Values.Span[i * d + index]);
        Validation<EmError, Arr<int>> Observations(Arr<int> others) =>
            !chosen.Columns.IsEmpty
                ? ColumnReader.ByName(names, chosen.Columns)
                : unasked(Enumerable.Range(0, d).Where(j => !others.Contains(j)).Select(j => (j, names[j])).ToArray())
                    .Map(found => found.Map(c => c.Index));
        NumberTable Made(Arr<(int Index, ColumnReader.Role Role)> asides, Arr<int> columns)
        {
            Option<int> Aside(ColumnReader.Role role) => asides.Find(aside => aside.Role == role).Map(aside => aside.Index);
            var isWhole = columns.Count == d && columns.Select((c, j) => c == j).All(same => same);
            return new(
                columns.Map(c => names[c]),
                isWhole
                    ? Vector.Create(block.Values.Span)
                    : Vector.Of(n * columns.Count, at => block.Values.Span[at / columns.Count * d + columns[at % columns.Count]]),
                Aside(ColumnReader.Role.Weight).MatchUnsafe<Vector?>(Column, () => null),
                Aside(ColumnReader.Role.Label)
                    .Match(
                        index =>
                            RowLabels.OfNames([
                                .. Column(index).Select(x => double.IsNaN(x) ? Option<string>.None : NumberText.Shortest(x)),
                            ]),
                        () => RowLabels.None
                    )
            );
        }
        if (n == 0)
            return new EmError.NoRows(table.Source);
        return from asides in ColumnReader.Asides(names, chosen)
            from columns in Observations(asides.Map(aside => aside.Index))
            let read = Made(asides, columns)
            from fit in Faults(table, read, columns, domain, takesMissing)
            select fit;
    }

    /// <summary>Columns of rows that are not in memory; they have neither weights nor labels beside them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="chosen">The columns; all if none are named.</param>
    internal static Validation<EmError, (Arr<string> Names, RowBlocks Rows)> Choose(Table table, RowBlocks rows, ColumnChoice chosen)
    {
        var names = Table.NamesOf(rows.Columns);
        if (chosen.Weights.IsSome || chosen.Labels.IsSome)
            return new EmError.CannotDo(table.Source, "have weights or labels beside rows that are not in memory");
        return chosen.Columns.IsEmpty
            ? (names, rows)
            : ColumnReader
                .ByName(names, chosen.Columns)
                .Map(columns => (columns.Map(c => names[c]), rows.Map(columns.Count, Picked([.. columns], rows.Columns))));
    }

    static MapRows Picked(int[] columns, int d) =>
        (_, rows, into) =>
        {
            for (var at = 0; at < into.Length; at++)
                into[at] = rows[at / columns.Length * d + columns[at % columns.Length]];
        };

    static Validation<EmError, NumberTable> Faults(Table table, NumberTable read, Arr<int> columns, Domain domain, bool takesMissing)
    {
        var d = columns.Count;
        var errors = new List<EmError>();
        var isSound = domain == Domain.Finite && !read.Values.Span.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
        for (var at = 0; at < read.Values.Count && errors.Count < Table.MostErrors && !isSound; at++)
            if (!domain.Contains(read.Values[at]) && !(takesMissing && double.IsNaN(read.Values[at])))
                errors.Add(
                    new EmError.BadCell(
                        new(table.Source, at / d + 1, columns[at % d] + 1),
                        read.Names[at % d],
                        NumberText.Shortest(read.Values[at]),
                        domain
                    )
                );
        return errors.Count > 0 ? errors.ToSeq() : read;
    }

    static Validation<EmError, Arr<int>> NotNone(Table table, Arr<string> names, TableRow first, Arr<int> numeric) =>
        numeric.IsEmpty ? new EmError.BadCell(table.At(first), names[0], first.Cells[0], Domain.Finite) : numeric;
}
