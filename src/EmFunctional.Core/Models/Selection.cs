using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>Fits of a model with different options to the same data, to choose from: what <c>em select</c> runs.</summary>
public static class Selection
{
    /// <summary>A fit for each combination of what is asked for; what is wrong with all of them is wrong with the data or the call.</summary>
    /// <param name="entry">The kind of model.</param>
    /// <param name="table">The data.</param>
    /// <param name="chosen">The columns to read.</param>
    /// <param name="grid">The options to combine.</param>
    /// <param name="fit">Draws the starts of an opened model: <c>model => ModelFit.Of(entry, model)</c>.</param>
    /// <param name="limit">How many numbers a model may keep beside its data.</param>
    public static Validation<EmError, Arr<Candidate>> Of(
        ModelEntry entry,
        Table table,
        ColumnChoice chosen,
        OptionGrid grid,
        Func<OpenedModel, Validation<EmError, ModelFit>> fit,
        long limit = ModelRequest.DefaultLimit
    )
    {
        var rows = table.Rows.Select(row => row.Kept).ToArray(); // read once, for all
        Arr<Candidate> candidates = grid
            .Combinations.Select(options => new Candidate(
                grid.Varied.Map(name => options.First(option => option.Name == name)),
                entry.Fit(chosen).Bind(fitting => entry.Open(new(table with { Rows = rows }, fitting, options) { Limit = limit })).Bind(fit)
            )
            {
                Source = new CandidateSource(table with { Rows = rows }, chosen, options, fit, limit),
            })
            .ToArray();
        return candidates.ForAll(candidate => candidate.Fit.IsFail)
            ? candidates[0].Fit.Map(_ => candidates)
            : Prelude.Success<EmError, Arr<Candidate>>(candidates);
    }
}

/// <summary>A fit among several to choose from.</summary>
/// <param name="Options">What sets it apart.</param>
/// <param name="Fit">The fit, or why it cannot begin.</param>
public sealed record Candidate(Arr<ModelOption> Options, Validation<EmError, ModelFit> Fit)
{
    /// <summary>From what it was made, to be fitted to a part of the rows, or to others.</summary>
    public Option<CandidateSource> Source { get; init; }

    /// <summary>Runs it to its end.</summary>
    /// <param name="through">What the events of its runs go through, such as what watches them; nothing if null.</param>
    public CandidateFit Run(Func<IEnumerable<RunEvent<Vector>>, IEnumerable<RunEvent<Vector>>>? through = null) =>
        Fit.Match(
            fit =>
            {
                var run = fit.Run(through);
                if (run.Ending.Case is RunEvent<Vector>.Failed failed)
                    return new CandidateFit(Options, run, failed.Error);
                var saved = fit.Saved(run);
                return new(Options, run, Option<EmError>.None) { Saved = saved, Criteria = saved.Map(fit.CriteriaOf) };
            },
            faults => new(Options, Option<RunState<Vector>>.None, faults.Head)
        );
}

/// <summary>From what a fit among several is made.</summary>
/// <param name="Table">The data, in memory.</param>
/// <param name="Chosen">The columns to read.</param>
/// <param name="Options">A value for each of the model's options.</param>
/// <param name="Fitting">Draws the starts of an opened model.</param>
/// <param name="Limit">How many numbers a model may keep beside its data.</param>
public sealed record CandidateSource(
    Table Table,
    ColumnChoice Chosen,
    Arr<ModelOption> Options,
    Func<OpenedModel, Validation<EmError, ModelFit>> Fitting,
    long Limit
);

/// <summary>What a fit among several has found.</summary>
/// <param name="Options">What sets it apart.</param>
/// <param name="Run">The run at its end; nothing where it could not begin.</param>
/// <param name="Error">Why it failed, if it did.</param>
public sealed record CandidateFit(Arr<ModelOption> Options, Option<RunState<Vector>> Run, Option<EmError> Error)
{
    /// <summary>The model.</summary>
    public Option<SavedModel> Saved { get; init; }

    /// <summary>How good it is.</summary>
    public Option<Criteria> Criteria { get; init; }
}
