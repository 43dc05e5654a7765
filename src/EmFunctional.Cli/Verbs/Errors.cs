using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Inference;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>How sure the numbers at the end of a run are.</summary>
/// <param name="Found">The standard errors, where there are any.</param>
/// <param name="Remarks">What is to be said of them.</param>
sealed record Errors(Option<StandardErrors> Found, Arr<string> Remarks)
{
    /// <summary>None were asked for.</summary>
    public static Errors None { get; } = new(Option<StandardErrors>.None, Arr<string>.Empty);

    /// <summary>What samples say, where some were asked for.</summary>
    public Option<BootstrapErrors> Samples { get; init; }

    /// <summary>Whether the samples were interrupted.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>The standard errors that were asked for.</summary>
    public static Errors Of(ModelFit fit, RunState<Vector> run, ErrorRequest asked) =>
        !asked.HasErrors ? None
        : run.Ending.IsNone ? Lacking("the run was interrupted")
        : fit.Saved(run).Match(saved => Of(fit, run, saved, asked.IsSandwich), () => None);

    static Errors Of(ModelFit fit, RunState<Vector> run, SavedModel saved, bool isSandwich) =>
        saved.Names != fit.Model.Problem.Chart.Names
            ? Lacking("components were dropped; fit the model with as many as are left")
            : (isSandwich ? Units.Of(fit.Model, saved).Map(Prelude.Some) : Option<UnitDensities>.None)
                .Bind(units =>
                    StandardErrors.Of(fit.Model.Problem, saved.Parameters, units.MatchUnsafe<UnitDensities?>(some => some, () => null))
                )
                .Match(Right: found => new(found, Doubts(run)), Left: error => Lacking($"{error}"));

    static Arr<string> Doubts(RunState<Vector> run) =>
        IsAtMaximum(run)
            ? Arr<string>.Empty
            : Arr.create("The standard errors are those of a point that is no maximum yet: the run has not converged.");

    static Errors Lacking(string why) => new(Option<StandardErrors>.None, Arr.create($"There are no standard errors: {why}."));

    /// <summary>The exit code of a run whose numbers they are.</summary>
    /// <param name="run">The run.</param>
    /// <param name="requireConvergence">Whether it is to have converged.</param>
    public int ExitCodeOf(RunState<Vector> run, bool requireConvergence) =>
        IsInterrupted ? ExitCode.Interrupted : Fitting.ExitCodeOf(run, requireConvergence);

    /// <summary>Whether a run converged.</summary>
    public static bool IsAtMaximum(RunState<Vector> run) =>
        run.Ending.Exists(ending => ending is RunEvent<Vector>.Stopped { Reason.IsConverged: true });
}
