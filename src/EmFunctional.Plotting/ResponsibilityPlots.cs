using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>How responsible each component is for each row, by iteration.</summary>
static class ResponsibilityPlots
{
    const int MostRows = 20;
    const double Height = 0.84;

    public static Option<Figure> Responsibilities(PlottedRun run) =>
        from of in run.Responsibilities
        from model in run.Model
        select Of(run, of, model.Rows.Count);

    static Figure Of(PlottedRun run, Func<Vector, int, Vector> of, int rows)
    {
        var shown = Rows.Drawn(rows, MostRows);
        var drawn = run.Drawn;
        var cells =
            from n in Enumerable.Range(0, drawn.Count)
            from i in Enumerable.Range(0, shown.Count)
            from part in Parts(of(run.Trace[drawn[n]].Parameters, shown[i]), n, shown.Count - 1 - i)
            select part;
        return new(
            $"{run.Title}: responsibilities",
            "Each bar is a row at an iterate, divided as components are responsible for it."
                + (shown.Count < rows ? $" Of {rows} rows {shown.Count} are drawn." : "")
                + (
                    drawn.Count < run.Trace.Count
                        ? $" Of {run.Trace.Count} iterates {drawn.Count} are drawn beside each other, most of them early: the steps between them grow."
                        : ""
                ),
            [
                new(
                    "responsibilities by iteration",
                    new(drawn.Count < run.Trace.Count ? "iteration (the steps grow)" : "iteration")
                    {
                        Low = -0.5,
                        High = drawn.Count - 0.5,
                        Names = [.. drawn.Select((place, n) => new Tick(n, $"{run.Trace[place].Iteration}"))],
                    },
                    new("row")
                    {
                        Low = -0.5,
                        High = shown.Count - 0.5,
                        Names = [.. shown.Select((row, i) => new Tick(shown.Count - 1 - i, $"{row + 1}"))],
                    },
                    [
                        .. cells
                            .GroupBy(cell => cell.Component)
                            .OrderBy(group => group.Key)
                            .Select(group => Boxes([.. group]) with { Ink = Ink.Of(group.Key), Key = run.ComponentName(group.Key) }),
                    ]
                ),
            ]
        );
    }

    static IEnumerable<(int Component, double X, double Low, double High)> Parts(Vector responsibilities, int x, int y)
    {
        var low = y - Height / 2;
        for (var k = 0; k < responsibilities.Count; k++)
        {
            var high = low + Height * responsibilities[k];
            yield return (k, x, low, high);
            low = high;
        }
    }

    static Mark Boxes((int Component, double X, double Low, double High)[] cells) =>
        new Mark.Boxes(
            Vector.Of(cells.Select(cell => cell.X - 0.42)),
            Vector.Of(cells.Select(cell => cell.X + 0.42)),
            Vector.Of(cells.Select(cell => cell.Low)),
            Vector.Of(cells.Select(cell => cell.High))
        );
}
