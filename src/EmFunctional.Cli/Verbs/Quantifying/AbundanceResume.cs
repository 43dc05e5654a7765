using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Telemetry;
using EmFunctional.Transcripts.Abundance;
using LanguageExt;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>Takes up the run of a journal where it was interrupted.</summary>
static class AbundanceResume
{
    /// <summary>The kind of error of a run that cannot go on.</summary>
    public const string CannotResume = "resume";

    /// <summary>The run at its end; why it cannot go on.</summary>
    /// <param name="problem">The model on the reads, which must be the journal's.</param>
    /// <param name="rule">The rule that is asked for, which must be the journal's.</param>
    /// <param name="journal">The journal, locked.</param>
    /// <param name="terminal">Where it is told.</param>
    public static Either<EmError, RunState<Vector>> Of(Problem<Vector> problem, StopRule rule, JournalWriter journal, Terminal terminal) =>
        (
            from found in Recovery.Find(journal.Name, journal.Read()).Bind(Recovery.Whole).Bind(found => found.On(problem.Chart))
            from started in found.Run.Started.ToEither(JournalError () => new JournalError.NoStart(journal.Name))
            from same in started.Specification.Rule == rule.Text
                ? Prelude.Right<JournalError, Unit>(Prelude.unit)
                : new JournalError.Other("rule", started.Specification.Rule, rule.Text)
            from algorithm in Algorithm
                .Find<Vector>(started.Specification.Algorithm, started.Specification.MemoryNames)
                .MapLeft(JournalError (error) => new JournalError.Unfit(Prelude.Seq1(error)))
            let options = new RunOptions<Vector> { Algorithm = algorithm, Environment = ThisMachine.Environment }
            from events in found.Events(problem, Option<StopRule>.None, options, journal.Name)
            from locked in journal.Continue(found.Length, found.TornBytes, found.Seal)
            from ended in Fitting.Run(
                events.Watched(started).ToObservable(Fitting.Scheduler),
                found.Run with
                {
                    Monitor = found.Run.Monitor with { Rule = rule },
                },
                terminal,
                keepTrace: false,
                journal
            )
            select ended.Run
        ).MapLeft(error => Cannot(journal.Name, error));

    /// <summary>Why a run cannot go on.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="error">What is wrong with it.</param>
    public static EmError Cannot(string journal, JournalError error) => new EmError.Recorded(CannotResume, Terminal.Named(journal, error));

    /// <summary>That there is something left to compute, where a journal is to be taken up: asked before reads are read, which may take long.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="isCorrected">Whether runs are corrected for bias.</param>
    public static Validation<EmError, Unit> Unfinished(AbundanceRequest request, bool isCorrected) =>
        request.Resumes && request.Journal.Case is string path && JournalNames.At(path) is var journal && IsComplete(journal, isCorrected)
            ? HasEnded(journal.Name)
            : Prelude.unit;

    /// <summary>That there is nothing left to compute.</summary>
    public static EmError HasEnded(string journal) =>
        new EmError.Recorded(
            CannotResume,
            $"{journal}: the run has ended; 'em quant' with --force begins it anew, also under another rule"
        );

    // What is wrong with a journal is told where it is taken up.
    static bool IsComplete(JournalPlace journal, bool isCorrected) =>
        journal
            .Open()
            .Match(
                Right: stream =>
                {
                    using (stream)
                        return RecordedQuantification.IsComplete(
                            RecordedQuantification.RunsOf(JournalReader.Read(stream, Seals.Ignored).Rights()),
                            isCorrected
                        );
                },
                Left: _ => false
            );

    /// <summary>The same where it is no error of the journal.</summary>
    public static EmError Cannot(string journal, EmError error) => new EmError.Recorded(CannotResume, $"{journal}: {error.Advised()}");

    /// <summary>
    /// What is asked, with the rule and the algorithm of the journal's first run where the call names none. Runs that are corrected for bias have rules of
    /// their own, from which the rule of the whole cannot be told.
    /// </summary>
    /// <param name="request">What is asked.</param>
    /// <param name="journal">The journal, locked.</param>
    /// <param name="isCorrected">Whether runs are corrected for bias.</param>
    public static Either<JournalError, AbundanceRequest> AsRecorded(AbundanceRequest request, JournalWriter journal, bool isCorrected)
    {
        var first = journal.Read().Rights().Select(line => line.Event).OfType<RunEvent<Vector>.Started>().FirstOrDefault();
        if (!request.Resumes || request.NamesRule || first is not { Specification: var specification })
            return request;
        if (!isCorrected && specification.Rule == StopRule.Iterations(KallistoStop.FirstCorrection).Text)
            return new JournalError.Unfit(
                Prelude.Seq1<EmError>(
                    new EmError.BadOption(
                        "bias",
                        "",
                        new(
                            $"given as in the first call, whose first run was to end at round {KallistoStop.FirstCorrection}; if it had --stop '{specification.Rule}', give that",
                            _ => false
                        )
                    )
                )
            );
        var faults =
            from algorithm in Algorithm.Find<Vector>(specification.Algorithm, specification.MemoryNames)
            from rule in isCorrected ? request.Rule : StopRule.Parse(specification.Rule)
            select request with
            {
                Algorithm = algorithm,
                Rule = rule,
                IsKallisto = specification.Algorithm == Algorithm.PlainName && rule.Text == KallistoStop.Rule.Text,
            };
        return faults.MapLeft(JournalError (error) => new JournalError.Unfit(Prelude.Seq1(error)));
    }
}
