using System.Collections.Generic;
using System.Linq;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Families;

// Reads the columns of an expression: numbers in their domains, and texts as levels.
static class FamilyReader
{
    public static Validation<EmError, FamilyRows> Read(FamilyExpression expression, Table table, ColumnChoice chosen) =>
        from open in OpenTable.Of(table, chosen with { Columns = expression.Columns })
        from weightsAndLabels in WeightsAndLabels.Of(open, chosen)
        from without in open.Find(chosen.Without)
        from cells in CellsOf(expression, open, chosen, weightsAndLabels.Cells.AddRange(without), names => Unnamed(expression, names))
        let named = expression.On(cells.Map(cell => open.Names[cell]))
        let readings = ReadingsOf(named, cells, chosen.MissingMarkers)
        from rows in RowReader.Read(open, [.. readings, .. ConditionsOf(named, cells, readings), .. weightsAndLabels.Readings])
        from family in Made(named, column => readings[column].Levels)
        select new FamilyRows(
            family,
            new NumberTable(
                named.Columns,
                Vector.Of(rows * cells.Count, at => readings[at % cells.Count].Number(at / cells.Count)),
                weightsAndLabels.WeightValues,
                weightsAndLabels.LabelValues
            )
            {
                Description = Described(open, weightsAndLabels, chosen, readings, cells),
            }
        );

    static DataDescription Described(
        OpenTable open,
        WeightsAndLabels weightsAndLabels,
        ColumnChoice chosen,
        Reading[] readings,
        Arr<int> cells
    )
    {
        var read = open.Describe(chosen, weightsAndLabels.After(RolesOf(cells, readings)), _ => "not asked for");
        return read with { Notes = read.Notes.AddRange(weightsAndLabels.Notes), IsByName = true };
    }

    /// <summary>What each column is read for.</summary>
    public static Arr<(int Cell, ColumnRole Role)> RolesOf(Arr<int> cells, Reading[] readings) =>
        cells.Map((j, cell) => (cell, readings[j].IsOfTexts ? ColumnRole.Observation : ColumnRole.Number)).ToArray();

    /// <summary>Columns that are named twice are named alike.</summary>
    public static Validation<EmError, Unit> Agree(Arr<string> named, Arr<string> asked) =>
        named.IsEmpty || asked.IsEmpty || named == asked
            ? Prelude.unit
            : new EmError.BadOption(
                "columns",
                string.Join(", ", asked),
                new($"those of the family, {string.Join(", ", named)}, or left out", _ => false)
            );

    public static EmError Unnamed(FamilyExpression expression, Arr<string> left)
    {
        var alone = expression.Factors[0].Entry;
        return new EmError.BadOption(
            "family",
            alone.Name,
            new($"a family with its columns, such as {alone.On(left.Take(alone.Width).ToArray())}", _ => false)
        );
    }

    /// <summary>Those that are named; of a family alone those that are left, if it takes so many.</summary>
    /// <param name="expression">The family.</param>
    /// <param name="open">The table.</param>
    /// <param name="chosen">What was asked for.</param>
    /// <param name="others">The columns that are something else.</param>
    /// <param name="tooMany">What is wrong where more are left than it takes.</param>
    public static Validation<EmError, Arr<int>> CellsOf(
        FamilyExpression expression,
        OpenTable open,
        ColumnChoice chosen,
        Arr<int> others,
        Func<Arr<string>, EmError> tooMany
    )
    {
        var alone = expression.Factors[0].Entry;
        if (!chosen.Columns.IsEmpty && !expression.Columns.IsEmpty && chosen.Columns.Count != expression.Columns.Count)
            return new EmError.WrongLength("columns", expression.Columns.Count, chosen.Columns.Count);
        if (!chosen.Columns.IsEmpty && expression.Columns.IsEmpty && alone.FaultOfWidth(chosen.Columns.Count).Case is EmError unfit)
            return unfit;
        if (!chosen.Columns.IsEmpty || !expression.Columns.IsEmpty)
            return open.Find(chosen.Columns.IsEmpty ? expression.Columns : chosen.Columns);
        Arr<int> left = Enumerable.Range(0, open.Names.Count).Where(cell => !others.Contains(cell)).ToArray();
        return alone.FaultOfWidth(left.Count).Case is not EmError fault ? Prelude.Success<EmError, Arr<int>>(left)
            : left.IsEmpty ? new EmError.NoColumns(open.Table.Source, open.Names.ToArray())
            : left.Count < alone.Width ? fault
            : tooMany(left.Map(cell => open.Names[cell]));
    }

    public static Reading[] ReadingsOf(FamilyExpression expression, Arr<int> cells, Missing missing)
    {
        var (readings, at) = (new List<Reading>(), 0);
        foreach (var factor in expression.Factors)
        {
            var domains = DomainsOf(factor);
            for (var j = 0; j < factor.Columns.Count; j++)
                readings.Add(
                    factor.Entry.IsOfTexts
                        ? new Texts(cells[at++], missing, factor["levels"].Map(FamilyExpression.Words).IfNone(Arr<string>.Empty))
                        : new Numbers(cells[at++], missing, domains.IsEmpty ? Domain.Finite : domains[j])
                );
        }
        return [.. readings];
    }

    // What the numbers of a row must be together, of each factor that has such conditions.
    public static IEnumerable<IRowReading> ConditionsOf(FamilyExpression expression, Arr<int> cells, Reading[] readings)
    {
        var at = 0;
        foreach (var factor in expression.Factors)
        {
            var own = Enumerable.Range(at, factor.Columns.Count).Select(j => (cells[j], readings[j])).ToArray();
            foreach (var family in factor.Make(Arr<string>.Empty).RightAsEnumerable().Where(f => f.As<IHasRowConditions>() is not null))
                yield return new Conditions(family, own);
            at += factor.Columns.Count;
        }
    }

    static Arr<Domain> DomainsOf(FamilyCall factor) =>
        factor.Make(Arr<string>.Empty).Match(made => made.Shape.Columns.Map(column => column.Domain), _ => Arr<Domain>.Empty);

    // The product of the factors, each on its own columns and with its own levels.
    public static Validation<EmError, Family> Made(FamilyExpression expression, Func<int, Arr<string>> levelsOfColumn)
    {
        var (made, at) = (new List<Family>(), 0);
        foreach (var factor in expression.Factors)
        {
            var family = factor.Make(levelsOfColumn(at));
            if (family.Case is EmError fault)
                return fault;
            made.AddRange(family.RightAsEnumerable());
            at += factor.Columns.Count;
        }
        return made.Aggregate((left, right) => left * right);
    }

    /// <summary>The family of an expression in which all columns and levels are written, as in that of a saved model.</summary>
    public static Validation<EmError, Family> Of(FamilyExpression expression)
    {
        var named = expression.Columns.IsEmpty ? expression.On(Table.NamesOf(expression.Factors[0].Entry.Width).ToArray()) : expression;
        var factors = named.Factors.Bind(factor => Enumerable.Repeat(factor, factor.Columns.Count).ToArr());
        return Made(named, column => factors[column]["levels"].Map(FamilyExpression.Words).IfNone(Arr<string>.Empty));
    }

    public abstract class Reading(int cell, Missing missing) : IRowReading
    {
        public int Cells => 1;

        public abstract bool IsOfTexts { get; }

        public virtual Arr<string> Levels => Arr<string>.Empty;

        public abstract double Number(int row);

        public void Take(TableRow row, RowFaults faults) => Take(row, cell, missing.Matches(row[cell]), faults);

        protected abstract void Take(TableRow row, int cell, bool isMissing, RowFaults faults);
    }

    sealed class Numbers(int cell, Missing missing, Domain domain) : Reading(cell, missing)
    {
        readonly List<double> _values = [];

        public override bool IsOfTexts => false;

        public override double Number(int row) => _values[row];

        protected override void Take(TableRow row, int cell, bool isMissing, RowFaults faults)
        {
            var value = double.NaN;
            var isFit = !isMissing && row.TryNumber(cell, out value) && domain.Contains(value);
            if (!isMissing && !isFit)
                faults.Add(row, cell, domain);
            _values.Add(isFit ? value : double.NaN);
        }
    }

    sealed class Conditions(Family family, (int Cell, Reading Reading)[] columns) : IRowReading
    {
        readonly double[] _values = new double[columns.Length];
        int _row;

        public int Cells => 0;

        public void Take(TableRow row, RowFaults faults)
        {
            for (var j = 0; j < columns.Length; j++)
                _values[j] = columns[j].Reading.Number(_row);
            _row++;
            if (family.Fault(_values).Case is (int column, Domain expected))
                faults.Add(row, columns[column].Cell, expected);
        }
    }

    sealed class Texts(int cell, Missing missing, Arr<string> given) : Reading(cell, missing)
    {
        readonly List<string?> _values = [];
        IReadOnlyDictionary<string, double>? _index;

        public override bool IsOfTexts => true;

        public override Arr<string> Levels => given.IsEmpty ? Symbols.InOrder(_values.Where(text => text is not null)!) : given;

        public override double Number(int row)
        {
            _index ??= Symbols.Index(Levels);
            return _values[row] is { } text ? _index[text] : double.NaN;
        }

        protected override void Take(TableRow row, int cell, bool isMissing, RowFaults faults)
        {
            var text = faults.Text(row, cell);
            if (!isMissing && !given.IsEmpty && !given.Contains(text))
                faults.Add(row, cell, new Domain($"one of {string.Join(", ", given)}", _ => false));
            _values.Add(isMissing ? null : text);
        }
    }
}
