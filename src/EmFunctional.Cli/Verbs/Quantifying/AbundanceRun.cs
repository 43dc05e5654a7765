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
    /// <param name="data">The reads.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="processed">How many reads there were, with those that fit nothing.</param>
    /// <param name="threads">How many threads at the most.</param>
    /// <param name="terminal">Where it is told.</param>
    /// <param name="correct">Effective lengths corrected for bias, if they are to be.</param>
    /// <param name="table">The table's name.</param>
    /// <returns>The exit code.</returns>
    public static int Of(
        AbundanceData data,
        AbundanceRequest request,
        long processed,
        int threads,
        Terminal terminal,
        Func<Vector, Vector, Vector>? correct = null,
        string table = AbundanceFile.Name
    )
    {
        var start = DateTime.Now;
        if (request.Journal.Case is not string path)
            return Of(data, request, processed, threads, terminal, correct, table, start, null);
        return (request.Resumes ? JournalNames.At(path).Reopen() : JournalNames.At(path).Create(request.Overwrites)).Match(
            Right: journal =>
            {
                using (journal)
                    return AbundanceResume
                        .AsRecorded(request, journal, correct is not null)
                        .Match(
                            Right: asked => Of(data, asked, processed, threads, terminal, correct, table, start, journal),
                            Left: error => error is JournalError.Unfit unfit ? terminal.Refuse(unfit.Errors) : terminal.Refuse(error)
                        );
            },
            Left: error => error is JournalError.Unfit unfit ? terminal.Refuse(unfit.Errors) : terminal.Refuse(error)
        );
    }

    static int Of(
        AbundanceData data,
        AbundanceRequest request,
        long processed,
        int threads,
        Terminal terminal,
        Func<Vector, Vector, Vector>? correct,
        string table,
        DateTime start,
        JournalWriter? journal
    )
    {
        terminal.Say($"{Shown.Count(data.Classes.Count, "class", "classes")} of {Shown.Count(data.Classes.Transcripts, "transcript")}");
        var way = new Threads(threads);
        var runs = new AbundanceRuns(request, terminal, way, journal);
        var found = Quantification
            .Of(data, request.Rule, runs.Run, correct)
            .Bind(
                Either<EmError, Quantified> (quantified) =>
                    runs.HadAll && journal is not null ? AbundanceResume.HasEnded(journal.Name) : quantified
            );
        return found.Match(
            Right: quantified =>
                quantified.Reason.IsNone
                    ? Interrupted(terminal, request)
                    : Written(data, quantified, request, processed, threads, terminal, table, start)
                        .Match(
                            Right: lines => Told(lines.Concat(Compared(data, quantified, request, way, terminal, correct)), terminal),
                            Left: error => terminal.Refuse([error])
                        ),
            Left: error =>
            {
                terminal.Error.WriteLine(error.Advised());
                return error is EmError.Recorded { Kind: AbundanceResume.CannotResume } ? ExitCode.BadInput : ExitCode.NotFitted;
            }
        );
    }

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
        AbundanceData data,
        Quantified found,
        AbundanceRequest request,
        long processed,
        int threads,
        Terminal terminal,
        string table,
        DateTime start
    )
    {
        string In(string name) => Path.Combine(request.Folder, name);
        var info = new RunInfo(
            data.Classes.Transcripts,
            request.Bootstraps,
            processed,
            data.Classes.Total,
            data.Classes.Unique,
            ThisMachine.Environment.Software,
            start,
            string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Prepend("em"))
        );
        return from folder in Made(request.Folder)
            from main in AbundanceFile.Write(In(table), found)
            from spread in Bootstrapped(data, found, request, threads, terminal, In)
            from told in info.Write(In(RunInfo.Name))
            select AbundanceReport.Lines(In(table), found, request, spread);
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
        AbundanceData data,
        Quantified found,
        AbundanceRequest request,
        int threads,
        Terminal terminal,
        Func<string, string> inFolder
    )
    {
        if (request.Bootstraps == 0)
            return LanguageExt.Option<Vector>.None;
        var all = new List<Vector>();
        using (Progress.Of(terminal, () => $"{all.Count} of {request.Bootstraps} bootstraps"))
            foreach (var drawn in Bootstraps.Of(data, request.Bootstraps, request.Seed, threads))
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
    static IEnumerable<string> Compared(
        AbundanceData data,
        Quantified found,
        AbundanceRequest request,
        Threads way,
        Terminal terminal,
        Func<Vector, Vector, Vector>? correct
    )
    {
        if (request.IsKallisto)
            return [];
        using (Progress.Of(terminal, () => "the same as kallisto does it, to compare"))
            return Quantification
                .Of(data, way: way, correct: correct)
                .Match(Right: kallisto => AbundanceReport.Compared(found, kallisto), Left: _ => []);
    }

    static int Told(IEnumerable<string> lines, Terminal terminal)
    {
        using (terminal.Out)
            foreach (var line in lines)
                terminal.Out.WriteLine(line);
        return ExitCode.Done;
    }
}
