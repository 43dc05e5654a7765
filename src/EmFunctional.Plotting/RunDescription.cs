using EmFunctional.Inference;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Reporting;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Plotting;

/// <summary>What was fitted to what.</summary>
/// <param name="Model">The model with its options.</param>
/// <param name="Data">The data, in words.</param>
/// <param name="Names">The names on the chart.</param>
sealed record RunDescription(ModelName Model, string Data, Arr<string> Names)
{
    /// <summary>How many numbers of a model are free, where that is known by its options.</summary>
    public Func<SavedModel, Option<int>> DegreesOfFreedomOf { get; init; } = _ => Option<int>.None;

    /// <summary>What the numbers are called for people.</summary>
    public ParameterNames Called { get; init; } = new(Names);

    /// <summary>Standard errors of the numbers, where they were asked for.</summary>
    public Option<StandardErrors> Errors { get; init; }

    /// <summary>What bootstrap samples say of the numbers, where some were asked for.</summary>
    public Option<BootstrapErrors> Samples { get; init; }

    /// <summary>n as criteria count it, where it is known.</summary>
    public Option<double> Size { get; init; }

    /// <summary>The model as it is saved; nothing of a run that has no iterate.</summary>
    public Option<SavedModel> Saved(RunState<Vector> run) =>
        SavedModel
            .Find(run)
            .Map(saved =>
                saved with
                {
                    // A chart that was made from names alone does not know what is free.
                    Fit = saved.Fit.Map(fit =>
                        fit with
                        {
                            Size = Size,
                            DegreesOfFreedom = DegreesOfFreedomOf(saved).IfNone(fit.DegreesOfFreedom),
                        }
                    ),
                }
            );

    /// <summary>Whether rows were learned as they came, so that the objective is that of one row.</summary>
    public bool IsStream { get; init; }

    /// <summary>What the objective is.</summary>
    public string Objective => (HasPrior ? "log-posterior" : "log-likelihood") + (IsStream ? " per row" : "");

    /// <summary>The unit of that, and what it leaves out.</summary>
    public string Unit => HasPrior ? "nats, up to a constant," : "nats";

    bool HasPrior => Model.Options.Exists(option => option.Value.StartsWith("prior", StringComparison.Ordinal));

    /// <summary>What the numbers are called where the model is at hand.</summary>
    public ParameterNames CalledBy(ModelTerms terms) =>
        Called with
        {
            Columns = terms.Columns,
            Symbols = terms.Symbols,
            Indexed = terms.Indexed ?? (_ => Arr<string>.Empty),
            Component = terms.Component,
        };

    public static RunDescription Of(RunEvent<Vector>.Started started) =>
        new(
            started.Specification.Model,
            (started.Read.Source.Length > 0 ? started.Read.Source : "unnamed data") + ColumnOf(started.Read.ModelColumns),
            started.Specification.ParameterNames
        )
        {
            IsStream = OnlineSchedule.IsName(started.Specification.Algorithm),
            Called = new(started.Specification.ParameterNames)
            {
                Columns = started.Read.ModelColumns,
                Symbols = started.Read.Symbols,
                Components = started.Read.LabelNames,
            },
        };

    // Several columns are named with their numbers.
    static string ColumnOf(Arr<string> columns) =>
        columns.Count switch
        {
            0 => "",
            1 => $", column {columns[0]}",
            var count => $", {count} columns",
        };
}
