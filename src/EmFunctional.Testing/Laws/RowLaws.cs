using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

// Laws of the data: rows are independent, so their order, their blocks and their copies mean nothing but sums.
static class RowLaws
{
    /// <summary>Rows in reverse order have the same likelihood and lead to the same parameters.</summary>
    public static IEnumerable<Check> Permuted<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        Whole(trials, "in reverse", rows => Enumerable.Range(0, rows).Reverse(), 1);

    /// <summary>Rows taken twice have twice the likelihood and lead to the same parameters as statistics taken twice.</summary>
    public static IEnumerable<Check> Twice<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        Whole(trials, "taken twice", rows => Enumerable.Range(0, rows).Concat(Enumerable.Range(0, rows)), 2);

    static IEnumerable<Check> Whole<TData, TParams, TStats>(
        Trials<TData, TParams, TStats> trials,
        string how,
        Func<int, IEnumerable<int>> choose,
        double times
    ) =>
        from rows in trials.Options.Rows.ToArray()
        from data in rows.Select(trials.Data, choose(rows.Count(trials.Data)).ToArray()).ToArray()
        from place in trials.Runs.SelectMany(run => run.Places)
        let at = place.At.At.Parameters
        from check in (
            from expected in trials.Expect(trials.Data, at)
            from actual in trials.Expect(data, at)
            select Agree(
                trials,
                at,
                new(trials.Model.Statistics.Scale(times, expected.Statistics), times * expected.Objective),
                actual,
                $"{place.Where}, rows {how}"
            )
        ).IfLeft(error => [Check.That(false, $"{place.Where}, rows {how}: {error}")])
        select check;

    /// <summary>Rows of weights 0, 1 and 2 are rows left out, taken once and taken twice.</summary>
    public static IEnumerable<Check> Weighted<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from rows in trials.Options.Rows.ToArray()
        from weigh in rows.Weigh.ToArray()
        let n = rows.Count(trials.Data)
        let weights = Vector.Of(n, i => (i + 1) % 3)
        from weighted in weigh(trials.Data, weights).ToArray()
        from repeated in rows.Select(trials.Data, Enumerable.Range(0, n).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray())
            .ToArray()
        from place in trials.Runs.SelectMany(run => run.Places)
        let at = place.At.At.Parameters
        let tried = $"{place.Where}, rows with weights"
        from check in (
            from expected in trials.Expect(repeated, at)
            from actual in trials.Expect(weighted, at)
            select Agree(trials, at, expected, actual, tried)
        ).IfLeft(error => [Check.That(false, $"{tried}: {error}")])
        select check;

    /// <summary>Rows cut in two anywhere have likelihoods and statistics that add up to those of the whole.</summary>
    public static IEnumerable<Check> Cut<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from rows in trials.Options.Rows.ToArray()
        let n = rows.Count(trials.Data)
        from cut in new[] { n / 3, n / 2, n - 1 }.Where(cut => cut > 0 && cut < n).Distinct()
        from left in rows.Select(trials.Data, Enumerable.Range(0, cut).ToArray()).ToArray()
        from right in rows.Select(trials.Data, Enumerable.Range(cut, n - cut).ToArray()).ToArray()
        from run in trials.Runs
        let at = run.Iterates[1].At.Parameters
        let place = $"{run.Name}, rows cut before {cut + 1}"
        from check in (
            from whole in trials.Expect(trials.Data, at)
            from first in trials.Expect(left, at)
            from second in trials.Expect(right, at)
            select Agree(
                trials,
                at,
                whole,
                new(trials.Model.Statistics.Combine(first.Statistics, second.Statistics), first.Objective + second.Objective),
                place
            )
        ).IfLeft(_ => [])
        select check;

    static IEnumerable<Check> Agree<TData, TParams, TStats>(
        Trials<TData, TParams, TStats> trials,
        TParams at,
        Expectation<TStats> expected,
        Expectation<TStats> actual,
        string where
    ) =>
        Check
            .Close([expected.Objective], [actual.Objective], $"{where}, objective")
            .Concat(
                Check.Close(
                    StepLaws.Flat(trials.Chart, trials.Model.MStep(at, expected.Statistics)),
                    StepLaws.Flat(trials.Chart, trials.Model.MStep(at, actual.Statistics)),
                    $"{where}, M-step"
                )
            );
}
