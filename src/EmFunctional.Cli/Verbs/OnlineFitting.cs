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
        Terminal terminal,
        ParseResult parsed,
        Results results,
        JournalWriter? journal,
        JournalAuthor author,
        Func<SavedModel, Either<EmError, Unit>> save
    )
    {
        var read = request.Fit.Model.Problem.Describe();
        terminal.Tell(read);
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
                        run,
                        terminal,
                        parsed,
                        results,
                        journal,
                        author,
                        default,
                        Option<RunState<Vector>>.None,
                        fit =>
                            Subject.Of(fit.Started.IfNone(() => throw new InvalidOperationException())) with
                            {
                                Called = Subject
                                    .Of(fit.Started.IfNone(() => throw new InvalidOperationException()))
                                    .CalledBy(request.Fit.Model.Terms),
                            },
                        save
                    ),
                faults => terminal.Refuse(faults)
            );
    }

    /// <summary>Takes up a run.</summary>
    public static int Resume(
        ResumedStream resumed,
        Recovery<Vector> found,
        Terminal terminal,
        ParseResult parsed,
        Results results,
        JournalWriter journal,
        JournalAuthor author
    )
    {
        var events = resumed
            .Run.Events(resumed.Rows)
            .Prepend(new RunEvent<Vector>.Resumed(Streams.ThisMachine.Environment, found.TornBytes));
        terminal.Say($"{resumed.Run.Learned} rows were learned before.");
        return Run(
            events,
            resumed.Run,
            terminal,
            parsed,
            results,
            journal,
            author,
            found.Run.Started.Map(started => started.Run).IfNone(default(Hash256)),
            found.Run with
            {
                Chart = resumed.Run.Problem.Chart,
            },
            fit => Subject.Of(fit.Started.IfNone(() => throw new InvalidOperationException())),
            _ => Prelude.unit
        );
    }

    static int Run(
        IEnumerable<RunEvent<Vector>> events,
        OnlineRun<TableRow, Vector> run,
        Terminal terminal,
        ParseResult parsed,
        Results results,
        JournalWriter? journal,
        JournalAuthor author,
        Hash256 id,
        Option<RunState<Vector>> before,
        Func<RunState<Vector>, Subject> subjectOf,
        Func<SavedModel, Either<EmError, Unit>> save
    )
    {
        if (AuthorOptions.Begin(author, journal).Case is JournalError unwritable)
            return terminal.Fail(unwritable);
        return Fitting
            .Run(
                events
                    .Watched(before.Bind(state => state.Started).MatchUnsafe<RunEvent<Vector>.Started?>(e => e, () => null))
                    .ToObservable(Fitting.Scheduler),
                run.Problem.Chart,
                run.Run.Watch.Rule,
                terminal,
                results.NeedsTrace(parsed),
                journal,
                id,
                before.MatchUnsafe<RunState<Vector>?>(state => state, () => null),
                every: 1
            )
            .Bind(fit => AuthorOptions.End(author, journal).Map(_ => fit))
            .Match(
                fit => Tell(fit.Run, fit.Trace, terminal, parsed, results, subjectOf, save),
                error => error is JournalError.Exists or JournalError.Locked ? terminal.Refuse(error) : terminal.Fail(error)
            );
    }

    static int Tell(
        RunState<Vector> run,
        IReadOnlyList<IterationState<Vector>> trace,
        Terminal terminal,
        ParseResult parsed,
        Results results,
        Func<RunState<Vector>, Subject> subjectOf,
        Func<SavedModel, Either<EmError, Unit>> save
    )
    {
        // What fails with its first rows has not begun, and there is nothing to be told but why.
        if (run.Started.IsNone)
            return run.Ending.Case is RunEvent<Vector>.Failed failed ? terminal.Refuse([failed.Error]) : ExitCode.Interrupted;
        var rows = run.Last.Map(last => (long)last.Memory[1]).IfNone(0);
        var subject = subjectOf(run);
        results.Write(
            parsed,
            terminal,
            subject with
            {
                Data = $"{subject.Data}, {rows} rows",
            },
            run,
            trace,
            Contest.Nothing,
            [
                $"The objective is that of a row, over the rows since the iteration before, which the parameters had not yet learned ({run.Started.Map(started => started.Specification.Algorithm).IfNone("")}).",
            ]
        );
        var isFailed = run.Ending.Exists(ending => ending is RunEvent<Vector>.Failed);
        return (isFailed ? Prelude.unit : SavedModel.Find(run).Match(save, () => Prelude.unit)).Match(
            Right: _ => Fitting.ExitCodeOf(run, results.RequiresConvergence(parsed)),
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
