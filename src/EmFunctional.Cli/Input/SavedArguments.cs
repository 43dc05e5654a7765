using System.IO;
using System.Linq;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
using EmFunctional.Tables;
using LanguageExt;
using CliArgument = System.CommandLine.Argument<string>;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>A fitted model from a file: one that was saved, or what a journal has at its end.</summary>
/// <param name="registry">The models.</param>
sealed class SavedArguments(Registry registry)
{
    readonly CliArgument _model = new("MODEL")
    {
        Description = "a model that 'em fit --save' wrote, or the journal of a fit",
        HelpName = "MODEL",
    };

    public void AddTo(Command command) => command.Add(_model);

    public string Path(ParseResult parsed) => parsed.GetRequiredValue(_model);

    /// <summary>The model with its entry, checked.</summary>
    public Validation<EmError, (ModelEntry Entry, SavedModel Saved)> Read(ParseResult parsed) =>
        from saved in Load(Path(parsed)).ToValidation()
        from model in registry.Check(saved).MapFail(EmError (error) => new EmError.InFile(Path(parsed), error))
        select model;

    /// <summary>What can be done with it.</summary>
    public static Validation<EmError, ModelUse> UseOf(ModelEntry entry, string deed) =>
        entry.Use.ToValidation<EmError>(new EmError.CannotDo(entry.Name, deed));

    // The file is opened once: it may be a pipe. A line of a journal begins with its time.
    Either<EmError, SavedModel> Load(string path) =>
        TextFile.Open(
            path,
            (begin, stream) =>
                !begin.Span.StartsWith("{\"@t\""u8) ? TextFile.Read(begin, stream, path).Bind(text => ModelJson.Read(text, path))
                : stream.CanSeek ? OfJournal(path)
                : new EmError.Recorded("journal", $"{path}: a journal is read more than once, and this is no file; write it to one")
        );

    Either<EmError, SavedModel> OfJournal(string path) =>
        from found in JournalStream
            .Open(path)
            .Bind(stream =>
            {
                using (stream)
                    return Recovery.Find(path, JournalReader.Read(stream)).Bind(Recovery.Whole);
            })
            .Bind(found =>
                found.Contestant.Match(Either<JournalError, Recovery<Vector>> (one) => new JournalError.Undecided(path, one), () => found)
            )
            .MapLeft(error => Told(path, error))
        from started in found.Run.Started.ToEither(() => Told(path, new JournalError.NoStart(path)))
        from entry in registry.Find(started.Specification.Model.Name)
        let kind = new SavedModel(started.Specification.Model, started.Specification.ParameterNames, Vector.Empty)
        {
            Columns = started.Read.ModelColumns,
            Symbols = started.Read.Symbols,
        }
        from chart in entry.ChartOf(kind).ToEither().MapLeft(faults => faults.Head)
        from recovered in found.On(chart).MapLeft(error => Told(path, error))
        from saved in SavedModel
            .Find(recovered.Run)
            .ToEither(EmError () => new EmError.BadModelFile(path, "the journal", "of a run with an iterate"))
        select saved;

    static EmError Told(string path, JournalError error) => JournalTrace.Told(path, error);
}

/// <summary>A fitted model and the rows to use it on.</summary>
/// <param name="registry">The models.</param>
sealed class AppliedArguments(Registry registry)
{
    readonly SavedArguments _saved = new(registry);
    readonly CliArgument _data = new("DATA")
    {
        Description = "a CSV, TSV, JSON, .npy, .npz, .f64 or .bin file, - for standard input, or @name for a sample",
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

    /// <summary>The model on the rows. Its columns are found by name, or by place where the data have no names; labels are not looked at.</summary>
    public Validation<EmError, (SavedModel Saved, AppliedModel Applied)> Read(ParseResult parsed, string deed) =>
        from model in _saved.Read(parsed)
        from use in SavedArguments.UseOf(model.Entry, deed)
        from chosen in model.Entry.Fit(_chosen.Of(parsed))
        from source in _chosen.Open(parsed, Data(parsed), isBlocksOfRows: false, chosen)
        from applied in Apply(use, model.Saved, source, chosen)
        select (model.Saved, applied);

    static Validation<EmError, AppliedModel> Apply(ModelUse use, SavedModel saved, DataSource source, ColumnChoice asked)
    {
        using (source)
        {
            var isNameless = source.Table.Numbers is { Names.IsEmpty: true };
            // The model's own columns in any order are read in its order; others stand for them one by one.
            var isOwn = asked.Columns.IsEmpty ? !isNameless : asked.Columns.Order().SequenceEqual(saved.Columns.Order());
            var columns = isOwn ? saved.Columns : asked.Columns;
            return use.Apply(saved, source.Table, asked with { Columns = columns, Labels = Option<string>.None })
                .MapFail(error =>
                    isOwn && error is EmError.UnknownName { Kind: "column" } unknown
                        ? new EmError.LacksColumn(source.Name, unknown.Name, unknown.Known)
                        : error
                );
        }
    }
}
