using System.Collections.Generic;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Plotting;
using EmFunctional.Runs;
using EmFunctional.Tables;
using EmFunctional.Telemetry;
using LanguageExt;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Verbs;

/// <summary>Runs over rows as they come: <c>em fit … --online</c>, and those that are taken up again.</summary>
static class OnlineFitting
{
    /// <summary>Begins a run.</summary>
    public static int Begin(
        StreamRequest request,
        OnlineSchedule schedule,
        Recording recording,
        Printing printing,
        Func<SavedModel, Either<EmError, Unit>> save
    )
    {
        var (terminal, problem) = (printing.Terminal, request.Fit.Model.Problem);
        terminal.Tell(problem.Describe());
        terminal.Say(
            $"{request.Source.Name}: rows are learned as they come, {schedule.Batch} at a time; Ctrl-C ends with what was learned"
        );
        return OnlineRun
            .Begin(
                request.Problem,
                request.Fit.Starts[0],
                schedule,
                request.Rule.MatchUnsafe<StopRule?>(rule => rule, () => null),
                request.Fit.Options
            )
            .Match(
                run =>
                    Run(
                        run.Events(request.Rows),
                        RunState.Begin(run.Problem.Chart, run.Run.Monitor.Rule),
                        recording,
                        printing,
                        description => description with { Called = description.CalledBy(request.Fit.Model.Terms) },
                        save
                    ),
                faults => terminal.Refuse(faults)
            );
    }

    /// <summary>Takes up a run.</summary>
    public static int Resume(ResumedStream resumed, Recovery<Vector> found, Recording recording, Printing printing)
    {
        var events = resumed
            .Run.Events(resumed.Rows)
            .Prepend(new RunEvent<Vector>.Resumed(Streams.ThisMachine.Environment, found.TornBytes));
        printing.Terminal.Say($"{resumed.Run.Learned} rows were learned before.");
        return Run(
            events,
            found.Run with
            {
                Chart = resumed.Run.Problem.Chart,
            },
            recording,
            printing,
            description => description,
            _ => Prelude.unit
        );
    }

    static int Run(
        IEnumerable<RunEvent<Vector>> events,
        RunState<Vector> begun,
        Recording recording,
        Printing printing,
        Func<RunDescription, RunDescription> called,
        Func<SavedModel, Either<EmError, Unit>> save
    )
    {
        var terminal = printing.Terminal;
        if (recording.Begin().Case is JournalError unwritable)
            return terminal.Fail(unwritable);
        return Fitting
            .Run(
                events.Watched(begun.Started.MatchUnsafe<RunEvent<Vector>.Started?>(e => e, () => null)).ToObservable(Fitting.Scheduler),
                begun,
                terminal,
                printing.NeedsTrace,
                recording.File,
                every: 1
            )
            .Bind(fit => recording.End().Map(_ => fit))
            .Match(
                fit => Tell(fit.Run, fit.Trace, printing, called, save),
                error => error is JournalError.Exists or JournalError.Locked ? terminal.Refuse(error) : terminal.Fail(error)
            );
    }

    static int Tell(
        RunState<Vector> run,
        IReadOnlyList<IterationState<Vector>> trace,
        Printing printing,
        Func<RunDescription, RunDescription> called,
        Func<SavedModel, Either<EmError, Unit>> save
    )
    {
        var (parsed, results, terminal) = printing;
        // What fails with its first rows has not begun, and there is nothing to be told but why.
        if (run.Started.Case is not RunEvent<Vector>.Started started)
            return run.Ending.Case is RunEvent<Vector>.Failed failed ? terminal.Refuse([failed.Error]) : ExitCode.Interrupted;
        var rows = run.Last.Map(last => (long)last.Memory[1]).IfNone(0);
        var description = called(RunDescription.Of(started));
        results.Write(
            parsed,
            terminal,
            description with
            {
                Data = $"{description.Data}, {rows} rows",
            },
            run,
            trace,
            Contest.Nothing,
            [
                $"The {description.Objective} is over the rows since the iteration before, which the parameters had not yet learned ({started.Specification.Algorithm}).",
            ]
        );
        var isFailed = run.Ending.Exists(ending => ending is RunEvent<Vector>.Failed);
        return (isFailed ? Prelude.unit : SavedModel.Find(run).Match(save, () => Prelude.unit)).Match(
            Right: _ => Fitting.ExitCodeOf(run, printing.RequiresConvergence),
            Left: error => terminal.Refuse([error])
        );
    }
}

/// <summary>A run over rows as they come that is taken up.</summary>
/// <param name="Run">The run at its newest iterate.</param>
/// <param name="Rows">The rows that follow.</param>
/// <param name="Source">Where they come from.</param>
sealed record ResumedStream(OnlineRun<TableRow, Vector> Run, IEnumerable<TableRow> Rows, DataSource Source) : IDisposable
{
    public void Dispose() => Source.Dispose();

    /// <summary>Opens the rows that follow: of a file those behind what was learned, of standard input all that come.</summary>
    public static Either<JournalError, ResumedStream> Of(
        Registry registry,
        JournalArguments arguments,
        ParseResult parsed,
        Recovery<Vector> found,
        string journal
    ) =>
        from started in found.Run.Started.ToEither(JournalError () => new JournalError.NoStart(journal))
        from opened in Unfit(arguments.OpenStream(registry, parsed, started))
        from whole in found.On(opened.Problem.Chart)
        from run in whole.ResumeOnline(opened.Problem, journal)
        let learned = arguments.Data(parsed) == "-" ? 0 : (int)Math.Min(run.Learned, int.MaxValue)
        select new ResumedStream(run, opened.Rows.Skip(learned), opened.Source);

    static Either<JournalError, T> Unfit<T>(Validation<EmError, T> found) =>
        found.ToEither().MapLeft(JournalError (faults) => new JournalError.Unfit(faults));
}
