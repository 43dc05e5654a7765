using System.Collections.Generic;
using System.Linq;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>Reads the flips of each row: a sequence in one cell, or counts in two.</summary>
sealed class FlipsReader : IRowReading
{
    const string Sequence = "sequence";
    const string HeadsColumn = "heads";
    const string TailsColumn = "tails";
    const string FlipsColumn = "flips";

    static readonly Domain _flips = Domain.Letters("H or T");
    static readonly Domain _count = Domain.WholeNumberFrom(0);
    static readonly Arr<string> _known = Arr.create(Sequence, HeadsColumn, TailsColumn, FlipsColumn);

    readonly List<double> _heads = [];
    readonly List<double> _tails = [];
    readonly Missing _missing;
    readonly Arr<int> _cells;
    readonly bool _isOfFlips;

    FlipsReader(OpenTable open, Arr<int> cells, Missing missing)
    {
        (_cells, _missing) = (cells, missing);
        _isOfFlips = cells.Count == 2 && IsName(open.Names[cells[1]], FlipsColumn);
    }

    public int Cells => _cells.Count;

    public static Validation<EmError, FamilyRows> Read(Table table, ColumnChoice chosen) =>
        from open in OpenTable.Of(table, chosen, _known, first => Guess(first, chosen))
        from weightsAndLabels in WeightsAndLabels.Of(open, chosen)
        from without in open.Find(chosen.Without)
        from cells in CellsOf(open, chosen, without)
        let flips = new FlipsReader(open, cells, chosen.MissingMarkers)
        from rows in RowReader.Read(open, [flips, .. weightsAndLabels.Readings])
        select flips.Made(open, weightsAndLabels, chosen, rows);

    // A lone cell is a header only when it is the name of the column.
    static Option<bool> Guess(TableRow first, ColumnChoice chosen) =>
        first.Count == 1 ? _known.AddRange(chosen.Named).Exists(name => IsName(first[0], name)) : Option<bool>.None;

    static bool IsName(string cell, string name) => cell.AsSpan().Trim().Equals(name, StringComparison.OrdinalIgnoreCase);

    static Validation<EmError, Arr<int>> CellsOf(OpenTable open, ColumnChoice chosen, Arr<int> without)
    {
        if (!chosen.Columns.IsEmpty)
            return chosen.Columns.Count == 2 && IsName(chosen.Columns[0], HeadsColumn) && IsCounted(chosen.Columns[1])
                ? open.Find(chosen.Columns)
                : chosen.Column.Bind(_ => open.Find(chosen.Columns));
        var sets = new[] { new[] { Sequence }, [HeadsColumn, TailsColumn], [HeadsColumn, FlipsColumn] };
        var found = sets.Select(names => names.Select(name => open.FindOne(name).Filter(cell => !without.Contains(cell))).ToArray())
            .Where(cells => cells.All(cell => cell.IsSome))
            .HeadOrNone();
        return found.Match(
            cells => open.Unambiguous(cells.Somes()).Map(_ => (Arr<int>)cells.Somes().ToArray()),
            () =>
                open.Names.Count == 1
                    ? Arr.create(0)
                    : new EmError.MissingColumns(
                        open.Table.At(open.First),
                        Arr.create(Sequence, "heads with tails", "heads with flips"),
                        open.Names.ToArray()
                    )
        );
    }

    static bool IsCounted(string name) => IsName(name, TailsColumn) || IsName(name, FlipsColumn);

    FamilyRows Made(OpenTable open, WeightsAndLabels weightsAndLabels, ColumnChoice chosen, int rows) =>
        new(
            Family.Of(new Coin(Cells == 1 ? CoinsObservation.Sequences : CoinsObservation.Counts)),
            new NumberTable(
                Arr.create(HeadsColumn, TailsColumn),
                Vector.Of(2 * rows, at => at % 2 == 0 ? _heads[at / 2] : _tails[at / 2]),
                weightsAndLabels.WeightValues,
                weightsAndLabels.LabelValues
            )
            {
                Description = Described(open, weightsAndLabels, chosen),
            }
        );

    DataDescription Described(OpenTable open, WeightsAndLabels weightsAndLabels, ColumnChoice chosen)
    {
        var read = open.Describe(chosen, weightsAndLabels.After(_cells.Map(cell => (cell, ColumnRole.Observation))), _ => "not asked for");
        return read with { Notes = read.Notes.AddRange(weightsAndLabels.Notes) };
    }

    public void Take(TableRow row, RowFaults faults)
    {
        var (heads, tails) =
            _cells.Exists(cell => _missing.Matches(row[cell])) ? (double.NaN, double.NaN)
            : Cells == 1 ? Flips(row, _cells[0], faults)
            : Counts(row, faults);
        _heads.Add(heads);
        _tails.Add(tails);
    }

    static (double Heads, double Tails) Flips(TableRow row, int cell, RowFaults faults)
    {
        var (text, heads, tails) = (row[cell], 0, 0);
        var leading = text.Length - text.AsSpan().TrimStart().Length;
        var flips = text.Trim();
        for (var i = 0; i < flips.Length; i++)
            if (flips[i] is 'H' or 'h')
                heads++;
            else if (flips[i] is 'T' or 't')
                tails++;
            else
            {
                faults.Add(row, cell, "the flips", flips[i].ToString(), _flips, leading + i);
                break;
            }
        return (heads, tails);
    }

    (double Heads, double Tails) Counts(TableRow row, RowFaults faults)
    {
        if (Count(row, _cells[0], HeadsColumn, faults) is not { } heads)
            return (0, 0);
        if (Count(row, _cells[1], _isOfFlips ? FlipsColumn : TailsColumn, faults) is not { } others)
            return (0, 0);
        if (_isOfFlips && heads > others)
            faults.Add(row, _cells[0], HeadsColumn, row[_cells[0]], Domain.AtMost(others, FlipsColumn));
        else if (heads + others == 0)
            faults.Add(new EmError.EmptyRow(faults.At(row, _cells[0]), "flips"));
        return (heads, _isOfFlips ? others - heads : others);
    }

    static double? Count(TableRow row, int cell, string name, RowFaults faults)
    {
        if (row.TryNumber(cell, out var count) && _count.Contains(count))
            return count;
        faults.Add(row, cell, name, row[cell], _count);
        return null;
    }
}
