using System.Diagnostics;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>The bootstrap of a journal, taken up again.</summary>
/// <param name="found">What it has.</param>
/// <param name="arguments">The arguments of the call.</param>
/// <param name="recording">The journal, locked, and who answers for it.</param>
/// <param name="printing">How results are printed.</param>
sealed class ResumedSamples(Recovery<Vector> found, JournalArguments arguments, Recording recording, Printing printing)
{
    /// <summary>Whether samples are all that is missing.</summary>
    public bool AreAllThatIsMissing =>
        found.Run.Ending.Case is RunEvent<Vector>.Stopped
        && found.Contestant.IsNone
        && found.Samples.Exists(samples => samples.OfRun(Started.Run).Count < samples.Plan.Samples);

    JournalWriter File => recording.File ?? throw new UnreachableException();

    RunEvent<Vector>.Started Started => found.Run.Started.IfNone(() => throw new UnreachableException());

    /// <summary>What samples say of a run at its end, where the journal tells of a bootstrap.</summary>
    /// <param name="run">The run.</param>
    /// <param name="refit">Its fit, if it was read already.</param>
    public Either<JournalError, Errors> Of(RunState<Vector> run, Option<Refit> refit = default) =>
        found.Samples.Match(
            samples =>
                new Resampled(run, samples.Plan, new SampleJournal(File, samples), printing.Terminal).Add(
                    Errors.None,
                    () => refit.IsSome ? refit : arguments.Again(printing.Parsed, run, Option<RunningCluster>.None)
                ),
            () => Errors.None
        );

    /// <summary>Goes on where the samples of the last run were cut off.</summary>
    public int Run() =>
        (
            from refit in Refit()
            from ready in File.Continue(found.Length, found.TornBytes, found.Seal)
            from told in recording.Begin()
            from errors in Of(found.Run, refit)
            from signed in recording.End()
            select errors
        ).Match(
            Right: errors =>
            {
                printing.Results.Write(
                    printing.Parsed,
                    printing.Terminal,
                    RunDescription.Of(Started) with
                    {
                        Samples = errors.Samples,
                    },
                    found.Run,
                    [],
                    found.Contest,
                    errors.Remarks.ToArray()
                );
                return errors.ExitCodeOf(found.Run, printing.RequiresConvergence);
            },
            Left: error =>
                error is JournalError.Unfit unfit ? printing.Terminal.Refuse(unfit.Errors) : printing.Terminal.Refuse(File.Name, error)
        );

    Either<JournalError, Refit> Refit() =>
        from again in arguments
            .Again(printing.Parsed, found.Run, Option<RunningCluster>.None)
            .ToEither()
            .MapLeft(JournalError (faults) => new JournalError.Unfit(faults))
        from refit in again.ToEither(JournalError () => new JournalError.NoStart(File.Name))
        from same in JournalResume.Same(Started.Specification, Started.Hashes, refit.Fit.Model.Problem, File.Name)
        select refit;
}
