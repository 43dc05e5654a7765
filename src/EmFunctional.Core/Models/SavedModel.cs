using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>A fitted model as it is kept and used: what it is, its numbers to the bit, what they are called, and where they come from.</summary>
/// <param name="Model">The model with its options.</param>
/// <param name="Names">The names on the chart [p].</param>
/// <param name="Parameters">θ, the flat vector of the chart [p].</param>
public sealed record SavedModel(ModelName Model, Arr<string> Names, Vector Parameters)
{
    /// <summary>The columns that it reads, where they are columns of numbers.</summary>
    public Arr<string> Columns { get; init; } = Arr<string>.Empty;

    /// <summary>What each component is called, where it was fitted to labels by name.</summary>
    public Arr<string> Labels { get; init; } = Arr<string>.Empty;

    /// <summary>The symbols of sequences, in the order of the chart.</summary>
    public Arr<string> Symbols { get; init; } = Arr<string>.Empty;

    /// <summary>How it was fitted; nothing where nobody said.</summary>
    public Option<FitRecord> Fit { get; init; }

    /// <summary>Its options, as the registry's entry reads them.</summary>
    public ModelSettings Settings => new(Model.Options);

    /// <summary>A fitted model of one's own code.</summary>
    /// <param name="model">The model.</param>
    /// <param name="fitted">What was found.</param>
    public static SavedModel Of<TData, TParams, TStats>(EmModel<TData, TParams, TStats> model, Fitted<TParams> fitted) =>
        new(model.Name, model.Chart.Names, model.Chart.ToFlat(fitted.State.Parameters))
        {
            Fit = new FitRecord(
                fitted.State.Iteration,
                fitted.State.Evaluations,
                fitted.State.Objective,
                model.Chart.DegreesOfFreedom,
                fitted.Reason.IsConverged,
                fitted.Trace
            ),
        };

    /// <summary>What a run has found so far: its last iterate, and the names in what was read of its data.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The model; nothing where there is no iterate yet.</returns>
    public static Option<SavedModel> Find(RunState<Vector> run) =>
        from started in run.Started
        from last in run.Key.Map(key => key.Iterated)
        let specification = started.Specification
        select new SavedModel(specification.Model, specification.ParameterNames, last.State.Parameters)
        {
            Columns = started.Read.ModelColumns,
            Labels = started.Read.LabelNames,
            Symbols = started.Read.Symbols,
            Fit = new FitRecord(
                last.State.Iteration,
                last.State.Evaluations,
                last.State.Objective,
                run.Chart.DegreesOfFreedom,
                run.Ending.Exists(ending => ending is RunEvent<Vector>.Stopped stopped && stopped.Reason.IsConverged),
                run.Trace
            )
            {
                Run = started.Run,
                Data = specification.Data,
                Software = started.Environment.Software,
            },
        };

    /// <summary>The parameters of a model of this kind, to the same bits.</summary>
    /// <param name="chart">The coordinates of the model.</param>
    /// <returns>The parameters; an error where the chart has other names, or the numbers are outside their domain.</returns>
    public Either<EmError, TParams> As<TParams>(Chart<TParams> chart) =>
        chart.Names == Names ? chart.FromFlat(Parameters) : new EmError.BadModelFile(Model.Name, "chart", TextOf(chart.Names));

    static string TextOf(Arr<string> names) =>
        names.Count <= 4 ? string.Join(", ", names) : $"{names[0]}, {names[1]} … {names[names.Count - 1]}";
}

/// <summary>How a model was fitted.</summary>
/// <param name="Iterations">How many iterations it took.</param>
/// <param name="Evaluations">How many passes over the data.</param>
/// <param name="Objective">The objective at its parameters, in nats.</param>
/// <param name="DegreesOfFreedom">The degrees of freedom.</param>
/// <param name="Converged">Whether the run converged.</param>
/// <param name="Trace">The trace digest.</param>
public sealed record FitRecord(int Iterations, int Evaluations, double Objective, int DegreesOfFreedom, bool Converged, TraceDigest Trace)
{
    /// <summary>n, the weight of the rows that count.</summary>
    public Option<double> Size { get; init; }

    /// <summary>The run's identity.</summary>
    public Option<Hash256> Run { get; init; }

    /// <summary>The identity of the data.</summary>
    public Option<Hash256> Data { get; init; }

    /// <summary>What fitted it, with its version.</summary>
    public string Software { get; init; } = "";
}
