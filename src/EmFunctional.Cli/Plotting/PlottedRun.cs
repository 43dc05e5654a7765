using System.Collections.Generic;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Cli.Plotting;

/// <summary>A run to be drawn.</summary>
/// <param name="Name">What a legend calls it, such as its journal.</param>
/// <param name="Subject">What was fitted to what.</param>
/// <param name="Algorithm">How it iterates.</param>
/// <param name="Trace">Its iterates, at least one.</param>
/// <param name="Model">The model with its data, where they are at hand.</param>
sealed record PlottedRun(
    string Name,
    Subject Subject,
    string Algorithm,
    IReadOnlyList<IterationState<Vector>> Trace,
    Option<OpenedModel> Model
)
{
    // Curves of more iterates could not be told apart.
    const int MostDrawn = 30;

    /// <summary>The newest iterate.</summary>
    public IterationState<Vector> Last => Trace[^1];

    /// <summary>The shape of the model, where there is one to be drawn.</summary>
    public Option<ModelShape> Shape => Model.Bind(model => model.Shape);

    /// <summary>The run as it was after some iterates.</summary>
    public PlottedRun UpTo(int iterates) => this with { Trace = [.. Trace.Take(iterates)] };

    /// <summary>The places in the trace that are drawn one by one: all, or of many the first, the last and some between, most of them early.</summary>
    public IReadOnlyList<int> Drawn =>
        Trace.Count <= MostDrawn
            ? [.. Enumerable.Range(0, Trace.Count)]
            :
            [
                .. Enumerable
                    .Range(0, MostDrawn)
                    .Select(i => (int)((long)(Trace.Count - 1) * i * i / ((MostDrawn - 1) * (MostDrawn - 1))))
                    .Distinct(),
            ];

    /// <summary>What is still to gain at each iterate by Aitken's estimate, in nats; NaN where it has none.</summary>
    public Vector Remaining =>
        Algorithm != Iterating.Algorithm.PlainName
            ? Vector.Of(Trace.Count, _ => double.NaN)
            : Vector.Of(
                Trace.Count,
                i =>
                    Aitken
                        .Remaining(
                            Trace.Skip(Math.Max(0, i + 1 - Aitken.Window)).Take(Math.Min(i + 1, Aitken.Window)).ToArray<IterationState>()
                        )
                        .IfNone(double.NaN)
            );

    /// <summary>What a component is called.</summary>
    public string ComponentName(int k) =>
        Model.Map(model => model.LabelNames).Filter(names => k < names.Count).Map(names => names[k]).IfNone($"component {k}");

    /// <summary>How responsible each component is for a row at the newest iterate, or another; nothing where rows have no components.</summary>
    public Option<Func<Vector, int, Vector>> Responsibilities =>
        from model in Model
        from labels in model.Labels
        select new Func<Vector, int, Vector>((at, row) => model.Known.Hold(row, labels.Responsibilities(at, row)));
}
