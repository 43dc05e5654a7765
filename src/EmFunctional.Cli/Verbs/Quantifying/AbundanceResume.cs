using System.Diagnostics;
using System.Reactive.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
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
                events.ToObservable(Fitting.Scheduler),
                problem.Chart,
                rule,
                terminal,
                keepTrace: false,
                journal,
                started.Run,
                found.Run with
                {
                    Watch = found.Run.Watch with { Rule = rule },
                }
            )
            select ended.Run
        ).MapLeft(EmError (error) => new EmError.Recorded(CannotResume, Terminal.Named(journal.Name, error)));
}
