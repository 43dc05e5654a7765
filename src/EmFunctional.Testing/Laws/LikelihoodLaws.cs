using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

// Laws of the likelihood: it is one of probabilities, and its slope is that of what E lays under it.
static class LikelihoodLaws
{
    // Steps of central differences in free coordinates: a narrow component bends within the longer ones.
    static readonly double[] _steps = [1e-4, 1e-5, 1e-6, 1e-7];

    /// <summary>The probabilities of all that one more row could be add up to 1: no constant is missing, no factor wrong.</summary>
    public static IEnumerable<Check> Normalised<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from support in trials.Options.Support.ToArray()
        from run in trials.Runs
        let at = run.Iterates[1].At.Parameters
        from check in Sum(trials, support(at), at, run.Name)
        select check;

    static IEnumerable<Check> Sum<TData, TParams, TStats>(
        Trials<TData, TParams, TStats> trials,
        Arr<(TData With, double Measure)> support,
        TParams at,
        string where
    )
    {
        var without = trials.Expect(trials.Data, at).Map(expected => expected.Objective);
        var sum = 0.0;
        foreach (var (with, measure) in support)
        {
            var log = from all in trials.Expect(with, at) from rest in without select all.Objective - rest;
            if (log.LeftAsEnumerable().HeadOrNone().Case is EmError and not EmError.ImpossibleRow and not EmError.ImpossibleSequence)
                yield return Check.That(false, $"{where}: {log.LeftAsEnumerable().First()}");
            sum += log.Match(Right: l => measure * Elementary.Exp(l), Left: _ => 0);
        }
        yield return Check.Close(1, sum, $"{where}: the probabilities of all that a row could be add up to {NumberText.Shortest(sum)}");
    }

    /// <summary>
    /// At θ the objective rises in every direction as Q(· | θ) + ln p does: ∇ ln p(x | θ) = ∇₁ Q(θ | θ). Source: Fisher's identity, Dempster, Laird,
    /// Rubin (1977), eq. 2.11.
    /// </summary>
    public static IEnumerable<Check> Fisher<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from complete in trials.Options.Complete.ToArray()
        from run in trials.Runs
        let at = run.Iterates[1].At.Parameters
        let free = trials.Chart.ToFree(at)
        where free.All(double.IsFinite)
        from expected in trials.Expect(trials.Data, at).RightAsEnumerable()
        let statistics = trials.Model.Statistics.ToFlat(expected.Statistics)
        from i in Enumerable.Range(0, free.Count)
        let slopes = (
            from step in _steps
            from slope in Slope(trials, free, i, step, to => trials.Expect(trials.Data, to).Map(there => there.Objective).ToOption())
                .ToArray()
            from under in Slope(trials, free, i, step, to => complete(at, to, statistics)).ToArray()
            select (Objective: slope, Expected: under)
        ).ToArray()
        where slopes.Length > 0
        let best = slopes.MinBy(pair => Math.Abs(pair.Objective - pair.Expected))
        select Check.That(
            Math.Abs(best.Objective - best.Expected) <= 1e-5 * (Math.Abs(expected.Objective) + Math.Abs(best.Objective)),
            $"{run.Name}, free coordinate {i}: the objective rises by {NumberText.Shortest(best.Objective)}, what the E-step expects by "
                + NumberText.Shortest(best.Expected),
            Math.Abs(best.Objective - best.Expected)
        );

    static Option<double> Slope<TData, TParams, TStats>(
        Trials<TData, TParams, TStats> trials,
        Vector free,
        int i,
        double length,
        Func<TParams, Option<double>> of
    )
    {
        Option<double> At(double step) =>
            trials.Chart.FromFree(Vector.Of(free.Count, j => free[j] + (j == i ? step : 0))).ToOption().Bind(of);
        return from high in At(length) from low in At(-length) select (high - low) / (2 * length);
    }
}
