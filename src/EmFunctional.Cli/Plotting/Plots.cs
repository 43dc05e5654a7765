using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Cli.Plotting;

/// <summary>The kinds of pictures, and which of them a run has.</summary>
static class Plots
{
    public const string Overview = "overview";

    static readonly (string Name, Func<IReadOnlyList<PlottedRun>, Option<Figure>> Draw)[] _kinds =
    [
        ("objective", runs => ObjectivePlots.Objective(runs)),
        ("gap", runs => ObjectivePlots.Gap(runs)),
        ("parameters", Alone(run => ParameterPlots.Parameters(run))),
        ("density", Alone(CurvePlots.Density)),
        ("likelihood", Alone(CurvePlots.Likelihood)),
        ("histogram", Alone(HistogramPlots.Histogram)),
        ("points", Alone(CloudPlots.Points)),
        ("responsibilities", Alone(ResponsibilityPlots.Responsibilities)),
        ("states", Alone(StatePlots.States)),
    ];

    /// <summary>The names of all kinds, the default first.</summary>
    public static Arr<string> Names { get; } = _kinds.Select(kind => kind.Name).Prepend(Overview).ToArray();

    /// <summary>A picture of a run, or of several beside each other.</summary>
    /// <param name="name">Its kind.</param>
    /// <param name="runs">The runs, at least one.</param>
    /// <returns>The picture; an error where there is no such kind, or these runs have none.</returns>
    public static Either<EmError, Figure> Draw(string name, IReadOnlyList<PlottedRun> runs)
    {
        if (!Names.Contains(name))
            return new EmError.UnknownName("what", name, Names);
        var figures = Figures(runs).ToArray();
        if (name == Overview)
            return Joined(runs, [.. figures.Select(kind => kind.Figure)]);
        return figures
            .Find(kind => kind.Name == name)
            .Map(kind => kind.Figure)
            .ToEither(EmError () => new EmError.BadOption("what", name, Offered(runs, [.. figures.Select(kind => kind.Name)])));
    }

    /// <summary>The same picture of one run as it was at the start, and after each iteration that is drawn.</summary>
    public static Either<EmError, Arr<Figure>> Film(string name, IReadOnlyList<PlottedRun> runs) =>
        runs.Count > 1
            ? new EmError.BadOption("animate", "", new("left out where several journals are compared", _ => false))
            : runs[0]
                .Frames.Select(frame =>
                    Draw(name, [frame]).Map(figure => figure with { Title = $"{figure.Title}, iteration {frame.Last.Iteration}" })
                )
                .Sequence()
                .Map(frames => (Arr<Figure>)frames.ToArray());

    /// <summary>All that there is to be drawn of a run, or of several beside each other, in the order of the kinds.</summary>
    public static IEnumerable<(string Name, Figure Figure)> Figures(IReadOnlyList<PlottedRun> runs) =>
        _kinds.SelectMany(kind => kind.Draw(runs).Map(figure => (kind.Name, figure)).AsEnumerable());

    static Func<IReadOnlyList<PlottedRun>, Option<Figure>> Alone(Func<PlottedRun, Option<Figure>> draw) =>
        runs => runs.Count == 1 ? draw(runs[0]) : Option<Figure>.None;

    static Figure Joined(IReadOnlyList<PlottedRun> runs, IReadOnlyList<Figure> figures) =>
        new(PlottedRun.TitleOf(runs), runs.Count == 1 ? EndOf(runs[0]) : "", [.. figures.SelectMany(figure => figure.Panels)]);

    static string EndOf(PlottedRun run) =>
        $"Iterations: {run.Last.Iteration}, evaluations: {run.Last.Evaluations}, {run.Subject.Objective}: {NumberText.Shortest(run.Last.Objective)} nats.";

    static Domain Offered(IReadOnlyList<PlottedRun> runs, string[] names) =>
        new(
            $"one of {string.Join(", ", names.Prepend(Overview))}"
                + (
                    runs.Count > 1 ? " for several journals"
                    : runs[0].Model.IsNone ? " where the data are not given with --data"
                    : " for this model"
                ),
            _ => false
        );
}
