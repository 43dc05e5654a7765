using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>
/// A model fitted again to rows that are drawn anew with replacement: its parameters vary as those of other samples would. Source: Efron (1979), Annals
/// of Statistics 7:1; that tables completed with such parameters are proper imputations: Little, Rubin (2002), Statistical Analysis with Missing Data,
/// §10.2.3; Honaker, King (2010), American Journal of Political Science 54:561.
/// </summary>
/// <param name="Entry">The kind of model.</param>
/// <param name="Saved">The model fitted to all rows, at which each fit starts.</param>
/// <param name="Chosen">The columns to read.</param>
/// <param name="Rows">n, how many rows there are.</param>
/// <param name="Rule">When a fit stops.</param>
/// <param name="Options">What else makes up a fit.</param>
public sealed record Bootstrap(ModelEntry Entry, SavedModel Saved, ColumnChoice Chosen, int Rows, StopRule Rule, RunOptions<Vector> Options)
{
    // A sample may lack what a component needs.
    const int MostAttempts = 100;

    /// <summary>A pass over the data, such as threads.</summary>
    public Sharding.IBlockExecutor Executor { get; init; } = Sharding.InOrder.Executor;

    /// <summary>How many numbers a model may keep beside its data.</summary>
    public long Limit { get; init; } = ModelRequest.DefaultLimit;

    /// <summary>A fit to rows drawn anew. Samples that have no fit, or lack a label, are drawn again.</summary>
    /// <param name="open">Opens the table, which is read once, and says whether its first row is the header.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The model; why the last of 100 samples had no fit.</returns>
    public Validation<EmError, SavedModel> Fit(Func<Validation<EmError, (Table Table, bool HasHeader)>> open, Seed seed) =>
        Enumerable
            .Range(0, MostAttempts)
            .Aggregate(
                Prelude.Fail<EmError, SavedModel>(new EmError.NoRows("data")),
                (found, attempt) => found.IsSuccess ? found : open().Bind(of => Fit(of.Table, of.HasHeader, seed.Split(attempt)))
            );

    Validation<EmError, SavedModel> Fit(Table table, bool hasHeader, Seed seed) =>
        from options in Entry.Resolve(Saved.Model.Options.ToSeq())
        from opened in Entry.Open(
            new(table.Repeated(TableResample.Counts(Rows, seed), hasHeader), Chosen with { Columns = Saved.Columns }, options)
            {
                Limit = Limit,
            }
        )
        from same in opened.Rows.Known.Names == Saved.Labels && opened.Problem.Chart.Names == Saved.Names
            ? Prelude.Success<EmError, Unit>(Prelude.unit)
            : new EmError.TooManyLabels(Saved.Labels.Count, opened.Rows.Known.Names.Count)
        from fitted in Fit(new ModelFit(Entry, opened.On(Executor), Arr.create(Saved.Parameters), Rule, Options)).ToValidation()
        select fitted;

    static Either<EmError, SavedModel> Fit(ModelFit fit)
    {
        var run = fit.Run();
        return run.Ending.Case is RunEvent<Vector>.Failed failed
            ? failed.Error
            : fit.Saved(run).ToEither(EmError () => new EmError.NoRows("data"));
    }
}
