using System.Collections.Generic;
using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using EmFunctional.Cli.Output;
using EmFunctional.Cluster;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Runs;
using EmFunctional.Saving;
using EmFunctional.Streams;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>Runs a fit to its end, or until somebody interrupts it.</summary>
static class Fitting
{
    /// <summary>A thread of its own, so that an interrupt is heard.</summary>
    public static IScheduler Scheduler => NewThreadScheduler.Default;

    /// <summary>The run at its end, and its iterates if they are wanted; or why it could not be recorded.</summary>
    /// <param name="source">Its events.</param>
    /// <param name="begun">The run before them: with nothing, or as a journal has it.</param>
    /// <param name="terminal">Where its progress is shown.</param>
    /// <param name="keepTrace">Whether the iterates are wanted.</param>
    /// <param name="journal">Where it is recorded.</param>
    /// <param name="best">In a tournament the run before it that ended highest.</param>
    /// <param name="every">Every how many iterates are recorded with their numbers; by the size of the model if null.</param>
    public static Either<JournalError, (RunState<Vector> Run, IReadOnlyList<IterationState<Vector>> Trace)> Run(
        IObservable<RunEvent<Vector>> source,
        RunState<Vector> begun,
        Terminal terminal,
        bool keepTrace,
        JournalWriter? journal = null,
        Option<RunState<Vector>> best = default,
        int? every = null
    )
    {
        using var heard = Signals.Hear();
        var id = begun.Started.Map(started => started.Run).IfNone(default(Hash256));
        var (seen, isOver) = (new Seen(begun, [], begun.Key.Map(key => key.Iterated), best, []), false);
        source = source.Do(_ => { }, () => isOver = true);
        var recorded = journal is null ? source : source.Journal(begun.Chart, journal.Logger, run: id, trace: begun.Trace, every: every);
        var events = recorded.TakeUntil(heard.Token).Do(happened => seen = seen.Add(happened, keepTrace)).Publish();
        using var beside = journal is null ? null : terminal.Beside?.Workers.Subscribe(note => journal.Tell(note));
        using var progress = Progress.Show(events, terminal);
        var ended = events.DefaultIfEmpty().LastAsync().ToTask();
        using (events.Connect())
            try
            {
                ended.GetAwaiter().GetResult();
            }
            catch (JournalException error)
            {
                return error.Error;
            }
            catch (Exception error) when (journal is not null && IsOfJournal(error))
            {
                return new JournalError.Inaccessible(
                    journal!.Name,
                    $"{FileFaults.Reason(error.GetBaseException())}; the run was stopped, what is recorded can be resumed"
                );
            }
        return seen.Run.Ending.IsNone || (!isOver && seen.IsContestant) ? seen.AtBest : (seen.Run, seen.Trace);
    }

    static bool IsOfJournal(Exception error) =>
        error is AggregateException or System.IO.IOException && error.GetBaseException() is not ClusterException;

    public static int ExitCodeOf(RunState<Vector> run, bool requireConvergence) =>
        run.Ending.Match(
            ending =>
                ending.Match(
                    started: _ => ExitCode.Done,
                    iterated: _ => ExitCode.Done,
                    stopped: e => Of(e.Reason, requireConvergence),
                    failed: _ => ExitCode.NotFitted,
                    resumed: _ => ExitCode.Done
                ),
            () => ExitCode.Interrupted
        );

    static int Of(StopReason reason, bool requireConvergence) =>
        reason is StopReason.Decreased || (requireConvergence && !reason.IsConverged) ? ExitCode.NotFitted : ExitCode.Done;

    // The run in hand with its best iterate, and in a tournament the run before it that ended highest.
    sealed record Seen(
        RunState<Vector> Run,
        List<IterationState<Vector>> Trace,
        Option<RunEvent<Vector>.Iterated> Best,
        Option<RunState<Vector>> Highest,
        List<IterationState<Vector>> OfHighest
    )
    {
        public bool IsContestant =>
            Run
                .Started.Bind(started => started.Specification.Parent)
                .Exists(parent => parent.IsContestant || parent.Why == RunParent.Winner);

        // Of rows as they come the newest iterate has learned the most.
        bool IsOnline => Run.Started.Exists(started => OnlineSchedule.IsName(started.Specification.Algorithm));

        bool Fails => Run.Ending.Exists(end => end is RunEvent<Vector>.Failed or RunEvent<Vector>.Stopped { Reason: StopReason.Decreased });

        // A child run begins anew.
        public Seen Add(RunEvent<Vector> happened, bool keepTrace)
        {
            var before = happened is RunEvent<Vector>.Started ? Begin() : this;
            var run = Runs.Run.Latest(Run, happened);
            if (keepTrace && happened is RunEvent<Vector>.Iterated iterated)
                before.Trace.Add(iterated.State);
            var last = run.Last.Filter(at => at.State.Digest.IsNone);
            return before with { Run = run, Best = IsOnline ? last : Better(before.Best, last) };
        }

        Seen Begin()
        {
            var isHigher = Tournament.IsHigher(Run, Highest);
            return this with
            {
                Trace = [],
                Best = Option<RunEvent<Vector>.Iterated>.None,
                Highest = isHigher ? Run : Highest,
                OfHighest = isHigher ? Trace : OfHighest,
            };
        }

        // The best numbers, and the iterations and evaluations that the run has taken.
        public (RunState<Vector> Run, IReadOnlyList<IterationState<Vector>> Trace) AtBest =>
            Highest.Case is RunState<Vector> highest && IsContestant && (Fails || !(ObjectiveOf(Best) > ObjectiveOf(highest.Last)))
                ? (highest with { Ending = Option<RunEvent<Vector>>.None }, OfHighest)
                : (
                    Run with
                    {
                        Ending = Option<RunEvent<Vector>>.None,
                        Last =
                            from best in Best
                            from last in Run.Last
                            select best with
                            {
                                State = best.State with { Iteration = last.State.Iteration, Evaluations = last.State.Evaluations },
                            },
                    },
                    Trace
                );

        static double ObjectiveOf(Option<RunEvent<Vector>.Iterated> at) => at.Map(e => e.State.Objective).IfNone(double.NaN);

        static Option<RunEvent<Vector>.Iterated> Better(Option<RunEvent<Vector>.Iterated> best, Option<RunEvent<Vector>.Iterated> last) =>
            best.Exists(b => last.Exists(l => b.State.Objective >= l.State.Objective)) ? best : last;
    }
}
