using System.Reactive.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using EmFunctional.Telemetry;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>A fit from its start to what is printed of it.</summary>
/// <param name="Request">The fit.</param>
/// <param name="Asked">What is asked for of how sure its numbers are.</param>
/// <param name="Recording">Where it is recorded.</param>
/// <param name="Printing">How results are printed.</param>
sealed record FitRun(FitRequest Request, ErrorRequest Asked, Recording Recording, Printing Printing)
{
    /// <summary>Reads the rows of the fit again at the end of a run.</summary>
    public required Func<RunState<Vector>, Validation<EmError, Option<Refit>>> Refit { get; init; }

    /// <summary>Keeps what was found.</summary>
    public required Func<SavedModel, Either<EmError, Unit>> Save { get; init; }

    /// <summary>Runs it, with its journal if it has one, which is closed at the end.</summary>
    public int Run()
    {
        var (parsed, results, terminal) = Printing;
        using (Recording.File)
        {
            if (Begin().Case is JournalError unwritable)
                return terminal.Fail(unwritable);
            var problem = Request.Model.Problem;
            terminal.Tell(problem.Describe());
            var contest = Contest.Nothing;
            var events = Request.Fit.Events.Watched().ToObservable(Fitting.Scheduler).Do(happened => contest = contest.Add(happened));
            return (
                from fit in Fitting.Run(
                    events,
                    RunState.Begin(problem.Chart, Request.Fit.Rule),
                    terminal,
                    Printing.NeedsTrace,
                    Recording.File
                )
                from errors in ErrorsOf(fit.Run)
                from signed in Recording.End()
                select (fit.Run, fit.Trace, Errors: errors)
            ).Match(
                done =>
                {
                    results.Write(
                        parsed,
                        terminal,
                        Request.DescriptionOf(done.Run) with
                        {
                            Errors = done.Errors.Found,
                            Samples = done.Errors.Samples,
                        },
                        done.Run,
                        done.Trace,
                        contest,
                        [.. Verdict.Remarks(Request.Model, done.Run), .. done.Errors.Remarks]
                    );
                    if (parsed.GetValue<string?>("--journal") is { } asked && JournalNames.IsInStore(asked))
                        terminal.Say($"recorded as {Recording.File!.Name}");
                    return Kept(done.Run)
                        .Match(
                            Right: _ => done.Errors.ExitCodeOf(done.Run, Printing.RequiresConvergence),
                            Left: error => terminal.Refuse([error])
                        );
                },
                error => error is JournalError.Exists or JournalError.Locked ? terminal.Refuse(error) : terminal.Fail(error)
            );
        }
    }

    // A bootstrap is told at the beginning, so that a fit that is interrupted is resumed with it.
    Either<JournalError, Unit> Begin() =>
        Recording
            .Begin()
            .Bind(_ => Recording.File is { } journal && Asked.Plan.Case is BootstrapPlan plan ? journal.Tell(plan) : Prelude.unit);

    Either<JournalError, Errors> ErrorsOf(RunState<Vector> run)
    {
        var errors = Errors.Of(Request.Fit, run, Asked);
        var journal = Recording.File is { } writer ? new SampleJournal(writer, Option<JournalSamples>.None) : null;
        return Asked.Plan.Match(plan => new Resampled(run, plan, journal, Printing.Terminal).Add(errors, () => Refit(run)), () => errors);
    }

    // A fit that failed has nothing worth keeping.
    Either<EmError, Unit> Kept(RunState<Vector> run) =>
        run.Ending.Exists(ending => ending is RunEvent<Vector>.Failed)
            ? Prelude.unit
            : Request.Fit.Saved(run).Match(Save, () => Prelude.unit);
}
