using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Plotting;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>The pictures of a lesson, by the writer of <c>em plot</c>.</summary>
static class Scene
{
    /// <summary>How wide a narrow screen is at the most, in pixels, as in the style sheet.</summary>
    public const int NarrowWidth = 704;

    /// <summary>How many panels a picture has beside each other at the most: 1 on a narrow screen, for which it is drawn narrow.</summary>
    public static int Columns { get; private set; } = int.MaxValue;

    /// <summary>Draws all that is drawn from now on for a narrow screen or for a wide one.</summary>
    public static void FitTo(bool isNarrow) => Columns = isNarrow ? 1 : int.MaxValue;

    /// <summary>A figure of the page.</summary>
    public static string Draw(Figure figure) => Svg.Of(figure, Columns);

    /// <summary>The components over the rows, faint at the start; the rows have colours once the E-step has given them some.</summary>
    public static string Components(Walk walk)
    {
        var model = walk.IsExpected
            ? walk.Lesson.Model
            : walk.Lesson.Model with
            {
                Rows = walk.Lesson.Model.Rows with { Labels = default },
            };
        return Components(walk.Lesson, model, walk.Trace.Count == 1 ? walk.Trace : [walk.Trace[0], walk.Last]).IfNone("");
    }

    /// <summary>The components as they are counted from labels, where they are densities.</summary>
    public static string Components(Counted counted) =>
        Walk.Of(counted.Lesson, counted.At)
            .ToOption()
            .Bind(walk => Drawn(CurvePlots.Density(Run(counted.Lesson, counted.Lesson.Model, walk.Trace))))
            .IfNone("");

    /// <summary>The components at some iterates over the rows.</summary>
    public static Option<string> Components(Lesson lesson, OpenedModel model, IReadOnlyList<IterationState<Vector>> trace)
    {
        var run = Run(lesson, model, trace);
        return Drawn(CurvePlots.Likelihood(run) | CurvePlots.Density(run));
    }

    /// <summary>The log-likelihood by iteration.</summary>
    public static string Objective(Walk walk) =>
        Drawn(ObjectivePlots.Objective([Run(walk.Lesson, walk.Lesson.Model, walk.Trace)])).IfNone("");

    static Option<string> Drawn(Option<Figure> figure) => figure.Map(drawn => Draw(drawn with { Title = "", Caption = "" }));

    static PlottedRun Run(Lesson lesson, OpenedModel model, IReadOnlyList<IterationState<Vector>> trace) =>
        PlottedRun.Of(
            lesson.Key,
            new(model.Problem.Model, lesson.Words.Title, model.Problem.Chart.Names),
            lesson.Words.Title,
            model.Terms.Columns,
            Algorithm.PlainName,
            trace,
            model
        );
}
