using System.Collections.Generic;
using System.Linq;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using EmFunctional.Cli.Output;
using EmFunctional.Inference;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>The bootstrap of a fit, until it is done or somebody interrupts it.</summary>
/// <param name="run">The run of the fit at its end.</param>
/// <param name="plan">What is asked for.</param>
/// <param name="journal">Where samples are recorded, if they are.</param>
/// <param name="terminal">Where is said how far it is.</param>
sealed class Resampled(RunState<Vector> run, BootstrapPlan plan, SampleJournal? journal, Terminal terminal)
{
    /// <summary>Adds what samples say.</summary>
    /// <param name="errors">What is known of how sure the numbers are.</param>
    /// <param name="refit">Reads the rows of the fit again; nothing where it has no iterate.</param>
    /// <returns>What is known then; or why the samples could not be recorded.</returns>
    public Either<JournalError, Errors> Add(Errors errors, Func<Validation<EmError, Option<Refit>>> refit)
    {
        if (run.Ending.IsNone)
            return Lacking(errors, "the run was interrupted");
        if (run.Ending.Case is RunEvent<Vector>.Failed)
            return Lacking(errors, "the fit failed");
        return refit()
            .ToEither()
            .MapLeft(faults => faults.Head)
            .Bind(found => found.ToEither(EmError () => new EmError.NoRows("data")))
            .Bind(found => Whole(found).Bind(_ => Bootstrapping.Of(found, plan.Kind)).Map(bootstrap => (Refit: found, bootstrap)))
            .Match(Right: ready => Add(errors, ready.Refit, ready.bootstrap), Left: error => Lacking(errors, $"{error}"));
    }

    static Either<EmError, Unit> Whole(Refit refit) =>
        refit.Saved.Names == refit.Fit.Model.Problem.Chart.Names
            ? Prelude.unit
            : new EmError.CannotDo(refit.Saved.Model.Name, "be fitted anew where components were dropped; fit it with as many as are left");

    Either<JournalError, Errors> Add(Errors errors, Refit refit, Bootstrapping bootstrap) =>
        Samples(bootstrap).Map(samples => WithSamples(errors, refit, bootstrap, samples));

    Errors WithSamples(Errors errors, Refit refit, Bootstrapping bootstrap, IReadOnlyList<BootstrapSample> samples)
    {
        var isWhole = samples.Count == plan.Samples;
        if (samples.Count(sample => sample.Parameters.IsSome) < 2)
            return Lacking(errors, isWhole ? SampleWords.Left(samples) : Interrupted(samples.Count)) with { IsInterrupted = !isWhole };
        var atEstimate = AtEstimate(refit);
        var isTold = atEstimate.Exists(errors => errors.IsSandwich);
        var found = new BootstrapErrors(
            refit.Saved.Names,
            refit.Saved.Parameters,
            samples,
            plan.Interval with
            {
                IsCorrected = plan.Interval.IsCorrected && (isTold || plan.IsNamed),
            }
        )
        {
            Kind = plan.Kind,
            AreSequences = bootstrap.AreSequences,
            AtEstimate = atEstimate.MatchUnsafe<StandardErrors?>(errors => errors, () => null),
        };
        return errors with
        {
            Samples = found,
            IsInterrupted = !isWhole,
            Remarks = errors
                .Remarks.AddRange(isWhole ? [] : [$"Interrupted: {Interrupted(samples.Count)}."])
                .AddRange(Remarks(found, isTold)),
        };
    }

    string Interrupted(int count) =>
        $"{count} of {plan.Samples} samples are done{(journal is null ? "" : ", and in the journal: em resume draws the others")}";

    IEnumerable<string> Remarks(BootstrapErrors found, bool isTold)
    {
        if (!Errors.IsAtMaximum(run))
            yield return "The samples were compared with a point that is no maximum yet: the run has not converged.";
        if (plan.Interval.IsCorrected && !isTold)
            yield return plan.IsNamed
                ? "The intervals are corrected for bias alone: their acceleration is not known, since rows do not tell it here."
                : "The intervals are percentiles: rows do not tell the acceleration of BCa here.";
        foreach (var remark in SampleWords.Remarks(found))
            yield return remark;
    }

    // With the accelerations of BCa where rows tell them.
    Option<StandardErrors> AtEstimate(Refit refit)
    {
        var (problem, at) = (refit.Fit.Model.Problem, refit.Saved.Parameters);
        return (
            plan.Interval.IsCorrected && Units.Of(refit.Fit.Model, refit.Saved).Case is UnitDensities units
                ? StandardErrors.Of(problem, at, units)
                : StandardErrors.Of(problem, at)
        ).ToOption();
    }

    // Those that the journal has, and those that come, each recorded before it counts.
    Either<JournalError, IReadOnlyList<BootstrapSample>> Samples(Bootstrapping bootstrap)
    {
        using var heard = Signals.Hear();
        var of = run.Started.Map(started => started.Run).IfNone(default(Hash256));
        var (seen, isOver, gate) = (new List<BootstrapSample>(journal?.Before(plan, of) ?? []), false, new object());
        using var shown = Progress.Of(terminal, () => $"{seen.Count} of {plan.Samples} samples are done");
        try
        {
            Em.Bootstrap(bootstrap, plan.Samples, plan.Seed, Fitting.Scheduler, seen.Count)
                .TakeUntil(heard.Token)
                .Do(Add)
                .DefaultIfEmpty()
                .LastAsync()
                .ToTask()
                .GetAwaiter()
                .GetResult();
        }
        catch (JournalException error)
        {
            return error.Error;
        }
        lock (gate)
            isOver = true;
        return seen;

        // A sample that comes in the moment of the interrupt comes too late.
        void Add(BootstrapSample sample)
        {
            lock (gate)
                if (!isOver)
                {
                    journal?.Writer.Add(of, sample).OrThrow();
                    seen.Add(sample);
                }
        }
    }

    static Errors Lacking(Errors errors, string why) =>
        errors with
        {
            Remarks = errors.Remarks.Add($"There are no intervals: {why.TrimEnd('.')}."),
        };
}

/// <summary>The journal of a bootstrap.</summary>
/// <param name="Writer">The journal, open for writing.</param>
/// <param name="Recorded">The bootstrap that it has already.</param>
sealed record SampleJournal(JournalWriter Writer, Option<JournalSamples> Recorded)
{
    /// <summary>The samples that it has of a bootstrap.</summary>
    /// <param name="plan">The bootstrap.</param>
    /// <param name="run">The run from whose end they are fitted.</param>
    public IEnumerable<BootstrapSample> Before(BootstrapPlan plan, Hash256 run) =>
        Recorded.Filter(samples => samples.Plan == plan).Map(samples => samples.OfRun(run)).IfNone([]).Map(recorded => recorded.Sample);
}
