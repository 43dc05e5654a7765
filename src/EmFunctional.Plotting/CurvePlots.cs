using System.Collections.Generic;
using System.Linq;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>The curves of all components at all iterates over the rows: the start faint, the end solid.</summary>
static class CurvePlots
{
    const double Faintest = 0.15;

    /// <summary>Densities, or probabilities of counts.</summary>
    public static Option<Figure> Density(PlottedRun run) =>
        OnLine(run)
            .Filter(shape => shape.Kind != CurveKind.Likelihood)
            .Map(shape => Of(run, shape, "density", "Each component's share of the density", "its mean"));

    /// <summary>What the M-step sees of each component's number.</summary>
    public static Option<Figure> Likelihood(PlottedRun run) =>
        OnLine(run)
            .Filter(shape => shape.Kind == CurveKind.Likelihood)
            .Map(shape =>
                Of(
                    run,
                    shape,
                    "likelihood",
                    "Likelihood of each component's number, by what the E-step expects of it: the M-step moves the number to the peak",
                    "the number"
                )
            );

    internal static Option<ModelShape.OnLine> OnLine(PlottedRun run) =>
        run.Shape.Bind(shape => shape is ModelShape.OnLine line ? Prelude.Some(line) : Option<ModelShape.OnLine>.None);

    static Figure Of(PlottedRun run, ModelShape.OnLine shape, string name, string caption, string centre)
    {
        var places = run.IsFrame ? [.. new[] { 0, run.Trace.Count - 1 }.Distinct()] : run.Drawn;
        var marks = places.SelectMany((place, n) => At(run, shape, place, n, places.Count)).ToArray();
        var highest = marks.OfType<Mark.Line>().SelectMany(line => line.Y).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        var (low, high) = Sampling.Range(shape);
        var dots = shape.Values.Count == 0 ? [] : Rows.Dots(run, Rows.Drawn(shape.Values.Count), i => (shape.Values[i], 0), 3.5);
        return new(
            $"{run.Title}: {name}",
            caption
                + (run.IsFrame ? "; faint: the start" : " at each iterate, from faint (the start) to solid")
                + $"; dotted: {centre}."
                + (shape.Values.Count == 0 ? "" : $" Dots: the rows, coloured by responsibility.{Rows.Remark(shape.Values.Count)}")
                + (!run.IsFrame && places.Count < run.Trace.Count ? $" Of {run.Trace.Count} iterates {places.Count} are drawn." : ""),
            [
                new(
                    $"{name} by iteration",
                    new(shape.X) { Low = low, High = high },
                    new(shape.Y) { Low = -0.05 * highest, High = 1.05 * highest },
                    [.. marks, .. dots]
                ),
            ]
        );
    }

    static IEnumerable<Mark> At(PlottedRun run, ModelShape.OnLine shape, int place, int n, int count)
    {
        var isLast = n == count - 1;
        var opacity = isLast ? 1 : Faintest + (0.75 - Faintest) * n / Math.Max(1, count - 1);
        var curves = shape.At(run.Trace[place].Parameters);
        var (xs, heights) = Sampling.Of(shape, curves, Sampling.Range(shape));
        for (var k = 0; k < curves.Centres.Count; k++)
        {
            var ink = Ink.Of(k) with { Opacity = opacity, Width = isLast ? 2.2 : 1.1 };
            yield return new Mark.Rule(curves.Centres[k], IsVertical: true) { Ink = ink with { Dash = Dash.Dotted, Width = 1 } };
            yield return new Mark.Line(xs, Vector.Of(heights.Select(at => at[k]))) { Ink = ink, Key = isLast ? run.ComponentName(k) : "" };
        }
    }
}
