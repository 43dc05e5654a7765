using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>A fit that came to its end, with its rows at hand: the same model can be fitted to others of the kind.</summary>
/// <param name="Fit">The fit.</param>
/// <param name="Saved">What it found.</param>
/// <param name="Units">The rows of its table, in the units that are drawn.</param>
/// <param name="Chosen">The columns to read.</param>
public sealed record Refit(ModelFit Fit, SavedModel Saved, TableUnits Units, ColumnChoice Chosen)
{
    /// <summary>How many numbers a model may keep beside its data.</summary>
    public long Limit { get; init; } = ModelRequest.DefaultLimit;

    /// <summary>Whether a fit may end with a floor in force: as the first did.</summary>
    public bool TakesFloors { get; init; }

    /// <summary>A table of a fit, read into memory.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="run">The run at its end.</param>
    /// <param name="table">The table that it was fitted to, which is read once.</param>
    /// <param name="chosen">The columns to read.</param>
    /// <returns>The fit with its rows; nothing where it has no iterate.</returns>
    public static Option<Refit> Of(ModelFit fit, RunState<Vector> run, Table table, ColumnChoice chosen) =>
        fit.Saved(run).Map(saved => Of(fit, saved, table, chosen) with { TakesFloors = IsFloored(run) });

    /// <summary>What a fit finds, run to its end; or why it finds nothing.</summary>
    /// <param name="fit">The fit.</param>
    internal static Either<EmError, SavedModel> Found(ModelFit fit) => Ended(fit).Map(ended => ended.Saved);

    static Either<EmError, (RunState<Vector> Run, SavedModel Saved)> Ended(ModelFit fit)
    {
        var run = fit.Run();
        return run.Ending.Case switch
        {
            RunEvent<Vector>.Failed failed => failed.Error,
            RunEvent<Vector>.Stopped { Reason: Iterating.StopReason.Decreased fell } => new EmError.Decreased(
                fell.Iteration,
                fell.From,
                fell.To,
                0
            ),
            _ => fit.Saved(run).ToEither(EmError () => new EmError.NoRows("data")).Map(saved => (run, saved)),
        };
    }

    static Refit Of(ModelFit fit, SavedModel saved, Table table, ColumnChoice chosen) =>
        new(fit, saved, TableUnits.Of(table, fit.Model), chosen with { Columns = saved.Columns, Header = Option<bool>.None });

    /// <summary>The model on another table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="chosen">The columns to read.</param>
    /// <returns>The model; an error where the table lacks labels or symbols of the first, or cannot bear the model.</returns>
    internal Either<EmError, OpenedModel> Open(Table table, ColumnChoice chosen) =>
        (
            from options in Fit.Entry.Resolve(Saved.Model.Options.ToSeq())
            from opened in Fit.Entry.Open(new(table, chosen, options) { Limit = Limit })
            from same in IsAlike(opened)
                ? Prelude.Success<EmError, Unit>(Prelude.unit)
                : new EmError.CannotDo(Saved.Model.Name, "be told from a sample that lacks a label, symbol or level")
            select opened
        )
            .ToEither()
            .MapLeft(faults => faults.Head);

    bool IsAlike(OpenedModel opened)
    {
        var (chart, first) = (opened.Problem.Chart.Names, Fit.Model.Terms);
        var groups = chart.Map(ParameterGroups.GroupOf).Distinct();
        Arr<string> Levels(ModelTerms terms, string group) => terms.Indexed is { } indexed ? indexed(group) : Arr<string>.Empty;
        return chart == Saved.Names
            && opened.Rows.Known.Names == Saved.Labels
            && opened.Terms.Symbols == first.Symbols
            && groups.ForAll(group => Levels(opened.Terms, group) == Levels(first, group));
    }

    /// <summary>What a fit to another table finds.</summary>
    /// <param name="opened">The model on the table.</param>
    /// <param name="starts">θ at iteration 0 of each start.</param>
    /// <returns>The model, if its components are all there and none has a floor in force where those of the first have none.</returns>
    internal Either<EmError, SavedModel> Run(OpenedModel opened, Arr<Vector> starts) =>
        Ended(new(Fit.Entry, opened, starts, Fit.Rule, Fit.Options))
            .Bind(ended =>
                ended.Saved.Names != Saved.Names ? Without("keep all its components")
                : IsFloored(ended.Run) && !TakesFloors ? Without("be fitted without a floor in force")
                : ended.Saved
            );

    Either<EmError, SavedModel> Without(string what) => new EmError.CannotDo(Saved.Model.Name, what);

    static bool IsFloored(RunState<Vector> run) =>
        run.Last.Exists(last => last.State.Diagnostics.Exists(diagnostic => diagnostic is Diagnostic.Floored));
}
