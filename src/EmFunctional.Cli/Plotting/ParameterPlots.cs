using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Cli.Plotting;

/// <summary>Parameters by iteration, a panel for each group of names.</summary>
static class ParameterPlots
{
    // A legend of more lines explains nothing.
    const int MostKeys = 12;

    public static Figure Parameters(PlottedRun run)
    {
        var parts = Enumerable.Range(0, run.Subject.Names.Count).GroupBy(i => PartOf(run, run.Subject.Names[i]));
        return new(
            $"{run.Title}: parameters",
            "Each parameter by iteration; colours are of the first index, strokes of the others.",
            [.. parts.Select(part => PanelOf(run, part.Key, [.. part]))]
        );
    }

    // A group of names; one with a number for each component and column, whose units differ, by column.
    static string PartOf(PlottedRun run, string name)
    {
        var group = name.Split('[')[0];
        var indices = run.Subject.Names.Where(other => other.Split('[')[0] == group).Select(IndexOf).ToArray();
        var isByColumn =
            run.Columns.Count > 1
            && indices.All(index => index.Length == 2 && index[1] < run.Columns.Count)
            && indices.Length == (indices.Max(index => index[0]) + 1) * run.Columns.Count;
        return isByColumn ? $"{group} of {run.Columns[IndexOf(name)[1]]}" : group;
    }

    static Panel PanelOf(PlottedRun run, string part, int[] places)
    {
        var x = Vector.Of(run.Trace.Select(state => (double)state.Iteration));
        var byFirst = places.ToLookup(place => IndexOf(run.Subject.Names[place]).FirstOrDefault());
        return new(part, new("iteration") { IsWhole = true }, new(part), [.. places.SelectMany(Marks)]);

        IEnumerable<Mark> Marks(int place)
        {
            var (name, index) = (run.Subject.Names[place], IndexOf(run.Subject.Names[place]));
            var first = index.FirstOrDefault();
            var isAlone = byFirst[first].Count() == 1;
            var y = Vector.Of(run.Trace.Select(state => state.Parameters[place]));
            var ink = Ink.Of(first);
            yield return new Mark.Line(x, y)
            {
                Ink = isAlone ? ink : ink with { Dash = (Dash)(index.Skip(1).Sum() % 3) },
                Key = isAlone || places.Length <= MostKeys ? name : $"{part}[{first}]…",
            };
            if (x.Count == 1)
                yield return new Mark.Dots(x, y, 2.5) { Ink = ink };
        }
    }

    // mean[2][1] has the indices 2 and 1.
    static int[] IndexOf(string name) =>
        [.. name.Split('[').Skip(1).Select(part => int.Parse(part.TrimEnd(']'), CultureInfo.InvariantCulture))];
}
