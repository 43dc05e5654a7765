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
        var names = run.Subject.Names;
        var groups = ParameterGroups.Of(names);
        return new(
            $"{Plots.TitleOf(run)}: parameters",
            "Each parameter by iteration; colours are of the first index, strokes of the others.",
            [.. groups.Select(group => PanelOf(run, group))]
        );
    }

    static Panel PanelOf(PlottedRun run, string group)
    {
        var names = run.Subject.Names;
        var places = Enumerable.Range(0, names.Count).Where(i => names[i].Split('[')[0] == group).ToArray();
        var x = Vector.Of(run.Trace.Select(state => (double)state.Iteration));
        return new(
            group,
            new("iteration") { IsWhole = true },
            new(group),
            [
                .. places.Select(i =>
                {
                    var index = IndexOf(names[i]);
                    return new Mark.Line(x, Vector.Of(run.Trace.Select(state => state.Parameters[i])))
                    {
                        Ink = Ink.Of(index.FirstOrDefault()) with { Dash = (Dash)(index.Skip(1).Sum() % 3) },
                        Key = places.Length <= MostKeys ? names[i] : $"{group}[{index.FirstOrDefault()}]…",
                    };
                }),
            ]
        );
    }

    // mean[2][1] has the indices 2 and 1.
    static int[] IndexOf(string name) =>
        [.. name.Split('[').Skip(1).Select(part => int.Parse(part.TrimEnd(']'), CultureInfo.InvariantCulture))];
}
