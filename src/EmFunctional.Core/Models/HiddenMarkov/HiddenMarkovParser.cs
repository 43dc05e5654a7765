using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.HiddenMarkov;

/// <summary>Reads a symbol a row, and to which sequence the row belongs: the rows of a sequence may stand anywhere, in their order.</summary>
sealed class HiddenMarkovParser : IRowReading
{
    const string SequenceColumn = "sequence";

    readonly int _symbolCell;
    readonly Option<int> _sequenceCell;
    readonly Asides _asides;
    readonly Missing _gaps;
    readonly Dictionary<string, string> _pool = new(StringComparer.Ordinal);
    readonly List<string> _symbols = []; // of each row, empty where it is missing
    readonly List<int> _sequences = []; // of each row
    readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    readonly List<double> _weights = []; // of each sequence

    HiddenMarkovParser(int symbol, Option<int> sequence, Asides asides, Missing gaps) =>
        (_symbolCell, _sequenceCell, _asides, _gaps) = (symbol, sequence, asides, gaps);

    public int Cells => 2;

    public static Validation<EmError, HiddenMarkovData> Parse(Table table, ColumnChoice chosen, Arr<string> symbols) =>
        from column in chosen.Column
        from open in OpenTable.Of(table, chosen, Arr.create(SequenceColumn))
        from asides in Asides.Of(open, chosen)
        from sequence in SequenceOf(open, chosen)
        from without in open.Find(chosen.Without)
        from symbol in SymbolOf(open, chosen, asides.Cells.AddRange(sequence).AddRange(without))
        let reading = new HiddenMarkovParser(symbol, sequence.HeadOrNone(), asides, chosen.Gaps)
        from _ in RowReader.Read(open, [.. asides.Readings, reading])
        from data in reading.Made(open, chosen, symbols)
        select data;

    // The column asked for, or that of the usual name, unless it is asked for as something else.
    static Validation<EmError, Arr<int>> SequenceOf(OpenTable open, ColumnChoice chosen) =>
        chosen.Sequence.IsSome ? open.Find(chosen.Sequence.ToArray())
        : chosen.Named.Exists(name => name.Equals(SequenceColumn, StringComparison.OrdinalIgnoreCase)) ? Arr<int>.Empty
        : open.FindOne(SequenceColumn).ToArray().ToArr();

    static Validation<EmError, int> SymbolOf(OpenTable open, ColumnChoice chosen, Arr<int> others)
    {
        if (!chosen.Columns.IsEmpty)
            return open.Find(chosen.Columns).Map(found => found[0]);
        var left = Enumerable.Range(0, open.Names.Count).Where(cell => open.IsNamed(cell) && !others.Contains(cell)).ToArray();
        return left.Length switch
        {
            0 => new EmError.NoColumns(open.Table.Source, open.Names.ToArray()),
            1 => open.Unambiguous(left).Map(_ => left[0]),
            _ => new EmError.ManyColumns(open.Table.Source, left.Select(cell => open.Names[cell]).ToArray()),
        };
    }

    public void Take(TableRow row, RowFaults faults)
    {
        var text = faults.Text(row, _symbolCell);
        if (!_pool.TryGetValue(text, out var symbol))
            _pool[text] = symbol = _gaps.Stands(text) ? "" : text;
        _symbols.Add(symbol);
        var weight = _asides.Weights.Match(read => read.Values[^1], () => 1);
        var key = _sequenceCell.Match(cell => faults.Text(row, cell), () => SequenceColumn);
        if (key.Length == 0)
            _sequenceCell.IfSome(cell => faults.Add(row, cell, _name));
        if (!_places.TryGetValue(key, out var sequence))
        {
            _places[key] = sequence = _places.Count;
            _weights.Add(weight);
        }
        else if (weight != _weights[sequence])
            _asides.WeightCell.IfSome(cell =>
                faults.Add(row, cell, new($"{NumberText.Shortest(_weights[sequence])}, as in the rows before of this sequence", _ => false))
            );
        _sequences.Add(sequence);
    }

    static readonly Domain _name = new("the name of a sequence", _ => false);

    Validation<EmError, HiddenMarkovData> Made(OpenTable open, ColumnChoice chosen, Arr<string> symbols)
    {
        var rows = Enumerable.Range(0, _symbols.Count).GroupBy(row => _sequences[row]).OrderBy(sequence => sequence.Key).ToArray();
        var order = rows.SelectMany(sequence => sequence).ToArray();
        return HiddenMarkovData.Create(
            [.. rows.Select(sequence => sequence.Select(row => _symbols[row]).ToArray())],
            _asides.Weights.IsSome ? Vector.Of(_weights) : null,
            _asides.Labels.Match(read => RowLabels.OfNames([.. order.Select(row => read.Values[row])]), () => RowLabels.None),
            symbols,
            Described(open, chosen),
            order
        );
    }

    DataDescription Described(OpenTable open, ColumnChoice chosen)
    {
        var roles = _asides.After(
            _sequenceCell.Map(cell => (cell, ColumnRole.Sequence)).ToArray().Append((_symbolCell, ColumnRole.Observation))
        );
        var read = open.Describe(chosen, roles, _ => "not asked for");
        var others = read.Unread.Filter(column => column.Why == "not asked for").Map(column => column.Name);
        var one =
            _sequenceCell.IsNone && !others.IsEmpty
                ? new[] { $"all rows are one sequence, since no column was named that tells sequences apart, such as {others[0]}" }
                : [];
        return read with { Notes = read.Notes.AddRange(one).AddRange(_asides.Notes) };
    }
}
