using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Cli.Plotting;

/// <summary>The pictures of a story: which of those of a run help its reader, in which chapter, and what to see in each.</summary>
static class StoryPictures
{
    const int Iterations = 5;
    const int Convergence = 6;

    // A run has one of the first three, or none.
    static readonly (string Kind, int Chapter, string Seen)[] _shown =
    [
        ("likelihood", Iterations, "The curves move apart as the iterations tell the components apart."),
        ("density", Iterations, "The curves move from the guess to where the points are."),
        ("points", Iterations, "The means move from the guess to where the rows are."),
        ("parameters", Iterations, "The parameters move fast at first, then settle."),
        ("objective", Iterations, "The log-likelihood climbs, and levels off."),
        (
            "responsibilities",
            Convergence,
            "A bar of one colour is a row that one component alone could have made; others stay divided to the end."
        ),
        ("states", Convergence, "Where a bar has one colour, the sequence tells the state; elsewhere it stays divided."),
    ];

    // Numbers by iteration, where no curve or cloud shows what they mean.
    static readonly string[] _better = ["likelihood", "density", "points"];

    /// <summary>The pictures of a run; none of a run without an iterate.</summary>
    /// <param name="run">The run.</param>
    public static Arr<Illustration> Of(ToldRun run)
    {
        if (run.Iterates.IsEmpty)
            return Arr<Illustration>.Empty;
        var figures = Plots.Figures([Plotted(run)]).ToDictionary(kind => kind.Name, kind => kind.Figure);
        return _shown
            .Where(shown => figures.ContainsKey(shown.Kind) && (shown.Kind != "parameters" || !_better.Any(figures.ContainsKey)))
            .Select(shown => new Illustration(shown.Chapter, Set(figures[shown.Kind], shown.Seen)))
            .ToArray();
    }

    // The caption is the page's to set.
    static Passage.Picture Set(Figure figure, string seen) =>
        new(figure.Title, $"{seen} {figure.Caption}", Svg.Of(figure with { Caption = "" }));

    static PlottedRun Plotted(ToldRun run) =>
        PlottedRun.Of(
            run.Data,
            new(run.Model.Problem.Model, run.Data, run.Model.Problem.Chart.Names),
            run.Data,
            run.Model.Columns,
            run.Algorithm(run.Model.Problem.Evaluate, run.Model.Problem.Chart).Name,
            run.Iterates,
            run.Model
        );
}
