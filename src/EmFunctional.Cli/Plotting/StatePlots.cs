using System.Collections.Generic;
using System.Linq;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Cli.Plotting;

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
        var isCut = shape.Sequences.Take(sequences).Any(sequence => sequence.Count > MostPlaces);
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
        var places = Math.Min(MostPlaces, shape.Sequences[sequence].Count);
        var states = shape.At(run.Last.Parameters, sequence).Count / shape.Sequences[sequence].Count;
        var posterior = shape.At(run.Last.Parameters, sequence);
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
        yield return new(
            $"observations{name}",
            x,
            new("symbol")
            {
                Low = -0.5,
                High = shape.Symbols.Count - 0.5,
                Names = [.. shape.Symbols.Select((symbol, v) => new Tick(v, symbol))],
            },
            [
                .. Enumerable
                    .Range(0, states)
                    .Select(s =>
                        Observed(shape.Sequences[sequence], Enumerable.Range(0, places).Where(t => Likeliest(t) == s).ToArray(), s)
                    ),
            ]
        );

        int Likeliest(int t) => Enumerable.Range(0, states).MaxBy(s => At(t, s));
    }

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

    static Mark Observed(Vector sequence, int[] places, int state)
    {
        var seen = places.Where(t => sequence[t] >= 0).ToArray();
        return new Mark.Dots(Vector.Of(seen.Select(t => t + 1.0)), Vector.Of(seen.Select(t => sequence[t])), 3) { Ink = Ink.Of(state) };
    }
}
