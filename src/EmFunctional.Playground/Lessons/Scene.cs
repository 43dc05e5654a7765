using System.Collections.Generic;
using EmFunctional.Iterating;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Plotting;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>The pictures of a walk, by the writer of <c>em plot</c>.</summary>
static class Scene
{
    /// <summary>The components over the rows, faint at the start; the rows have colours once the E-step has given them some.</summary>
    public static string Components(Walk walk)
    {
        var model = walk.IsExpected
            ? walk.Lesson.Model
            : walk.Lesson.Model with
            {
                Rows = walk.Lesson.Model.Rows with { Labels = default },
            };
        var run = Run(walk, model, walk.Trace.Count == 1 ? walk.Trace : [walk.Trace[0], walk.Last]);
        return Drawn(CurvePlots.Likelihood(run) | CurvePlots.Density(run));
    }

    /// <summary>The log-likelihood by iteration.</summary>
    public static string Objective(Walk walk) => Drawn(ObjectivePlots.Objective([Run(walk, walk.Lesson.Model, walk.Trace)]));

    static string Drawn(Option<Figure> figure) => figure.Map(drawn => Svg.Of(drawn with { Title = "", Caption = "" })).IfNone("");

    static PlottedRun Run(Walk walk, OpenedModel model, IReadOnlyList<IterationState<Vector>> trace) =>
        PlottedRun.Of(
            walk.Lesson.Key,
            new(model.Problem.Model, walk.Lesson.Title, model.Problem.Chart.Names),
            walk.Lesson.Title,
            model.Terms.Columns,
            Algorithm.PlainName,
            trace,
            model
        );
}
