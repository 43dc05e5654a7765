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
            Arity = ArgumentArity.OneOrMore,
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
            Description = "go on where the journal breaks off, with the same text and options",
        };
        var verify = new System.CommandLine.Option<bool>("--verify")
        {
            Description = "compute the journal anew and compare it, to the bit",
        };
        var picture = new System.CommandLine.Option<string?>("--picture")
        {
            Description = "log-likelihood, tokens per character and pieces by iteration, as an .svg or .png file",
            HelpName = "FILE",
        };
        var force = new System.CommandLine.Option<bool>("--force") { Description = "overwrite the files of -o, --journal and --picture" };
        var (options, threads, quiet) = (new TrainOptions(), new ThreadOption(), new QuietOption());
        command.Add(text);
        command.Add(output);
        options.AddTo(command);
        command.Add(counts);
        command.Add(journal);
        command.Add(resume);
        command.Add(verify);
        command.Add(picture);
        command.Add(force);
        threads.AddTo(command);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            var (path, record, drawing) = (parsed.GetValue(output), parsed.GetValue(journal), parsed.GetValue(picture));
            var files = new TextFiles(new(parsed.GetRequiredValue(text)), parsed.GetValue(counts));
            var asked =
                from place in FileNames.Apart("output", path, [.. files.Paths, record])
                from named in path is null && !parsed.GetValue(verify)
                    ? Prelude.Fail<EmError, Unit>(
                        new EmError.BadOption("output", "", new("given (-o FILE), but for --verify, which writes nothing", _ => false))
                    )
                    : Prelude.unit
                from kind in path is null ? Prelude.unit : TokeniserFile.Check(path).MapLeft(Of).ToValidation()
                from isNew in FileNames.New("output", path, parsed.GetValue(force))
                from beside in JournalNames.Apart(record, [.. files.Paths])
                from journalled in record is null && (parsed.GetValue(resume) || parsed.GetValue(verify))
                    ? Prelude.Fail<EmError, Unit>(new EmError.BadOption("journal", "", new("given with --resume and --verify", _ => false)))
                    : Prelude.unit
                from drawn in FileNames
                    .Apart("picture", drawing, [.. files.Paths, record])
                    .Bind(_ => FileNames.Distinct("picture", drawing, path))
                from drawable in drawing is null ? Prelude.unit : PictureFile.Check(drawing)
                from isNewToo in FileNames.New("picture", drawing, parsed.GetValue(force))
                from chosen in options.Of(parsed)
                from way in threads.Of(parsed)
                select (Options: chosen, Way: way);
            return asked.Match(
                want =>
                    record is null ? Train(Unigram.Events(files.Lines, want.Options, want.Way), path!, drawing, terminal)
                    : parsed.GetValue(verify)
                        ? Verify(record, Watched(Unigram.Events(files.Lines, want.Options, want.Way), terminal), terminal)
                    : (
                        parsed.GetValue(resume) ? JournalNames.At(record).Reopen() : JournalNames.At(record).Create(parsed.GetValue(force))
                    ).Match(
                        Right: file =>
                        {
                            using (file)
                                return Train(
                                    parsed.GetValue(resume)
                                        ? TrainingJournal.Resume(file, files.Lines, want.Options, want.Way)
                                        : Unigram.Events(files.Lines, want.Options, want.Way).Record(file),
                                    path!,
                                    drawing,
                                    terminal
                                );
                        },
                        Left: terminal.Refuse
                    ),
                errors => terminal.Refuse(errors)
            );
        });
        return command;
    }

    static EmError Of(TokeniserError error) =>
        error is TokeniserError.OfFrame frame ? frame.Error : new EmError.CannotDo("the model", $"{error}");

    static int Verify(string journal, IEnumerable<TrainingEvent> events, Terminal terminal) =>
        TrainingJournal
            .Verify(JournalNames.At(journal), events)
            .Match(
                Right: runs =>
                {
                    using (terminal.Out)
                        terminal.Out.WriteLine($"{JournalNames.At(journal).Name}: identical, {runs} runs");
                    return ExitCode.Done;
                },
                Left: error =>
                {
                    terminal.Error.WriteLine(error.ToString());
                    return error is TokeniserError.NotTheSame ? ExitCode.Different : ExitCode.BadInput;
                }
            );

    static int Train(IEnumerable<TrainingEvent> events, string path, string? picture, Terminal terminal)
    {
        using var heard = Signals.Hear(looksNowAndThen: true);
        var (told, drawn) = (new TrainingSummary(), new TrainingPicture());
        foreach (var happened in Watched(events, terminal).TakeWhile(_ => !heard.Token.IsCancellationRequested))
            (told, drawn) = (told.Add(happened), drawn.Add(happened));
        if (told.Error.Case is TokeniserError error)
            return terminal.Refuse(error);
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
