using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
using EmFunctional.Sharding;
using EmFunctional.Streams;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Bootstrapping;
using EmFunctional.Transcripts.Files;
using LanguageExt;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>EM on reads by class as a person follows it, and the files that come of it.</summary>
static class AbundanceRun
{
    /// <summary>Estimates counts, writes them and says what was found.</summary>
    /// <param name="reads">The reads.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="terminal">Where it is told.</param>
    /// <returns>The exit code.</returns>
    public static int Of(ClassifiedReads reads, AbundanceRequest request, Terminal terminal)
    {
        var start = DateTime.Now;
        if (request.Journal.Case is not string path)
            return Of(reads, request, new(null, request.Author), terminal, start);
        return (request.Resumes ? JournalNames.At(path).Reopen() : JournalNames.At(path).Create(request.Overwrites)).Match(
            Right: journal =>
            {
                using (journal)
                    return AbundanceResume
                        .AsRecorded(request, journal, reads.Correct is not null)
                        .Match(Right: asked => Of(reads, asked, new(journal, request.Author), terminal, start), Left: terminal.Refuse);
            },
            Left: terminal.Refuse
        );
    }

    static int Of(ClassifiedReads reads, AbundanceRequest request, Recording recording, Terminal terminal, DateTime start)
    {
        var (data, journal) = (reads.Data, recording.File);
        terminal.Say(
            $"{CountFormat.Count(data.Classes.Count, "class", "classes")} of {CountFormat.Count(data.Classes.Transcripts, "transcript")}"
        );
        var runs = new AbundanceRuns(request, terminal, reads.Executor, journal);
        var found =
            from told in Kept(recording.Begin())
            from quantified in Quantification.Of(data, request.Rule, runs.Run, reads.Correct)
            from missing in runs.HadAll && journal is not null
                ? Prelude.Left<EmError, Unit>(AbundanceResume.HasEnded(journal.Name))
                : Prelude.unit
            select quantified;
        return found
            .Bind(quantified => Kept(recording.End()).Map(_ => quantified))
            .Match(
                Right: quantified =>
                    quantified.Reason.IsNone
                        ? Interrupted(terminal, request)
                        : Written(reads, quantified, request, terminal, start)
                            .Match(
                                Right: lines => Print(lines.Concat(Compared(reads, quantified, request, terminal)), terminal),
                                Left: error => terminal.Refuse([error])
                            ),
                Left: error =>
                {
                    terminal.Error.WriteLine(error.Advised());
                    return error is EmError.Recorded { Kind: AbundanceResume.CannotResume } ? ExitCode.BadInput : ExitCode.NotFitted;
                }
            );
    }

    static Either<EmError, Unit> Kept(Either<JournalError, Unit> written) =>
        written.MapLeft(EmError (error) => new EmError.Recorded("journal", error.Advised()));

    static int Interrupted(Terminal terminal, AbundanceRequest request)
    {
        terminal.Error.WriteLine(
            request.Journal.Match(
                path => $"Interrupted; no table was written. {JournalNames.At(path).Name} has the rounds so far.",
                () => "Interrupted; nothing was written."
            )
        );
        return ExitCode.Interrupted;
    }

    static Either<EmError, IEnumerable<string>> Written(
        ClassifiedReads reads,
        Quantified found,
        AbundanceRequest request,
        Terminal terminal,
        DateTime start
    )
    {
        var classes = reads.Data.Classes;
        string In(string name) => Path.Combine(request.Folder, name);
        var info = new RunInfo(
            classes.Transcripts,
            request.Bootstraps,
            reads.Processed,
            classes.Total,
            classes.Unique,
            ThisMachine.Environment.Software,
            start,
            string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Prepend("em"))
        );
        return from folder in Made(request.Folder)
            from main in AbundanceFile.Write(In(reads.Table), found)
            from spread in Bootstrapped(reads, found, request, terminal, In)
            from told in info.Write(In(RunInfo.Name))
            select AbundanceReport.Lines(In(reads.Table), found, request, spread);
    }

    /// <summary>A folder that is there.</summary>
    internal static Either<EmError, Unit> Made(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return Prelude.unit;
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new EmError.Unwritable(folder, FileFaults.Reason(error));
        }
    }

    // The deviations of counts over bootstraps, if there are any.
    static Either<EmError, LanguageExt.Option<Vector>> Bootstrapped(
        ClassifiedReads reads,
        Quantified found,
        AbundanceRequest request,
        Terminal terminal,
        Func<string, string> inFolder
    )
    {
        if (request.Bootstraps == 0)
            return LanguageExt.Option<Vector>.None;
        var all = new List<Vector>();
        using (Progress.Of(terminal, () => $"{all.Count} of {request.Bootstraps} bootstraps"))
            foreach (var drawn in Bootstraps.Of(reads.Data, request.Bootstraps, request.Seed, reads.Threads))
            {
                var written = drawn.Bind(counts =>
                {
                    all.Add(counts);
                    return AbundanceFile.Write(inFolder(AbundanceFile.NameOf(all.Count - 1)), found.Data, counts);
                });
                if (written.Case is EmError error)
                    return error;
            }
        var (mean, deviation) = Bootstraps.Spread(all);
        return AbundanceFile
            .WriteUncertainty(inFolder(AbundanceFile.UncertaintyName), found, mean, deviation)
            .Map(_ => Prelude.Some(deviation));
    }

    // Where it was not done as kallisto does, how far its table is from this one.
    static IEnumerable<string> Compared(ClassifiedReads reads, Quantified found, AbundanceRequest request, Terminal terminal)
    {
        if (request.IsKallisto)
            return [];
        using (Progress.Of(terminal, () => "the same as kallisto does it, to compare"))
            return Quantification
                .Of(reads.Data, executor: reads.Executor, correct: reads.Correct)
                .Match(Right: kallisto => AbundanceReport.Compared(found, kallisto), Left: _ => []);
    }

    static int Print(IEnumerable<string> lines, Terminal terminal)
    {
        using (terminal.Out)
            foreach (var line in lines)
                terminal.Out.WriteLine(line);
        return ExitCode.Done;
    }
}

/// <summary>Reads by class, and how to go through them.</summary>
/// <param name="Data">The reads that fit a transcript.</param>
/// <param name="Processed">How many reads there were, with those that fit nothing.</param>
/// <param name="Threads">How many threads at the most.</param>
/// <param name="Correct">Effective lengths corrected for bias, if they are to be.</param>
/// <param name="Table">The name of the table that comes of them.</param>
sealed record ClassifiedReads(
    AbundanceData Data,
    long Processed,
    int Threads,
    Func<Vector, Vector, Vector>? Correct = null,
    string Table = AbundanceFile.Name
)
{
    // Through so few a round goes in less time than it takes to wake another thread.
    const int FewMembers = 1 << 18;

    /// <summary>How to go through the classes.</summary>
    public IBlockExecutor Executor => Data.Classes.Members.Length < FewMembers ? InOrder.Executor : new Threads(Threads);
}
