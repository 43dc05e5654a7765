using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Tokenisation;
using EmFunctional.Tokenisation.Files;
using EmFunctional.Tokenisation.Preparation;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary><c>em tokenise train TEXT … -o MODEL</c>: finds the pieces of a text and their probabilities.</summary>
static class TrainVerb
{
    public static Command Create()
    {
        var command = new Command("train", "find the pieces of a text, and their probabilities, by EM and pruning in turn");
        var text = new Argument<string[]>("TEXT")
        {
            Description = "the text in UTF-8, a line after the other: files, also compressed by gzip, or - for standard input",
            Arity = ArgumentArity.ZeroOrMore,
            HelpName = "TEXT",
        };
        var output = new System.CommandLine.Option<string?>("-o", "--output")
        {
            Description = $"the file to write: {TokeniserFile.Kinds} [required but for --verify]",
            HelpName = "FILE",
        };
        var counts = new System.CommandLine.Option<bool>("--counts") { Description = "each line is a text, a tab and how often it counts" };
        var journal = new System.CommandLine.Option<string?>("--journal")
        {
            Description = "record every run in this file",
            HelpName = "FILE",
        };
        var resume = new System.CommandLine.Option<bool>("--resume")
        {
            Description = "go on where the journal breaks off, with the same text; the options are those of the journal",
        };
        var verify = new System.CommandLine.Option<bool>("--verify")
        {
            Description = "compute the journal anew from the same text and compare it, to the bit; the options are those of the journal",
        };
        var picture = new System.CommandLine.Option<string?>("--picture")
        {
            Description = "log-likelihood, tokens per character and pieces by iteration, as an .svg or .png file",
            HelpName = "FILE",
        };
        var force = new System.CommandLine.Option<bool>("--force") { Description = "overwrite the files of -o, --journal and --picture" };
        var (options, threads, quiet) = (new TrainOptions(), new ThreadOption(), new QuietOption());
        var (author, proof) = (new AuthorOptions(), new ProofOptions("with --verify: "));
        command.Add(text);
        command.Add(output);
        options.AddTo(command);
        command.Add(counts);
        command.Add(journal);
        command.Add(resume);
        command.Add(verify);
        author.AddTo(command);
        proof.AddTo(command);
        command.Add(picture);
        command.Add(force);
        threads.AddTo(command);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            var (path, record, drawing) = (parsed.GetValue(output), parsed.GetValue(journal), parsed.GetValue(picture));
            var (isTakenUp, isProved) = (parsed.GetValue(resume), parsed.GetValue(verify));
            var asked =
                from journalled in record is null && (isTakenUp || isProved || author.IsAsked(parsed))
                    ? Bad("journal", "given with --resume, --verify, --sign and --provenance")
                    : Prelude.unit
                from proved in isProved && (isTakenUp || author.IsAsked(parsed))
                    ? Bad("verify", "given without --resume, --sign and --provenance, since it writes nothing")
                : !isProved && proof.IsGiven(parsed) ? Bad("signed-by", "given with --verify, as --format is")
                : Prelude.unit
                from recorded in isTakenUp || isProved
                    ? TrainingJournal.Recorded(JournalNames.At(record!)).Map(Prelude.Some).MapLeft(Of).ToValidation()
                    : Prelude.Success<EmError, LanguageExt.Option<RecordedTraining>>(default)
                let files = new TextFiles(
                    new(parsed.GetValue(text) ?? []),
                    parsed.GetValue(counts) || recorded.Exists(of => TextFiles.HadCounts(of.Source))
                )
                from some in files.Paths.IsEmpty ? NoText(recorded) : Prelude.unit
                from place in FileNames.Apart("output", path, [.. files.Paths, record])
                from named in path is null && !isProved
                    ? Bad("output", "given (-o FILE), but for --verify, which writes nothing")
                    : Prelude.unit
                from kind in path is null ? Prelude.unit : TokeniserFile.Check(path).MapLeft(Of).ToValidation()
                from isNew in FileNames.New("output", path, parsed.GetValue(force))
                from beside in JournalNames.Apart(record, [.. files.Paths])
                from drawn in FileNames
                    .Apart("picture", drawing, [.. files.Paths, record])
                    .Bind(_ => FileNames.Distinct("picture", drawing, path))
                from drawable in drawing is null ? Prelude.unit : PictureFile.Check(drawing)
                from isNewToo in FileNames.New("picture", drawing, parsed.GetValue(force))
                from chosen in options.Of(parsed, recorded.Match(of => of.Options, () => TokeniserOptions.Default))
                from executor in threads.Of(parsed)
                from signer in author.Read(parsed).MapLeft(error => JournalTrace.ErrorOf("", error)).ToValidation()
                from how in proof.Read(parsed)
                select (Files: files, Options: chosen, Executor: executor, By: signer, How: how);
            return asked.Match(
                want =>
                {
                    IEnumerable<TrainingEvent> Events() =>
                        Unigram.Events(want.Files.Lines, want.Options, want.Executor, want.Files.Description);
                    if (record is null)
                        return Train(Events(), path!, drawing, new(null, want.By), terminal);
                    var journalPlace = JournalNames.At(record);
                    if (isProved)
                        return Verify(journalPlace, Watched(Events(), terminal), want.How, terminal);
                    return (isTakenUp ? journalPlace.Reopen() : journalPlace.Create(parsed.GetValue(force))).Match(
                        Right: file =>
                        {
                            using (file)
                                return Train(
                                    isTakenUp
                                        ? TrainingJournal.Resume(file, want.Files.Lines, want.Options, want.Executor)
                                        : Events().Record(file),
                                    path!,
                                    drawing,
                                    new(file, want.By),
                                    terminal
                                );
                        },
                        Left: terminal.Refuse
                    );
                },
                errors => terminal.Refuse(errors)
            );
        });
        return command;
    }

    static Validation<EmError, Unit> Bad(string option, string domain) => new EmError.BadOption(option, "", new(domain, _ => false));

    // A journal may come from anywhere: what it names is told, and not opened.
    static Validation<EmError, Unit> NoText(LanguageExt.Option<RecordedTraining> recorded) =>
        new EmError.Recorded(
            "text",
            "TEXT is missing"
                + recorded
                    .Map(of => of.Source.Source)
                    .Filter(source => source.Length > 0)
                    .Match(
                        source => $"; the journal was recorded from {source}. Name it: what a journal names is not opened by itself",
                        () => "; see 'em tokenise train --help'"
                    )
        );

    static EmError Of(TokeniserError error) =>
        error is TokeniserError.OfFrame frame ? frame.Error : new EmError.CannotDo("the model", $"{error}");

    static int Verify(JournalPlace journal, IEnumerable<TrainingEvent> events, ProofWanted how, Terminal terminal)
    {
        using (how)
            return TrainingJournal
                .Verify(journal, events)
                .Match(
                    Right: proved =>
                        Print(
                            new(
                                journal.Name,
                                true,
                                $"{journal.Name}: identical, {proved.Runs} runs{(proved.IsInterrupted ? " up to where it was interrupted" : "")}"
                            )
                            {
                                Runs = proved.Runs,
                                Iterates = proved.Iterates,
                            }
                        ),
                    Left: error => error is TokeniserError.NotTheSame ? Print(new(journal.Name, false, $"{error}")) : terminal.Refuse(error)
                );

        int Print(ProofReport report) =>
            journal
                .Open()
                .Match(
                    Right: stream =>
                    {
                        using (stream)
                        {
                            var read = JournalReader.Read(stream);
                            var isSealed = read.Count() > 0 && read.Seal.IsSome;
                            return how.Tell(report with { IsSealed = isSealed }, read, terminal);
                        }
                    },
                    Left: terminal.Refuse
                );
    }

    static int Train(IEnumerable<TrainingEvent> events, string path, string? picture, Recording recording, Terminal terminal)
    {
        using var heard = Signals.Hear(looksNowAndThen: true);
        var (told, drawn) = (new TrainingSummary(), new TrainingPicture());
        if (recording.Begin().Case is JournalError unwritable)
            return terminal.Fail(unwritable);
        foreach (var happened in Watched(events, terminal).TakeWhile(_ => !heard.Token.IsCancellationRequested))
            (told, drawn) = (told.Add(happened), drawn.Add(happened));
        if (recording.End().Case is JournalError unsigned)
            return terminal.Fail(unsigned);
        if (told.Error.Case is TokeniserError error)
            return error is TokeniserError.OfJournal { Error: JournalError.Inaccessible full }
                ? terminal.Fail(full)
                : terminal.Refuse(error);
        if (told.Tokeniser.Case is not TrainedTokeniser trained)
        {
            terminal.Say("interrupted; nothing is written, and a journal can be taken up with --resume");
            return ExitCode.Interrupted;
        }
        return TokeniserFile
            .Save(SavedTokeniser.Of(trained), path)
            .Bind(_ => Draw(picture, drawn))
            .Match(
                Right: _ =>
                {
                    using (terminal.Out)
                        foreach (var line in told.Lines(path))
                            terminal.Out.WriteLine(line);
                    return ExitCode.Done;
                },
                Left: terminal.Refuse
            );
    }

    static Either<TokeniserError, Unit> Draw(string? file, TrainingPicture drawn) =>
        file is null
            ? Prelude.unit
            : PictureFile.Write(file, drawn.Figure()).MapLeft<TokeniserError>(error => new TokeniserError.OfFrame(error));

    // Says each stage as it is done.
    static IEnumerable<TrainingEvent> Watched(IEnumerable<TrainingEvent> events, Terminal terminal)
    {
        foreach (var happened in events)
        {
            if (TrainingSummary.LineOf(happened) is { } line)
                terminal.Say(line);
            yield return happened;
        }
    }
}
