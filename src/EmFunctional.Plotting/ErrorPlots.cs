using System.Collections.Generic;
using System.Linq;
using EmFunctional.Inference;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Reporting;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>The numbers at the end of a run with bars of 1.96 standard errors, a small panel for each quantity with a bar for each component.</summary>
static class ErrorPlots
{
    const double Errors95 = 1.96;
    const double HalfCap = 0.08;

    /// <summary>The panels.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The picture; an error where the data are not at hand, or there are no standard errors at the end of the run.</returns>
    public static Either<EmError, Figure> Errors(PlottedRun run) =>
        run
            .Model.ToEither(EmError () =>
                new EmError.BadOption("what", Plots.Errors, new("used with --data, since errors take passes over the data", _ => false))
            )
            .Bind(model =>
                run.Last.Parameters.Count == model.Problem.Chart.Names.Count
                    ? StandardErrors.Of(model.Problem, run.Last.Parameters)
                    : new EmError.CannotDo(
                        run.Description.Model.Name,
                        "have standard errors where components were dropped, or numbers not kept"
                    )
            )
            .Map(errors => Of(run, errors));

    static Figure Of(PlottedRun run, StandardErrors errors)
    {
        var rows = ParameterRow.All(run.Called, run.Last.Parameters, errors);
        var told = rows.Filter(row => !row.Errors.ForAll(error => error is StandardError.Fixed));
        var drawn = told.OrderBy(row => row.IsCorrelation).Take(Figure.MostPanels).ToArray();
        var left = told.Count - drawn.Length;
        var none = told.Exists(row => row.Errors.Exists(error => error is not (StandardError.Known or StandardError.Fixed)));
        return new(
            $"{run.Title}: standard errors",
            $"Each number at iteration {run.Last.Iteration} with 1.96 standard errors on both sides, by the observed information."
                + (none ? " A dot without a bar has no error: it is held, at the edge, not told by the data, or at a saddle." : "")
                + (left > 0 ? $" {left} of {told.Count} panels are left out." : ""),
            [.. drawn.Select(row => PanelOf(run, row, drawn.Length == 1 ? ParameterPlots.NameOf(row) : ""))]
        );
    }

    // A panel that is alone has no title.
    static Panel PanelOf(PlottedRun run, ParameterRow row, string axis)
    {
        var count = row.Values.Count;
        return new(
            ParameterPlots.NameOf(row),
            new(row.IsCommon ? "" : run.Component)
            {
                Low = -0.6,
                High = count - 0.4,
                Names = row.IsCommon
                    ? [new Tick(0, "all")]
                    : [.. Enumerable.Range(0, count).Select(k => new Tick(k, run.Called.Called(k)))],
            },
            new(axis),
            [.. Enumerable.Range(0, count).SelectMany(k => Marks(row, k))]
        );
    }

    static IEnumerable<Mark> Marks(ParameterRow row, int k)
    {
        var (value, ink) = (row.Values[k], row.IsCommon ? Ink.Plain : Ink.Of(k));
        Mark Line(double x0, double x1, double y0, double y1) =>
            new Mark.Line(Vector.Create([x0, x1]), Vector.Create([y0, y1])) { Ink = ink };
        if (row.Errors[k] is StandardError.Known { Value: var error })
        {
            var (low, high) = (value - Errors95 * error, value + Errors95 * error);
            yield return Line(k, k, low, high);
            yield return Line(k - HalfCap, k + HalfCap, low, low);
            yield return Line(k - HalfCap, k + HalfCap, high, high);
        }
        yield return new Mark.Dots(Vector.Create([k]), Vector.Create([value]), 3.5) { Ink = ink };
    }
}
