using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Tables;
using LanguageExt;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The arguments of a fit whose rows are learned as they come.</summary>
static class StreamArguments
{
    /// <summary>A fit over rows as they come: the first rows are read and checked.</summary>
    /// <param name="arguments">The arguments of a fit.</param>
    /// <param name="parsed">The call.</param>
    /// <param name="first">How many rows to look at.</param>
    public static Validation<EmError, StreamRequest> Read(ModelArguments arguments, ParseResult parsed, int first) =>
        from without in Without(parsed)
        from found in arguments.Found(parsed)
        from make in StreamOf(found.Entry)
        from asked in arguments.Asked(parsed)
        from source in arguments.DataOptions.OpenText(parsed, arguments.Data(parsed), arguments.Chosen(parsed))
        from request in Read(arguments, parsed, found, make, asked, source, first)
        select request;

    static Validation<EmError, StreamRequest> Read(
        ModelArguments arguments,
        ParseResult parsed,
        (ModelEntry Entry, Arr<ModelOption> Options) found,
        Func<SavedModel, Validation<EmError, TableStream>> make,
        (FitOptions Options, Sharding.IBlockExecutor Threads) asked,
        DataSource source,
        int first
    )
    {
        var rows = new ArrivingRows(source.Table, first);
        return from fitting in found.Entry.Fit(arguments.Chosen(parsed))
            from opened in found.Entry.Open(new(rows.First, fitting, found.Options) { Limit = asked.Options.Limit })
            from fit in arguments.FitOf(parsed, found.Entry, opened, asked)
            let saved = opened.At(fit.Starts[0])
            from stream in make(saved)
            let read = opened.Problem.Describe()
            select new StreamRequest(
                fit,
                stream.On(source.Table, rows.Header(read), Again(fitting, read)) with
                {
                    Executor = asked.Threads,
                },
                rows.Rows(read),
                asked.Options.Rule,
                source
            );
    }

    // The columns of the first rows are those of all.
    static ColumnChoice Again(ColumnChoice chosen, DataDescription read) =>
        chosen with
        {
            Columns = chosen.Columns.IsEmpty ? ColumnChoice.Of(read).Columns : chosen.Columns,
        };

    /// <summary>How a model learns rows as they come.</summary>
    public static Validation<EmError, Func<SavedModel, Validation<EmError, TableStream>>> StreamOf(ModelEntry entry) =>
        entry.Stream.ToValidation<EmError>(
            new EmError.CannotDo(
                entry.Name,
                entry.Reading.HasSequences
                    ? "learn single rows as they come, which are parts of sequences; leave --online out, or learn whole sequences with Em.Online in code"
                    : "learn rows as they come, for one row is all of its data; leave --online out"
            )
        );

    static Validation<EmError, Unit> Without(ParseResult parsed)
    {
        foreach (var name in new[] { "starts", "algorithm" })
            if (parsed.GetValue<string?>($"--{name}") is { } value && value is not ("1" or "plain"))
                return new EmError.BadOption(name, value, new("left out where --online is given", _ => false));
        return Prelude.unit;
    }
}

/// <summary>A fit over rows as they come.</summary>
/// <param name="Fit">The model on the first rows, and its start.</param>
/// <param name="Problem">The model for all rows.</param>
/// <param name="Rows">All rows, as they come.</param>
/// <param name="Rule">When to stop, if somebody said.</param>
/// <param name="Source">Where the rows come from.</param>
sealed record StreamRequest(
    ModelFit Fit,
    OnlineProblem<TableRow, Vector> Problem,
    System.Collections.Generic.IEnumerable<TableRow> Rows,
    Option<Iterating.StopRule> Rule,
    DataSource Source
) : IDisposable
{
    public void Dispose() => Source.Dispose();
}
