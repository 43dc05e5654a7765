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

    /// <summary>Plain EM and SQUAREM from the same start, by passes over the data.</summary>
    public static (int Plain, int Squarem) Race(Walk walk)
    {
        int Evaluations(Iterate<Vector> algorithm) =>
            EmFunctional
                .Em.Fit(walk.Lesson.Model.Problem, walk.Start, StopRule.Aitken(1e-6) | StopRule.Iterations(5000), algorithm)
                .Match(Right: fit => fit.State.Evaluations, Left: _ => 0);
        return (Evaluations(Algorithm.Plain), Evaluations(Algorithm.Squarem));
    }

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
