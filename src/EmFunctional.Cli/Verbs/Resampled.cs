using System.Collections.Generic;
using System.Linq;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Inference;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>A bootstrap of a fit, until it is done or somebody interrupts it.</summary>
static class Resampled
{
    /// <summary>Adds what samples say.</summary>
    /// <param name="errors">What is known of how sure the numbers are.</param>
    /// <param name="run">The run of the fit at its end.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="refit">Reads the rows of the fit again; nothing where it has no iterate.</param>
    /// <param name="terminal">Where is said how far it is.</param>
    public static Errors Add(
        Errors errors,
        RunState<Vector> run,
        ErrorRequest asked,
        Func<Validation<EmError, Option<Refit>>> refit,
        Terminal terminal
    )
    {
        if (asked.Samples.Case is not int count)
            return errors;
        if (run.Ending.IsNone)
            return Lacking(errors, "the run was interrupted");
        if (run.Ending.Case is RunEvent<Vector>.Failed)
            return Lacking(errors, "the fit failed");
        return refit()
            .ToEither()
            .MapLeft(faults => faults.Head)
            .Bind(found => found.ToEither(EmError () => new EmError.NoRows("data")))
            .Bind(found => Whole(found).Bind(_ => Bootstrapping.Of(found, asked.Kind)).Map(bootstrap => (Refit: found, bootstrap)))
            .Match(
                Right: ready => Of(errors, ready.Refit, ready.bootstrap, run, count, asked, terminal),
                Left: error => Lacking(errors, $"{error}")
            );
    }

    static Either<EmError, Unit> Whole(Refit refit) =>
        refit.Saved.Names == refit.Fit.Model.Problem.Chart.Names
            ? Prelude.unit
            : new EmError.CannotDo(refit.Saved.Model.Name, "be fitted anew where components were dropped; fit it with as many as are left");

    static Errors Of(
        Errors errors,
        Refit refit,
        Bootstrapping bootstrap,
        RunState<Vector> run,
        int count,
        ErrorRequest asked,
        Terminal terminal
    )
    {
        var seed = refit.Fit.Options.Seed.IfNone(ModelFit.DefaultSeed);
        var (samples, isWhole) = Samples(bootstrap, count, seed, terminal);
        if (samples.Count(sample => sample.Parameters.IsSome) < 2)
            return Lacking(errors, isWhole ? $"{Left(samples)}" : $"{samples.Count} of {count} samples are done") with
            {
                IsInterrupted = !isWhole,
            };
        var accelerations = asked.Interval.IsCorrected ? Accelerations(refit) : Option<Func<Func<Vector, Vector>, Vector>>.None;
        var isCorrected = asked.Interval.IsCorrected && (accelerations.IsSome || asked.SaysInterval);
        var found = new BootstrapErrors(
            refit.Saved.Names,
            refit.Saved.Parameters,
            samples,
            asked.Interval with
            {
                IsCorrected = isCorrected,
            }
        )
        {
            Kind = asked.Kind,
            AreSequences = bootstrap.AreSequences,
            Accelerations = accelerations.MatchUnsafe<Func<Func<Vector, Vector>, Vector>?>(of => of, () => null),
        };
        return errors with
        {
            Samples = found,
            IsInterrupted = !isWhole,
            Remarks = errors
                .Remarks.AddRange(isWhole ? [] : [$"Interrupted: {samples.Count} of {count} samples are done."])
                .AddRange(Remarks(found, asked, run, accelerations.IsSome)),
        };
    }

    static IEnumerable<string> Remarks(BootstrapErrors found, ErrorRequest asked, RunState<Vector> run, bool isTold)
    {
        if (!Errors.IsAtMaximum(run))
            yield return "The samples were compared with a point that is no maximum yet: the run has not converged.";
        if (found.Degenerate > 0)
            yield return Left(found.Samples);
        if (found.NotConverged > 0)
            yield return $"In {found.NotConverged} of {found.Samples.Count} samples the run did not converge; they count all the same.";
        if (asked.Interval.IsCorrected && !isTold)
            yield return asked.SaysInterval
                ? "The intervals are corrected for bias alone: their acceleration is not known, since rows do not tell it here."
                : "The intervals are percentiles: rows do not tell the acceleration of BCa here.";
        if (found.Samples.Count * (1 - found.Interval.Level) / 2 < 1)
            yield return $"Of so few samples an interval ends at the extremes: {Shown.Significant(found.Interval.Level * 100, 3)} % needs {Math.Ceiling(20 / (1 - found.Interval.Level))} or more.";
    }

    // How many samples are degenerate, by reason.
    static string Left(IReadOnlyList<BootstrapSample> samples)
    {
        var degenerate = samples.SelectMany(sample => sample.Error.ToArray()).ToArray();
        var reasons = degenerate.GroupBy(error => error.GetType()).OrderByDescending(kind => kind.Count());
        return $"{degenerate.Length} of {samples.Count} samples are degenerate and left out: "
            + string.Join("; ", reasons.Take(3).Select(kind => $"{kind.Count()} times, {kind.First()}"))
            + ".";
    }

    static Option<Func<Func<Vector, Vector>, Vector>> Accelerations(Refit refit) =>
        Units
            .Of(refit.Fit.Model, refit.Saved)
            .Bind(units => StandardErrors.Of(refit.Fit.Model.Problem, refit.Saved.Parameters, units))
            .Map<Func<Func<Vector, Vector>, Vector>>(errors => errors.Accelerations)
            .ToOption();

    static (IReadOnlyList<BootstrapSample> Samples, bool IsWhole) Samples(Bootstrapping bootstrap, int count, ulong seed, Terminal terminal)
    {
        using var heard = Signals.Hear();
        var seen = new List<BootstrapSample>();
        using var shown = Progress.Of(terminal, () => $"{seen.Count} of {count} samples are done");
        Em.Bootstrap(bootstrap, count, seed, Fitting.Scheduler)
            .TakeUntil(heard.Token)
            .Do(seen.Add)
            .DefaultIfEmpty()
            .LastAsync()
            .ToTask()
            .GetAwaiter()
            .GetResult();
        return ([.. seen], seen.Count == count);
    }

    static Errors Lacking(Errors errors, string why) =>
        errors with
        {
            Remarks = errors.Remarks.Add($"There are no intervals: {why.TrimEnd('.')}."),
        };
}
