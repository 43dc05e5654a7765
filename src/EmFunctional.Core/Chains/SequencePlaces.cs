using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Chains;

// To which sequence each row belongs, and how often the sequence counts.
sealed class SequencePlaces(Option<int> cell, WeightsAndLabels weightsAndLabels) : IRowReading
{
    const string Only = "sequence";

    static readonly Domain _name = new("the name of a sequence", _ => false);

    readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    readonly List<int> _sequences = []; // of each row
    readonly List<double> _weights = []; // of each sequence

    public int Cells => 1;

    public void Take(TableRow row, RowFaults faults)
    {
        var weight = weightsAndLabels.Weights.Match(read => read.Values[^1], () => 1);
        var key = cell.Match(at => faults.Text(row, at), () => Only);
        if (key.Length == 0)
            cell.IfSome(at => faults.Add(row, at, _name));
        if (!_places.TryGetValue(key, out var sequence))
        {
            _places[key] = sequence = _places.Count;
            _weights.Add(weight);
        }
        else if (weight != _weights[sequence])
            weightsAndLabels.WeightCell.IfSome(at =>
                faults.Add(row, at, new($"{NumberText.Shortest(_weights[sequence])}, as in the rows before of this sequence", _ => false))
            );
        _sequences.Add(sequence);
    }

    /// <summary>The rows of each sequence together.</summary>
    public SequenceRows Rows(Family family, Func<int, IEnumerable<double>> row, WeightsAndLabels read)
    {
        var sequences = Enumerable.Range(0, _sequences.Count).GroupBy(at => _sequences[at]).OrderBy(rows => rows.Key).ToArray();
        var order = sequences.SelectMany(rows => rows).ToArray();
        return new(
            family,
            family.Shape.Columns.Map(column => column.Name),
            Vector.Of(order.SelectMany(row)),
            sequences.Select(rows => rows.Count()).ToArray(),
            read.Weights.IsSome ? Vector.Of(_weights) : null,
            read.Labels.Match(labels => RowLabels.OfNames([.. order.Select(at => labels.Values[at])]), () => RowLabels.None)
        )
        {
            Order = order,
        };
    }
}
