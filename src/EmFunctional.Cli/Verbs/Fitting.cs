using System.Collections.Generic;
using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
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
    public static Either<JournalError, (RunState<Vector> Run, IReadOnlyList<IterationState<Vector>> Trace)> Run(
        IObservable<RunEvent<Vector>> source,
        Chart<Vector> chart,
        StopRule rule,
        Terminal terminal,
        bool keepTrace,
        JournalFile? journal = null,
        Hash256 run = default,
        RunState<Vector>? before = null
    )
    {
        var interrupted = Signals.Hear();
        var begun = before ?? RunState.Begin(chart, rule);
        var seen = new Seen(begun, [], begun.Last);
        var recorded = journal is null ? source : source.Journal(chart, journal.Logger, run: run);
        var events = recorded.TakeUntil(interrupted).Do(happened => seen = seen.Add(happened, keepTrace)).Publish();
        using var progress = Progress.Show(events.States(), terminal);
        var ended = events.DefaultIfEmpty().LastAsync().ToTask();
        using (events.Connect())
            try
            {
                ended.GetAwaiter().GetResult();
            }
            catch (Exception error) when (journal is not null && error is AggregateException or System.IO.IOException)
            {
                return new JournalError.Inaccessible(
                    journal!.Path,
                    $"{FileFaults.Reason(error.GetBaseException())}; the run was stopped, what is recorded can be resumed"
                );
            }
        return (seen.Run.Ending.IsNone ? seen.AtBest : seen.Run, seen.Trace);
    }

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

    sealed record Seen(RunState<Vector> Run, List<IterationState<Vector>> Trace, Option<RunEvent<Vector>.Iterated> Best)
    {
        // A child run begins anew.
        public Seen Add(RunEvent<Vector> happened, bool keepTrace)
        {
            var run = Runs.Run.Latest(Run, happened);
            if (happened is RunEvent<Vector>.Started)
                Trace.Clear();
            if (keepTrace && happened is RunEvent<Vector>.Iterated iterated)
                Trace.Add(iterated.State);
            return this with
            {
                Run = run,
                Best = Better(happened is RunEvent<Vector>.Started ? Option<RunEvent<Vector>.Iterated>.None : Best, run.Last),
            };
        }

        // The best numbers, and the iterations and evaluations that the run has taken.
        public RunState<Vector> AtBest =>
            Run with
            {
                Last =
                    from best in Best
                    from last in Run.Last
                    select best with
                    {
                        State = best.State with { Iteration = last.State.Iteration, Evaluations = last.State.Evaluations },
                    },
            };

        static Option<RunEvent<Vector>.Iterated> Better(Option<RunEvent<Vector>.Iterated> best, Option<RunEvent<Vector>.Iterated> last) =>
            best.Exists(b => last.Exists(l => b.State.Objective >= l.State.Objective)) ? best : last;
    }
}
