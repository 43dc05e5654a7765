using System.Collections.Generic;
using System.Linq;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>Rows of several columns, two columns a panel.</summary>
static class CloudPlots
{
    // Pairs of more columns would fill a wall.
    const int MostColumns = 4;

    public static Option<Figure> Points(PlottedRun run) =>
        run.Shape.Bind(shape => shape is ModelShape.InSpace space ? Prelude.Some(Of(run, space)) : Option<Figure>.None);

    static Figure Of(PlottedRun run, ModelShape.InSpace shape)
    {
        var columns = Math.Min(shape.Columns.Count, MostColumns);
        var rows = shape.Values.Count / shape.Columns.Count;
        var clouds = run.Trace.Select(state => shape.At(state.Parameters)).ToArray();
        return new(
            $"{run.Title}: points",
            "Rows coloured by responsibility; ellipses at 1 and 2 standard deviations of each component; lines: the way of its mean from the start, a dot."
                + Rows.Remark(rows)
                + (columns < shape.Columns.Count ? $" Of {shape.Columns.Count} columns the first {columns} are drawn." : ""),
            [
                .. Enumerable
                    .Range(0, columns)
                    .SelectMany(i => Enumerable.Range(i + 1, columns - i - 1).Select(j => Pair(run, shape, clouds, i, j))),
            ]
        );
    }

    static Panel Pair(PlottedRun run, ModelShape.InSpace shape, Arr<Cloud>[] clouds, int i, int j)
    {
        var d = shape.Columns.Count;
        var dots = Rows.Dots(run, Rows.Drawn(shape.Values.Count / d), row => (shape.Values[row * d + i], shape.Values[row * d + j]), 2.2);
        var components = Enumerable.Range(0, clouds[^1].Count).SelectMany(k => Component(run, clouds, k, i, j));
        return new($"{shape.Columns[j]} over {shape.Columns[i]}", new(shape.Columns[i]), new(shape.Columns[j]), [.. dots, .. components]);
    }

    static IEnumerable<Mark> Component(PlottedRun run, Arr<Cloud>[] clouds, int k, int i, int j)
    {
        var (ink, last) = (Ink.Of(k), clouds[^1][k]);
        var (x, y) = (Vector.Of(clouds.Select(at => at[k].Mean[i])), Vector.Of(clouds.Select(at => at[k].Mean[j])));
        yield return new Mark.Line(x, y) { Ink = Ink.Plain with { Width = 1 } };
        yield return new Mark.Dots([x[0]], [y[0]], 2.5) { Ink = Ink.Plain };
        foreach (var deviations in new[] { 1, 2 })
            yield return new Mark.Ellipse(
                last.Mean[i],
                last.Mean[j],
                last.Covariance(i, i) * deviations * deviations,
                last.Covariance(i, j) * deviations * deviations,
                last.Covariance(j, j) * deviations * deviations
            )
            {
                Ink = ink with { Opacity = deviations == 1 ? 1 : 0.6, Width = deviations == 1 ? 2 : 1.3 },
                Key = deviations == 1 ? run.ComponentName(k) : "",
            };
        yield return new Mark.Label(last.Mean[i], last.Mean[j], $"{k}") { Ink = ink };
    }
}
