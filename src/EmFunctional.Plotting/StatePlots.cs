using System.Collections.Generic;
using System.Linq;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>The posterior of the states along sequences, over what was observed.</summary>
static class StatePlots
{
    const int MostSequences = 3;
    const int MostPlaces = 300;

    public static Option<Figure> States(PlottedRun run) =>
        run.Shape.Bind(shape => shape is ModelShape.AlongSequences along ? Prelude.Some(Of(run, along)) : Option<Figure>.None);

    static Figure Of(PlottedRun run, ModelShape.AlongSequences shape)
    {
        var sequences = Math.Min(shape.Sequences.Count, MostSequences);
        var isCut = shape.Sequences.Take(sequences).Any(sequence => sequence.Count / shape.Columns.Count > MostPlaces);
        return new(
            $"{run.Title}: states",
            "How likely each state is at each place given the whole sequence, and what was observed there, in the colour of the likeliest state."
                + (sequences < shape.Sequences.Count ? $" The first {sequences} of {shape.Sequences.Count} sequences." : "")
                + (isCut ? $" Of each sequence the first {MostPlaces} places." : ""),
            [.. Enumerable.Range(0, sequences).SelectMany(n => Panels(run, shape, n))]
        );
    }

    static IEnumerable<Panel> Panels(PlottedRun run, ModelShape.AlongSequences shape, int sequence)
    {
        var (seen, d) = (shape.Sequences[sequence], shape.Columns.Count);
        var (length, posterior) = (seen.Count / d, shape.At(run.Last.Parameters, sequence));
        var (places, states) = (Math.Min(MostPlaces, length), posterior.Count / length);
        double At(int t, int s) => posterior[t * states + s];
        var name = shape.Sequences.Count == 1 ? "" : $", sequence {sequence + 1}";
        var x = new Axis("place")
        {
            Low = 0.5,
            High = places + 0.5,
            IsWhole = true,
        };
        var ends = new double[places];
        var bars = Enumerable.Range(0, states).Select(s => Bars(run, s, places, ends, t => At(t, s))).ToArray();
        yield return new($"states{name}", x, new("probability") { Low = 0, High = 1 }, bars);
        var likeliest = Enumerable.Range(0, places).Select(t => Enumerable.Range(0, states).MaxBy(s => At(t, s))).ToArray();
        for (var j = 0; j < d; j++)
        {
            var column = Vector.Of(places, t => seen[t * d + j]);
            var what = d == 1 ? "observations" : shape.Columns[j].Name;
            yield return new(
                $"{what}{name}",
                x,
                Seen(shape.Columns[j]),
                [.. Enumerable.Range(0, states).Select(s => Observed(column, likeliest, s))]
            );
        }
    }

    static Axis Seen(SeenColumn column) =>
        column.Levels.IsEmpty
            ? new(column.Name)
            : new(column.Name)
            {
                Low = -0.5,
                High = column.Levels.Count - 0.5,
                Names = [.. column.Levels.Select((level, v) => new Tick(v, level))],
            };

    // Each state's bars stand on those of the states before.
    static Mark Bars(PlottedRun run, int state, int places, double[] ends, Func<int, double> at)
    {
        var low = Vector.Of(ends);
        for (var t = 0; t < places; t++)
            ends[t] += at(t);
        return new Mark.Boxes(Vector.Of(places, t => t + 0.5), Vector.Of(places, t => t + 1.5), low, Vector.Of(ends))
        {
            Ink = Ink.Of(state),
            Key = $"state {state}",
        };
    }

    static Mark Observed(Vector column, int[] likeliest, int state)
    {
        var seen = Enumerable.Range(0, column.Count).Where(t => likeliest[t] == state && !double.IsNaN(column[t])).ToArray();
        return new Mark.Dots(Vector.Of(seen.Select(t => t + 1.0)), Vector.Of(seen.Select(t => column[t])), 3) { Ink = Ink.Of(state) };
    }
}
