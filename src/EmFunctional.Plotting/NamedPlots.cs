using System.Globalization;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Pictures;

namespace EmFunctional.Plotting;

/// <summary>Parameters that are told apart by a name and not by a number, such as the counts of transcripts: of thousands the largest.</summary>
static class NamedPlots
{
    const int Most = 8;

    /// <summary>Whether a run has such parameters.</summary>
    public static bool Are(PlottedRun run) =>
        run.Description.Names.Exists(name =>
            name.Split('[').Skip(1).Any(part => !int.TryParse(part.TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        );

    /// <summary>The largest, by iteration.</summary>
    public static Figure Largest(PlottedRun run)
    {
        var trace = run.Trace.Where(state => state.Digest.IsNone).ToArray();
        var end = trace[^1].Parameters;
        var places = Enumerable.Range(0, end.Count).OrderByDescending(place => end[place]).Take(Most).ToArray();
        var x = Vector.Of(trace.Select(state => (double)state.Iteration));
        var group = run.Description.Names[0].Split('[')[0];
        var marks = places.Select(
            Mark (place, rank) =>
                new Mark.Line(x, Vector.Of(trace.Select(state => state.Parameters[place])))
                {
                    Ink = Ink.Of(rank),
                    Key = run.Description.Names[place].Split('[', 2)[^1].TrimEnd(']'),
                }
        );
        return new(
            $"{run.Title}: the largest of {end.Count} parameters",
            $"The {places.Length} that are largest at the end, by iteration; where a journal keeps the numbers of some iterates only, lines join those."
                + IterationAxis.Remark(run),
            [new(group, IterationAxis.Of(run), new(group), [.. marks])]
        );
    }
}
