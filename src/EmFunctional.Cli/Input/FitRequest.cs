using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>A fit that was asked for.</summary>
/// <param name="Fit">The fit.</param>
/// <param name="Data">The data by name.</param>
/// <param name="Sample">The sample that they are, if they are one.</param>
sealed record FitRequest(ModelFit Fit, string Data, Option<Sample> Sample)
{
    /// <summary>The model with its data.</summary>
    public OpenedModel Model => Fit.Model;

    /// <summary>What was fitted to what, of the last run of the request: it may have another model than the first.</summary>
    /// <param name="run">The last run.</param>
    public RunDescription DescriptionOf(RunState<Vector> run)
    {
        var description = run.Started.Match(RunDescription.Of, () => new(Model.Problem.Model, Data, Model.Problem.Chart.Names));
        return description with
        {
            Data = $"{description.Data}, {Model.Rows.Count} rows",
            Size = run.Started.Map(_ => Model.Rows.Size),
            Called = description.CalledBy(Model.Terms),
        };
    }
}
