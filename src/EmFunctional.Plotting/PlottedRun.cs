using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Reporting;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>A run to be drawn.</summary>
/// <param name="Name">What a legend calls it, such as its journal.</param>
/// <param name="Title">What was fitted to what, in a line.</param>
/// <param name="Description">The same in full.</param>
/// <param name="Columns">The columns that were read, where they are known by name.</param>
/// <param name="Trace">Its iterates, at least one.</param>
/// <param name="Remaining">What is still to gain at each iterate by Aitken's estimate, in nats; NaN where it has none.</param>
/// <param name="End">The objective at which it is expected to end.</param>
/// <param name="Model">The model with its data, where they are at hand.</param>
sealed record PlottedRun(
    string Name,
    string Title,
    RunDescription Description,
    Arr<string> Columns,
    IReadOnlyList<IterationState<Vector>> Trace,
    Vector Remaining,
    double End,
    Option<OpenedModel> Model
)
{
    // Curves of more iterates could not be told apart.
    const int MostDrawn = 30;

    /// <summary>What was fitted to what.</summary>
    public static string TitleOf(IReadOnlyList<PlottedRun> runs) =>
        runs.Count == 1 ? runs[0].Title
        : runs[0].Title.Split(" on ", 2) is [_, var data] ? $"{runs.Count} runs on {data}"
        : $"{runs.Count} runs";

    /// <summary>A run to be drawn.</summary>
    /// <param name="name">What a legend calls it.</param>
    /// <param name="description">What was fitted to what.</param>
    /// <param name="source">Where the data came from.</param>
    /// <param name="columns">The columns that were read.</param>
    /// <param name="algorithm">How it iterates.</param>
    /// <param name="trace">Its iterates, at least one.</param>
    /// <param name="model">The model with its data, where they are at hand.</param>
    /// <param name="remaining">What was still to gain at each iterate, where the trace is not all of them; estimated from the trace if null.</param>
    public static PlottedRun Of(
        string name,
        RunDescription description,
        string source,
        Arr<string> columns,
        string algorithm,
        IReadOnlyList<IterationState<Vector>> trace,
        Option<OpenedModel> model,
        Vector? remaining = null
    )
    {
        remaining ??= algorithm == Algorithm.PlainName ? Estimates(trace) : Vector.Of(trace.Count, _ => double.NaN);
        return new(
            name,
            description.Model.Name + (source.Length > 0 ? $" on {source}" : "") + (columns.Count == 1 ? $", column {columns[0]}" : ""),
            description,
            columns,
            trace,
            remaining,
            trace.Max(state => state.Objective) + (double.IsFinite(remaining[^1]) ? remaining[^1] : 0),
            model
        );
    }

    static Vector Estimates(IReadOnlyList<IterationState<Vector>> trace) =>
        Vector.Of(
            trace.Count,
            i =>
                Aitken
                    .Remaining(Enumerable.Range(0, i + 1).TakeLast(Aitken.Window).Select(IterationState (n) => trace[n]).ToArray())
                    .IfNone(double.NaN)
        );

    /// <summary>Whether it is a frame of a film, where curves of the past would hide the present.</summary>
    public bool IsFrame { get; private init; }

    /// <summary>The run at those iterates whose numbers are known; nothing where that is none.</summary>
    public Option<PlottedRun> Known
    {
        get
        {
            int[] known = [.. Enumerable.Range(0, Trace.Count).Where(place => Trace[place].Parameters.Count == Description.Names.Count)];
            return known.Length == 0 ? Option<PlottedRun>.None
                : known.Length == Trace.Count ? this
                : At(known);
        }
    }

    /// <summary>A frame of the film: the run as it was at an iterate whose numbers are known.</summary>
    /// <param name="at">The iterate.</param>
    public PlottedRun Frame(IterationState<Vector> at)
    {
        var before = Trace.Where(state => state.Iteration < at.Iteration && state.Parameters.Count == at.Parameters.Count);
        IterationState<Vector>[] seen = [.. before, at];
        return this with { Trace = seen, Remaining = Vector.Of(seen.Length, _ => double.NaN), End = at.Objective, IsFrame = true };
    }

    /// <summary>A histogram of the data by whoever knows them, where the model has none of its own.</summary>
    public Option<Figure> Histogram { get; init; }

    /// <summary>The newest iterate.</summary>
    public IterationState<Vector> Last => Trace[^1];

    /// <summary>The shape of the model, where there is one to be drawn.</summary>
    public Option<ModelShape> Shape => Model.Bind(model => model.Telling.Shape());

    /// <summary>The run as a film: as it was at each iterate that is drawn.</summary>
    public IEnumerable<PlottedRun> Frames =>
        Enumerable.Range(1, Drawn.Count).Select(count => At([.. Drawn.Take(count)]) with { IsFrame = true });

    PlottedRun At(int[] places) => this with { Trace = [.. places.Select(place => Trace[place])], Remaining = Remaining.Select(places) };

    /// <summary>The places in the trace that are drawn one by one: all, or of many the first, the last and some between, most of them early.</summary>
    public IReadOnlyList<int> Drawn =>
        Trace.Count <= MostDrawn ? [.. Enumerable.Range(0, Trace.Count)] : [.. Enumerable.Range(0, MostDrawn).Select(Place).Distinct()];

    int Place(int n) => (int)((long)(Trace.Count - 1) * n * n / ((MostDrawn - 1) * (MostDrawn - 1)));

    /// <summary>What its numbers are called.</summary>
    public ParameterNames Called => Model.Match(model => Description.CalledBy(model.Terms), () => Description.Called);

    /// <summary>What components are called that have no names.</summary>
    public string Component => Called.Component;

    /// <summary>What a component is called.</summary>
    public string ComponentName(int k) =>
        Model.Map(model => model.Rows.Known.Names).Filter(names => k < names.Count).Map(names => names[k]).IfNone($"{Component} {k}");

    /// <summary>How responsible each component is for a row at some parameters; nothing where rows have no components.</summary>
    public Option<Func<Vector, int, Vector>> Responsibilities =>
        from model in Model
        from labels in model.Rows.Labels
        select new Func<Vector, int, Vector>((at, row) => model.Rows.Known.Hold(row, labels.Responsibilities(at, row)));
}
