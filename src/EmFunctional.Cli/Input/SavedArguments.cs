using System.IO;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
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
        Description = "a model that 'em fit --save' wrote, or the journal of a fit (also STORE#RUN)",
        HelpName = "MODEL",
    };

    public void AddTo(Command command) => command.Add(_model);

    public string Path(ParseResult parsed) => parsed.GetRequiredValue(_model);

    /// <summary>The model with its entry, checked.</summary>
    public Validation<EmError, (ModelEntry Entry, SavedModel Saved)> Read(ParseResult parsed) => Read(registry, Path(parsed));

    /// <summary>The model of a file with its entry, checked.</summary>
    public static Validation<EmError, (ModelEntry Entry, SavedModel Saved)> Read(Registry registry, string path) =>
        from saved in Load(registry, path).ToValidation()
        from model in registry.Check(saved).MapFail(EmError (error) => new EmError.InFile(JournalNames.At(path).Name, error))
        select model;

    /// <summary>What can be done with it.</summary>
    public static Validation<EmError, ModelUse> UseOf(ModelEntry entry, string deed) =>
        entry.Use.ToValidation<EmError>(new EmError.CannotDo(entry.Name, deed));

    // The file is opened once: it may be a pipe. A line of a journal begins with its time.
    static Either<EmError, SavedModel> Load(Registry registry, string path) =>
        JournalNames.IsInStore(path)
            ? OfJournal(registry, JournalNames.At(path))
            : TextFile.Open(
                path,
                (begin, stream) =>
                    !begin.Span.StartsWith("{\"@t\""u8) ? TextFile.Read(begin, stream, path).Bind(text => ModelJson.Read(text, path))
                    : stream.CanSeek ? OfJournal(registry, path)
                    : new EmError.Recorded("journal", $"{path}: a journal is read more than once, and this is no file; write it to one")
            );

    static Either<EmError, SavedModel> OfJournal(Registry registry, JournalPlace journal)
    {
        var path = journal.Name;
        return from found in journal
                .Open()
                .Bind(stream =>
                {
                    using (stream)
                        return Recovery.Find(path, JournalReader.Read(stream)).Bind(Recovery.Whole);
                })
                .Bind(found =>
                    found.Contestant.Match(
                        Either<JournalError, Recovery<Vector>> (one) => new JournalError.Undecided(path, one),
                        () => found
                    )
                )
                .MapLeft(error => ErrorOf(path, error))
            from started in found.Run.Started.ToEither(() => ErrorOf(path, new JournalError.NoStart(path)))
            from entry in registry.Find(started.Specification.Model.Name)
            let kind = new SavedModel(started.Specification.Model, started.Specification.ParameterNames, Vector.Empty)
            {
                Columns = started.Read.ModelColumns,
                Symbols = started.Read.Symbols,
            }
            from chart in entry.ChartOf(kind).ToEither().MapLeft(faults => faults.Head)
            from recovered in found.On(chart).MapLeft(error => ErrorOf(path, error))
            from saved in SavedModel
                .Find(recovered.Run)
                .ToEither(EmError () => new EmError.BadModelFile(path, "the journal", "of a run with an iterate"))
            select saved;
    }

    static EmError ErrorOf(string path, JournalError error) => JournalTrace.ErrorOf(path, error);
}
