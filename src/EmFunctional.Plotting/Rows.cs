using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Pictures;

namespace EmFunctional.Plotting;

/// <summary>Rows of the data as dots.</summary>
static class Rows
{
    // More dots would make a file large and the picture no better.
    const int Most = 2000;

    // So many strengths of colour are told apart.
    const int Shades = 10;

    /// <summary>The rows that are drawn: all, or of many some, evenly.</summary>
    public static IReadOnlyList<int> Drawn(int rows, int most = Most) =>
        [.. Enumerable.Range(0, Math.Min(rows, most)).Select(i => (int)((long)rows * i / Math.Min(rows, most)))];

    /// <summary>What a caption says where not all rows are drawn, after a space.</summary>
    public static string Remark(int rows) => rows <= Most ? "" : $" Of {rows} rows {Most} are drawn as dots.";

    /// <summary>Rows in the colours of the components, each as strong as that is responsible; without components in grey.</summary>
    public static IEnumerable<Mark> Dots(PlottedRun run, IReadOnlyList<int> rows, Func<int, (double X, double Y)> place, double radius) =>
        run.Responsibilities.Match(
            responsibilities =>
                rows.SelectMany(row =>
                        responsibilities(run.Last.Parameters, row)
                            .Select((r, k) => (Row: row, Component: k, Shade: (int)Math.Floor(r * Shades + 0.5)))
                    )
                    .Where(dot => dot.Shade > 0)
                    .GroupBy(dot => (dot.Component, dot.Shade))
                    .OrderBy(group => group.Key)
                    .Select(group =>
                        Of([.. group.Select(dot => place(dot.Row))], radius) with
                        {
                            Ink = Ink.Of(group.Key.Component) with { Opacity = 0.75 * group.Key.Shade / Shades },
                        }
                    ),
            () => [Of([.. rows.Select(place)], radius) with { Ink = Ink.Muted with { Opacity = 0.7 } }]
        );

    static Mark Of((double X, double Y)[] places, double radius) =>
        new Mark.Dots(Vector.Of(places.Select(p => p.X)), Vector.Of(places.Select(p => p.Y)), radius);
}
