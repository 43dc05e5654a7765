using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;
using Role = EmFunctional.Tables.ColumnReader.Role;

namespace EmFunctional.Models.HiddenMarkov;

// The cells of a row come in the order sequence, weight, label, symbol.
sealed class HiddenMarkovParser(Table table, ColumnChoice chosen)
{
    const string SequenceColumn = "sequence";

    readonly Missing _gaps = chosen.Gaps;
    readonly List<List<string>> _sequences = [];
    readonly List<double> _weights = [];
    readonly List<Option<string>> _labels = [];
    string _before = "";
    string _sequence = "";
    double _weight = 1;

    public Validation<EmError, HiddenMarkovData> Parse(Arr<string> symbols) =>
        chosen.Column.Bind(column =>
            ColumnReader
                .Read(table, (names, _) => Choose(names, column), Accept)
                .Bind(_ =>
                    HiddenMarkovData.Create(
                        [.. _sequences.Select(sequence => sequence.ToArray())],
                        chosen.Weights.IsSome ? Vector.Of(_weights) : null,
                        RowLabels.OfNames(_labels),
                        symbols
                    )
                )
        );

    Option<Domain> Accept(ColumnReader.Cell cell) =>
        cell.Role switch
        {
            Role.Sequence => ReadSequence(cell.Text.Trim()),
            Role.Weight => ReadWeight(cell.Text),
            Role.Label => ReadLabel(cell.Text),
            _ => ReadSymbol(cell.Text.Trim()),
        };

    Option<Domain> ReadSequence(string text)
    {
        _sequence = text;
        return text.Length == 0 ? new Domain("the name of a sequence", _ => false) : Option<Domain>.None;
    }

    Option<Domain> ReadWeight(string text)
    {
        if (!NumberText.TryRead(text, out _weight) || !Domain.NonNegative.Contains(_weight))
            return Domain.NonNegative;
        return _sequences.Count > 0 && _sequence == _before && _weight != _weights[^1]
            ? new Domain($"{NumberText.Shortest(_weights[^1])}, as in the rows before of this sequence", _ => false)
            : Option<Domain>.None;
    }

    Option<Domain> ReadLabel(string text)
    {
        _labels.Add(_gaps.Stands(text) ? Option<string>.None : text.Trim());
        return Option<Domain>.None;
    }

    Option<Domain> ReadSymbol(string text)
    {
        if (_sequences.Count == 0 || _sequence != _before)
        {
            _sequences.Add([]);
            _weights.Add(_weight);
            _before = _sequence;
        }
        _sequences[^1].Add(_gaps.Stands(text) ? "" : text);
        return Option<Domain>.None;
    }

    // The column of sequences, if there is one, then those of weights and labels, then that of symbols.
    Validation<EmError, Arr<(int Index, Role Role)>> Choose(Arr<string> names, Option<string> column)
    {
        static bool IsSequence(string name) => name.Equals(SequenceColumn, StringComparison.OrdinalIgnoreCase);
        var keys = Enumerable.Range(0, names.Count).Where(i => IsSequence(names[i]) && !column.Exists(IsSequence)).Take(1);
        var sequence = keys.Select(index => (index, Role.Sequence)).ToArray();
        return from asides in ColumnReader.Asides(names, chosen)
            let before = sequence.Concat(asides).ToArray()
            from symbols in Symbols(names, column, before)
            select (Arr<(int, Role)>)before.Concat(symbols.Select(index => (index, Role.Observation))).ToArray();
    }

    Validation<EmError, Arr<int>> Symbols(Arr<string> names, Option<string> column, (int Index, Role)[] before)
    {
        var others = Enumerable.Range(0, names.Count).Where(i => before.All(taken => taken.Index != i)).ToArray();
        return column.Match(
            name => ColumnReader.ByName(names, Arr.create(name)),
            () =>
                others.Length == 1
                    ? Prelude.Success<EmError, Arr<int>>(others)
                    : new EmError.ManyColumns(table.Source, others.Select(i => names[i]).ToArray())
        );
    }
}
