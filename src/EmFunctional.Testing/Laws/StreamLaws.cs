using System.Collections.Generic;
using System.Linq;
using EmFunctional.Online;
using EmFunctional.Runs;

namespace EmFunctional.Testing.Laws;

// Laws of models that learn streams.
static class StreamLaws
{
    // A few iterates tell.
    const int Batches = 3;

    /// <summary>The M-step of statistics does not depend on the parameters about which they are told.</summary>
    public static IEnumerable<Check> Carried<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from run in trials.Runs
        where trials.Model.Monotone
        from step in run.Steps.SkipLast(1) // where a component collapses, rounding is all that is left
        from expected in trials.Expect(trials.Data, step.From.At.Parameters).RightAsEnumerable()
        from carried in trials.Model.Carry(step.From.At.Parameters, step.To.At.Parameters, expected.Statistics).RightAsEnumerable()
        from check in Check.Close(
            StepLaws.Flat(trials.Chart, trials.Model.MStep(step.From.At.Parameters, expected.Statistics)),
            StepLaws.Flat(trials.Chart, trials.Model.MStep(step.To.At.Parameters, carried)),
            $"{step.Where}, statistics of the iterate before"
        )
        select check;

    /// <summary>A stream in which all rows come again and again, and each time all is forgotten, gives the iterates of EM.</summary>
    public static IEnumerable<Check> OneBatch<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials)
    {
        var (problem, schedule) = (OnlineProblem.Of(trials.Model), new OnlineSchedule { Batch = 1, Steps = new StepSizes.Constant(1) });
        foreach (var run in trials.Runs)
        {
            var (first, expected) = (run.Iterates[0].At.Parameters, run.Iterates.Take(Batches + 1).ToArray());
            if (trials.Model.Carry(first, first, trials.Model.Statistics.FromFlat(StatisticsOf(trials, first))).IsLeft)
                continue;
            var learned = OnlineRun
                .Begin(problem, first, schedule)
                .Match(begun => begun.Events(Enumerable.Repeat(trials.Data, expected.Length - 1)), _ => [])
                .OfType<RunEvent<TParams>.Iterated>()
                .ToArray();
            yield return Check.That(learned.Length == expected.Length, $"{run.Name}, a stream of {expected.Length - 1} batches");
            foreach (var (batch, at) in learned.Zip(expected))
            foreach (
                var check in Check.SameBits(
                    trials.Chart.ToFlat(at.At.Parameters),
                    trials.Chart.ToFlat(batch.State.Parameters),
                    $"{run.Name}, batch {at.Iteration}"
                )
            )
                yield return check;
        }
    }

    static Numerics.Vector StatisticsOf<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials, TParams at) =>
        trials.Expect(trials.Data, at).Match(Right: e => trials.Model.Statistics.ToFlat(e.Statistics), Left: _ => Numerics.Vector.Empty);
}
