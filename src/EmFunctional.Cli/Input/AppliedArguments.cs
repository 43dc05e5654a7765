using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Tables;
using LanguageExt;
using CliArgument = System.CommandLine.Argument<string>;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>A fitted model on rows that are read while it is used.</summary>
/// <param name="Entry">The kind of model.</param>
/// <param name="Saved">The model.</param>
/// <param name="Source">The data.</param>
/// <param name="Parts">What it says of them, part by part; to be gone through once.</param>
/// <param name="MissingMarkers">What stands for what is missing.</param>
sealed record AppliedRun(
    ModelEntry Entry,
    SavedModel Saved,
    DataSource Source,
    IEnumerable<Validation<EmError, AppliedPart>> Parts,
    Missing MissingMarkers
) : IDisposable
{
    /// <summary>A model on data that were opened.</summary>
    /// <param name="entry">The kind of model.</param>
    /// <param name="use">What can be done with it.</param>
    /// <param name="saved">The model. Its columns are found by name, or by place where the data have no names; labels are not looked at.</param>
    /// <param name="source">The data, which go when this goes.</param>
    /// <param name="asked">What was asked for of them.</param>
    /// <param name="keeps">Whether the rows are kept as they stand.</param>
    public static AppliedRun Of(ModelEntry entry, ModelUse use, SavedModel saved, DataSource source, ColumnChoice asked, bool keeps)
    {
        var isNameless = source.Table.Blocks is not null || source.Table.Numbers is { Names.IsEmpty: true };
        // The model's own columns in any order are read in its order; others stand for them one by one.
        var isOwn = asked.Columns.IsEmpty ? !isNameless : asked.Columns.Order().SequenceEqual(saved.Columns.Order());
        var chosen = asked with { Columns = isOwn ? saved.Columns : asked.Columns, Labels = Option<string>.None };
        return new(
            entry,
            saved,
            source,
            AppliedPart
                .Of(entry, use, saved, source.Table, chosen, keeps)
                .Select(part =>
                    part.MapFail(error =>
                        isOwn && error is EmError.UnknownName { Kind: "column" } unknown
                            ? new EmError.LacksColumn(source.Name, unknown.Name, unknown.Known)
                            : error
                    )
                ),
            new Missing(asked.Missing)
        );
    }

    public void Dispose() => Source.Dispose();
}

/// <summary>A fitted model and the rows to use it on.</summary>
/// <param name="registry">The models.</param>
sealed class AppliedArguments(Registry registry)
{
    readonly SavedArguments _saved = new(registry);
    readonly CliArgument _data = new("DATA")
    {
        Description = "a CSV, TSV, JSON, .parquet, .arrow, .npy, .npz, .f64 or .bin file, - for standard input, or @name for a sample",
        HelpName = "DATA",
    };
    readonly DataOptions _chosen = new();

    public void AddTo(Command command)
    {
        _saved.AddTo(command);
        command.Add(_data);
        _chosen.AddTo(command);
    }

    /// <summary>The files that are read.</summary>
    public string[] Files(ParseResult parsed) => [_saved.Path(parsed), Data(parsed)];

    string Data(ParseResult parsed) => parsed.GetRequiredValue(_data);

    /// <summary>The model on the rows, which are read while it is used.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="deed">What is to be done.</param>
    /// <param name="keeps">Whether the rows are kept as they stand.</param>
    public Validation<EmError, AppliedRun> Read(ParseResult parsed, string deed, bool keeps) =>
        from model in _saved.Read(parsed)
        from use in SavedArguments.UseOf(model.Entry, deed)
        from chosen in model.Entry.Fit(_chosen.Of(parsed))
        from source in _chosen.OpenOnce(parsed, Data(parsed), chosen)
        select AppliedRun.Of(model.Entry, use, model.Saved, source, chosen, keeps);
}
