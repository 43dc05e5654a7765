using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Families;

// Reads the columns of an expression in rows that are not in memory: numbers, and levels, which are texts or numbers that stand for them.
static class FamilyBlocks
{
    // A column with more different numbers is hardly one of levels.
    const int MostLevels = 4096;

    /// <summary>What is chosen, with the columns of an expression, and which of them are read as texts.</summary>
    public static ColumnChoice Chosen(FamilyExpression expression, ColumnChoice chosen)
    {
        var levels = expression.Factors.Filter(factor => factor.Entry.IsOfTexts);
        return chosen with
        {
            Columns = chosen.Columns.IsEmpty ? expression.Columns : chosen.Columns,
            Texts = levels.Bind(factor => factor.Columns),
            AreAllTexts = expression.Columns.IsEmpty && !levels.IsEmpty,
        };
    }

    public static Validation<EmError, (Family Family, NumberBlocks Rows)> Read(FamilyExpression expression, NumberBlocks rows)
    {
        var alone = expression.Factors[0].Entry;
        if (expression.Columns.IsEmpty && alone.FaultOfWidth(rows.Names.Count).Case is EmError fault)
            return rows.Names.Count > alone.Width ? FamilyReader.Unnamed(expression, rows.Names) : fault;
        if (TextsOf(expression, rows).Case is EmError unread)
            return unread;
        return from places in expression.Columns.IsEmpty
                ? Prelude.Success<EmError, Arr<int>>(Enumerable.Range(0, rows.Names.Count).ToArr())
                : new ColumnNames(rows.Names).Find(expression.Columns)
            let own = rows.At(places)
            let named = expression.On(own.Names)
            from levels in LevelsOf(named, own).ToValidation()
            from family in FamilyReader.Made(named, column => levels[column].Names)
            select (
                family,
                own with
                {
                    Rows = levels.Exists(of => of.IsOfTexts) ? own.Rows.Map(levels.Count, Coded(levels)) : own.Rows,
                    Description = own.Description with
                    {
                        Columns = own
                            .Description.Columns.Map(
                                (int j, ReadColumn column) =>
                                    j < levels.Count && levels[j].IsOfTexts ? column with { Role = ColumnRole.Observation } : column
                            )
                            .ToArr(),
                        IsByName = true,
                    },
                }
            );
    }

    // A column of texts is not among those of numbers, which alone are at hand.
    static Option<EmError> TextsOf(FamilyExpression expression, NumberBlocks rows) =>
        expression
            .Columns.Find(name => !rows.Names.Contains(name) && rows.Description.Unread.Exists(column => column.Name == name))
            .Map(
                EmError (name) =>
                    new EmError.CannotDo(
                        "mixture",
                        $"read {name}, a column of texts, in rows that are not in memory; read them into memory"
                    )
            );

    // Of each column the levels that it has, or that it was given.
    static Either<EmError, Arr<Levels>> LevelsOf(FamilyExpression named, NumberBlocks rows)
    {
        string[] names = [.. rows.Names];
        Levels[] columns =
        [
            .. named.Factors.SelectMany(factor =>
                factor.Columns.Select(name => new Levels(
                    name,
                    rows.Texts.IsEmpty ? Arr<string>.Empty : rows.Texts[Array.IndexOf(names, name)],
                    factor.Entry.IsOfTexts,
                    factor["levels"].Map(FamilyExpression.Words).IfNone(Arr<string>.Empty)
                ))
            ),
        ];
        var fault = Option<EmError>.None;
        if (columns.All(column => !column.IsOfTexts))
            return columns.ToArr();
        return rows
            .Rows.Visit(
                (_, block) =>
                {
                    for (var at = 0; at < block.Length && fault.IsNone; at++)
                        fault = columns[at % columns.Length].See(block[at]);
                    return fault.IsNone;
                }
            )
            .Bind(_ => fault.Case is EmError error ? Prelude.Left<EmError, Arr<Levels>>(error) : columns.ToArr());
    }

    static MapRows Coded(Arr<Levels> columns) =>
        (_, rows, into) =>
        {
            for (var at = 0; at < rows.Length; at++)
                into[at] = columns[at % columns.Count].CodeOf(rows[at]);
        };

    // The levels of a column, whose numbers count its texts, or are levels themselves.
    sealed class Levels(string column, Arr<string> texts, bool isOfTexts, Arr<string> given)
    {
        readonly Dictionary<double, string> _seen = [];
        Dictionary<double, double>? _codes;

        public bool IsOfTexts => isOfTexts;

        public Arr<string> Names => given.IsEmpty ? Symbols.InOrder(_seen.Values) : given;

        public Option<EmError> See(double x)
        {
            if (!isOfTexts || double.IsNaN(x) || _seen.ContainsKey(x))
                return Option<EmError>.None;
            var text = _seen[x] = texts.IsEmpty ? NumberText.Shortest(x) : texts[(int)x];
            return !given.IsEmpty && !given.Contains(text)
                ? texts.IsEmpty
                    ? new EmError.OutsideDomain(column, x, new($"one of {string.Join(", ", given)}", _ => false))
                    : new EmError.UnknownName($"level of {column}", text, given)
                : texts.IsEmpty && _seen.Count > MostLevels
                    ? new EmError.CannotDo(column, $"be a column of levels: it has more than {MostLevels}")
                    : Option<EmError>.None;
        }

        public double CodeOf(double x) => !isOfTexts || double.IsNaN(x) ? x : (_codes ??= Codes())[x];

        Dictionary<double, double> Codes()
        {
            var index = Symbols.Index(Names);
            return _seen.ToDictionary(pair => pair.Key, pair => (double)index[pair.Value]);
        }
    }
}
