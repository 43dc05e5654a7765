using System.Collections.Generic;
using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
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
        var interrupted = new TaskCompletionSource<int>();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Interrupt(signal, interrupted));
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Interrupt(signal, interrupted));
        var seen = new Seen(before ?? RunState.Begin(chart, rule), [], Option<RunEvent<Vector>.Iterated>.None);
        var recorded = journal is null ? source : source.Journal(chart, journal.Logger, run: run);
        var events = recorded
            .TakeUntil(interrupted.Task.ToObservable())
            .Do(happened => seen = seen.Add(happened, chart, rule, keepTrace))
            .Publish();
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
                    $"{error.GetBaseException().Message}; the run was stopped, what is recorded can be resumed"
                );
            }
        return (seen.Run.Ending.IsNone ? seen.Run with { Last = seen.Best } : seen.Run, seen.Trace);
    }

    static void Interrupt(PosixSignalContext signal, TaskCompletionSource<int> interrupted)
    {
        signal.Cancel = true; // the fit ends here, the process by itself
        interrupted.TrySetResult(0);
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
        public Seen Add(RunEvent<Vector> happened, Chart<Vector> chart, StopRule rule, bool keepTrace)
        {
            var run = Runs.Run.Evolve(happened is RunEvent<Vector>.Started ? RunState.Begin(chart, rule) : Run, happened);
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

        static Option<RunEvent<Vector>.Iterated> Better(Option<RunEvent<Vector>.Iterated> best, Option<RunEvent<Vector>.Iterated> last) =>
            best.Exists(b => last.Exists(l => b.State.Objective >= l.State.Objective)) ? best : last;
    }
}
