using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>The kinds of pictures, and which of them a run has.</summary>
static class Plots
{
    public const string Overview = "overview";
    public const string Objective = "objective";
    public const string Gap = "gap";
    public const string Parameters = "parameters";
    public const string Errors = "errors";

    static readonly (string Name, Func<IReadOnlyList<PlottedRun>, Option<Figure>> Draw)[] _kinds =
    [
        (Objective, runs => ObjectivePlots.Objective(runs)),
        (Gap, runs => ObjectivePlots.Gap(runs)),
        (Parameters, Alone(run => ParameterPlots.Parameters(run))),
        ("density", Alone(CurvePlots.Density)),
        ("likelihood", Alone(CurvePlots.Likelihood)),
        ("histogram", Alone(HistogramPlots.Histogram)),
        ("points", Alone(CloudPlots.Points)),
        ("responsibilities", Alone(ResponsibilityPlots.Responsibilities)),
        ("states", Alone(StatePlots.States)),
    ];

    /// <summary>The names of all kinds, the default first.</summary>
    public static Arr<string> Names { get; } = _kinds.Select(kind => kind.Name).Prepend(Overview).Append(Errors).ToArray();

    /// <summary>A picture of a run, or of several beside each other.</summary>
    /// <param name="name">Its kind.</param>
    /// <param name="runs">The runs, at least one.</param>
    /// <returns>The picture; an error where there is no such kind, or these runs have none.</returns>
    public static Either<EmError, Figure> Draw(string name, IReadOnlyList<PlottedRun> runs)
    {
        if (!Names.Contains(name))
            return new EmError.UnknownName("what", name, Names);
        // They take many passes over the data, so no page has them unasked.
        if (name == Errors && runs.Count == 1)
            return ErrorPlots.Errors(runs[0]);
        var figures = Figures(runs).ToArray();
        if (name == Overview)
            return Joined(runs, figures);
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

    /// <summary>What a model looks like at one iterate, in the order of the kinds.</summary>
    public static IEnumerable<Figure> AtIterate(PlottedRun frame) =>
        _kinds.Where(kind => kind.Name is not (Objective or Gap or Parameters)).SelectMany(kind => kind.Draw([frame]).AsEnumerable());

    /// <summary>How a run goes on, or several beside each other.</summary>
    public static IEnumerable<Figure> OfCourse(IReadOnlyList<PlottedRun> runs) =>
        _kinds
            .Where(kind => kind.Name is Objective or Gap)
            .SelectMany(kind => kind.Draw(runs).AsEnumerable())
            .Concat(runs.Count == 1 ? runs[0].Known.Bind(run => ParameterPlots.Parameters(run)).AsEnumerable() : []);

    static Func<IReadOnlyList<PlottedRun>, Option<Figure>> Alone(Func<PlottedRun, Option<Figure>> draw) =>
        runs => runs.Count == 1 ? draw(runs[0]) : Option<Figure>.None;

    // A page: of parameters and points so many panels as there is room for, one of each kind at least.
    static Figure Joined(IReadOnlyList<PlottedRun> runs, IReadOnlyList<(string Name, Figure Figure)> figures)
    {
        var room = Figure.MostPanels - figures.Where(kind => kind.Name != Parameters).Sum(kind => kind.Figure.Panels.Count);
        var fitted = figures
            .Select(kind =>
                kind.Name == Parameters
                    ? (kind.Name, Figure: ParameterPlots.Parameters(runs[0], Math.Max(1, room)).IfNone(kind.Figure))
                    : kind
            )
            .ToArray();
        var left = figures.Zip(fitted, (kind, fit) => kind.Figure.Panels.Count - fit.Figure.Panels.Count).Sum();
        return new(
            PlottedRun.TitleOf(runs),
            (runs.Count == 1 ? EndOf(runs[0]) : "")
                + (left > 0 ? $" {left} panels of parameters are left out: --what parameters draws them." : ""),
            [.. fitted.SelectMany(kind => kind.Figure.Panels)]
        );
    }

    static string EndOf(PlottedRun run) =>
        $"Iterations: {run.Last.Iteration}, evaluations: {run.Last.Evaluations}, {run.Description.Objective}: {NumberText.Shortest(run.Last.Objective)} {run.Description.Unit.TrimEnd(',')}.";

    static Domain Offered(IReadOnlyList<PlottedRun> runs, string[] names) =>
        new(
            $"one of {string.Join(", ", names.Prepend(Overview).Concat(runs.Count == 1 && runs[0].Model.IsSome ? [Errors] : []))}"
                + (
                    runs.Count > 1 ? " for several journals"
                    : runs[0].Model.IsNone ? " where the data are not given with --data"
                    : " for this model"
                ),
            _ => false
        );
}
