using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Cli.Plotting;

/// <summary>How responsible each component is for each row, by iteration.</summary>
static class ResponsibilityPlots
{
    const int MostRows = 20;
    const double Height = 0.84;

    public static Option<Figure> Responsibilities(PlottedRun run) =>
        from of in run.Responsibilities
        from model in run.Model
        select Of(run, of, model.Rows);

    static Figure Of(PlottedRun run, Func<Vector, int, Vector> of, int rows)
    {
        var shown = Math.Min(rows, MostRows);
        var drawn = run.Drawn;
        var cells =
            from n in Enumerable.Range(0, drawn.Count)
            from i in Enumerable.Range(0, shown)
            from part in Parts(of(run.Trace[drawn[n]].Parameters, i), n, shown - 1 - i)
            select part;
        return new(
            $"{Plots.TitleOf(run)}: responsibilities",
            "Each bar is a row at an iterate, divided as components are responsible for it."
                + (shown < rows ? $" The first {shown} of {rows} rows." : ""),
            [
                new(
                    "responsibilities by iteration",
                    new("iteration")
                    {
                        Low = -0.5,
                        High = drawn.Count - 0.5,
                        Names = Iterations(run),
                    },
                    new("row")
                    {
                        Low = -0.5,
                        High = shown - 0.5,
                        Names = [.. Enumerable.Range(0, shown).Select(i => new Tick(shown - 1 - i, $"{i + 1}"))],
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

    static Tick[] Iterations(PlottedRun run)
    {
        var every = (run.Drawn.Count + 14) / 15;
        return
        [
            .. run
                .Drawn.Select((place, n) => (place, n))
                .Where(at => at.n % every == 0)
                .Select(at => new Tick(at.n, $"{run.Trace[at.place].Iteration}")),
        ];
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
