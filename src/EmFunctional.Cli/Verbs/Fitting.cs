using System.Collections.Generic;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>Runs a fit to its end, or until somebody interrupts it.</summary>
static class Fitting
{
    /// <summary>The run at its end, and its iterates if they are wanted.</summary>
    public static (RunState<Vector> Run, IReadOnlyList<IterationState<Vector>> Trace) Run(
        FitRequest request,
        Terminal terminal,
        bool keepTrace
    )
    {
        var interrupted = new TaskCompletionSource<int>();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Interrupt(signal, interrupted));
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Interrupt(signal, interrupted));
        var best = Option<RunEvent<Vector>.Iterated>.None;
        var (run, trace) = (RunState.Begin(request.Model.Problem.Chart, request.Rule), new List<IterationState<Vector>>());
        var events = Em.Run(request.Model.Problem, request.Start, request.Rule, request.Options, NewThreadScheduler.Default)
            .TakeUntil(interrupted.Task.ToObservable())
            .Do(happened =>
            {
                run = Runs.Run.Evolve(run, happened);
                best = Better(best, run.Last);
            })
            .Publish();
        using var progress = Progress.Show(events.States(), terminal);
        if (keepTrace)
            events.States().Subscribe(trace.Add, _ => { });
        var ended = events.DefaultIfEmpty().LastAsync().ToTask();
        using (events.Connect())
            ended.GetAwaiter().GetResult();
        return (run.Ending.IsNone ? run with { Last = best } : run, trace);
    }

    static Option<RunEvent<Vector>.Iterated> Better(Option<RunEvent<Vector>.Iterated> best, Option<RunEvent<Vector>.Iterated> last) =>
        best.Bind(b => last.Filter(l => b.State.Objective >= l.State.Objective).Map(_ => b)).Match(b => b, () => last);

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
        (reason is StopReason.Decreased) || (requireConvergence && !reason.IsConverged) ? ExitCode.NotFitted : ExitCode.Done;
}
