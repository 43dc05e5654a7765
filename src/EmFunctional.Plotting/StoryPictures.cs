using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Narration;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>The pictures of a story: which of those of a run help its reader, and in which chapter.</summary>
static class StoryPictures
{
    const string Objective = "objective";
    const string Parameters = "parameters";
    const int Iterations = 5;
    const int Convergence = 6;

    // A run has one of likelihood, density and points, or none.
    static readonly (string Kind, int Chapter)[] _shown =
    [
        (Objective, Iterations),
        ("likelihood", Iterations),
        ("density", Iterations),
        ("points", Iterations),
        (Parameters, Iterations),
        ("responsibilities", Convergence),
        ("states", Convergence),
    ];

    // Numbers by iteration, where no curve or cloud shows what they mean.
    static readonly string[] _better = ["likelihood", "density", "points"];

    /// <summary>The pictures of a run; none of a run without an iterate.</summary>
    /// <param name="run">The run.</param>
    public static Arr<Illustration> Of(ExplainedRun run)
    {
        if (run.Iterates.IsEmpty)
            return Arr<Illustration>.Empty;
        var figures = Plots.Figures([Plotted(run)]).ToDictionary(kind => kind.Name, kind => kind.Figure);
        return _shown
            .Where(shown => figures.ContainsKey(shown.Kind) && (shown.Kind != Parameters || !_better.Any(figures.ContainsKey)))
            .Select(shown => new Illustration(shown.Chapter, Set(shown.Kind, figures[shown.Kind])))
            .ToArray();
    }

    // The caption is the page's to set. The first says what the words in it mean.
    static Passage.Picture Set(string kind, Figure figure) =>
        new(
            figure.Title,
            (kind == Objective ? "An iterate is the guess after an iteration. " : "") + figure.Caption,
            Pictures.Svg.Of(figure with { Caption = "" })
        );

    static PlottedRun Plotted(ExplainedRun run) =>
        PlottedRun.Of(
            run.Data,
            new(run.Model.Problem.Model, run.Data, run.Model.Problem.Chart.Names),
            run.Data,
            run.Model.Terms.Columns,
            run.Algorithm(run.Model.Problem.Evaluate, run.Model.Problem.Chart).Name,
            run.Iterates,
            run.Model
        );
}
