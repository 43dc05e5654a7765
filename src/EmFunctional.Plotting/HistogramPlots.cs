using System.Collections.Generic;
using System.Linq;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>The mixture that was found, over a histogram of all rows.</summary>
static class HistogramPlots
{
    const int MostBins = 90;

    public static Option<Figure> Histogram(PlottedRun run) =>
        run.Histogram
        | CurvePlots.OnLine(run).Filter(shape => shape.Kind != CurveKind.Likelihood && shape.Values.Count > 0).Map(shape => Of(run, shape));

    static Figure Of(PlottedRun run, ModelShape.OnLine shape)
    {
        var range = Sampling.Range(shape);
        var curves = shape.At(run.Last.Parameters);
        var (x, heights) = Sampling.Of(shape, curves, range);
        var components = Enumerable
            .Range(0, curves.Centres.Count)
            .Select(Mark (k) => new Mark.Line(x, Vector.Of(heights.Select(at => at[k]))) { Ink = Ink.Of(k), Key = run.ComponentName(k) });
        return new(
            $"{run.Title}: histogram",
            "The rows, by weight, as a histogram, and the mixture at the newest iterate with its components.",
            [
                new(
                    "mixture over the rows",
                    new(shape.X)
                    {
                        Low = range.Low,
                        High = range.High,
                        IsWhole = shape.Kind == CurveKind.Probability,
                    },
                    new(shape.Y) { Low = 0 },
                    [
                        Bars(shape) with
                        {
                            Ink = Ink.Muted with { Opacity = 0.35 },
                            Key = "rows",
                        },
                        new Mark.Line(x, Vector.Of(heights.Select(at => at.Sum())))
                        {
                            Key = "mixture",
                            Ink = Ink.Plain with { Width = 3.5 },
                        },
                        .. components,
                    ]
                ),
            ]
        );
    }

    static Mark Bars(ModelShape.OnLine shape)
    {
        var rows = Enumerable.Range(0, shape.Values.Count).Where(i => double.IsFinite(shape.Values[i]) && shape.Weight(i) > 0).ToArray();
        var (low, high) = (rows.Min(i => shape.Values[i]), rows.Max(i => shape.Values[i]));
        // Bars between whole numbers would hold now more of them, now fewer.
        var isCount = rows.All(i => Math.Floor(shape.Values[i]) == shape.Values[i]) && high - low < 1e9;
        (low, high) =
            isCount ? (low - 0.5, high + 0.5)
            : high > low ? (low, high)
            : (low - 0.5, low + 0.5);
        var most = BinsOf((int)Math.Min(int.MaxValue, Math.Max(rows.Length, rows.Sum(shape.Weight)))); // a row counts as often as it says
        var bins = isCount ? CountBins(high - low, most) : most;
        var width = isCount ? Math.Ceiling((high - low) / bins) : (high - low) / bins;
        var mass = new double[bins];
        foreach (var i in rows)
            mass[Math.Clamp((int)Math.Floor((shape.Values[i] - low) / width), 0, bins - 1)] += shape.Weight(i);
        var total = mass.Sum();
        return new Mark.Boxes(
            Vector.Of(bins, b => low + b * width),
            Vector.Of(bins, b => low + (b + 1) * width),
            Vector.Of(bins, _ => 0),
            Vector.Of(bins, b => mass[b] / total / width)
        );
    }

    static int CountBins(double counts, int most) => (int)Math.Ceiling(counts / Math.Ceiling(counts / most));

    // Three times the cube root of n: more than the usual rules, for a mixture has narrow parts.
    static int BinsOf(int n)
    {
        var root = 1;
        while (root * root * root < n && root < MostBins / 3)
            root++;
        return 3 * root;
    }
}
