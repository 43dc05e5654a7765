using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

// Laws of the parameters: their chart, their domain, their labels.
static class ParameterLaws
{
    /// <summary>The chart names every number, and leads back to the same parameters: to the bit if flat, up to rounding if free.</summary>
    public static IEnumerable<Check> Chart<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials)
    {
        var chart = trials.Chart;
        yield return Check.That(chart.Names.Distinct().Count() == chart.Names.Count, "two numbers of the chart have the same name");
        foreach (var (at, where) in trials.Runs.SelectMany(run => run.Places))
        {
            var flat = chart.ToFlat(at.At.Parameters);
            yield return Check.That(flat.Count == chart.Names.Count, $"{where}: {chart.Names.Count} names for {flat.Count} numbers");
            var back = chart.FromFlat(flat);
            foreach (var check in Back(trials, at.At.Objective, flat, back, where))
                yield return check;
            var free = chart.ToFree(at.At.Parameters);
            yield return Check.That(
                free.Count == chart.DegreesOfFreedom,
                $"{where}: {chart.DegreesOfFreedom} degrees of freedom, {free.Count} free coordinates"
            );
            if (free.All(double.IsFinite))
                foreach (var check in FromFree(chart, free, flat, where))
                    yield return check;
        }
    }

    // Parameters with the same numbers are the same: a number that the chart lacks shows in the likelihood.
    static IEnumerable<Check> Back<TData, TParams, TStats>(
        Trials<TData, TParams, TStats> trials,
        double objective,
        Vector flat,
        Either<EmError, TParams> back,
        string where
    ) =>
        back.Bind(parameters =>
                trials
                    .Problem.Evaluate(parameters)
                    .Map(again =>
                        Check
                            .SameBits(flat, trials.Chart.ToFlat(parameters), $"{where}, flat and back")
                            .Concat(Check.SameBits([objective], [again.Objective], $"{where}, objective after flat and back"))
                    )
            )
            .IfLeft(error => [Check.That(false, $"{where}, flat and back: {error}")]);

    static IEnumerable<Check> FromFree<TParams>(Chart<TParams> chart, Vector free, Vector flat, string where) =>
        chart
            .FromFree(free)
            .Match(
                Right: parameters => Check.Close(flat, chart.ToFlat(parameters), $"{where}, free and back"),
                Left: error => [Check.That(false, $"{where}, free and back: {error}")]
            );

    /// <summary>Iterates lie in the domain, every free point does, and what the chart lets in the E-step can evaluate.</summary>
    public static IEnumerable<Check> Domain<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials)
    {
        var chart = trials.Chart;
        foreach (var (at, where) in trials.Runs.SelectMany(run => run.Places))
            yield return chart
                .FromFlat(chart.ToFlat(at.At.Parameters))
                .Match(_ => Check.That(true, where), error => Check.That(false, $"{where}: {error}"));
        for (var i = 0; i < 10; i++)
        {
            var free = Vector.Of(chart.DegreesOfFreedom, j => 2 * trials.Seed.Split(1000 + i).Normal(j));
            yield return chart
                .FromFree(free)
                .Match(point => Evaluable(trials, point, $"free point {free}"), error => Check.That(false, $"free point {free}: {error}"));
        }
        foreach (var run in trials.Runs.Take(2))
        foreach (var check in Probes(trials, chart.ToFlat(run.Iterates[1].At.Parameters), run.Name))
            yield return check;
    }

    // Each number in turn is replaced by others, most of which are outside most domains.
    static IEnumerable<Check> Probes<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials, Vector flat, string run) =>
        from i in Enumerable.Range(0, Math.Min(flat.Count, 50))
        from value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, -0.5, 0, 0.5, 1, 2, 1e6 }
        let probe = Vector.Of(flat.Count, j => j == i ? value : flat[j])
        from point in trials.Chart.FromFlat(probe).RightAsEnumerable()
        select Evaluable(trials, point, $"{run}, {trials.Chart.Names[i]} = {NumberText.Shortest(value)}");

    // An error of the mathematics that has a name will do; no number, or an exception, will not.
    static Check Evaluable<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials, TParams point, string where)
    {
        try
        {
            return trials
                .Problem.Evaluate(point)
                .Match(
                    Right: _ => Check.That(true, where),
                    Left: error =>
                        Check.That(error is not EmError.NotFinite { Name: "objective" } e || !double.IsNaN(e.Value), $"{where}: {error}")
                );
        }
        catch (Exception error)
        {
            return Check.That(false, $"{where}: {error.GetType().Name}: {error.Message}");
        }
    }

    /// <summary>With other labels the likelihood is the same, and the M-step proposes the same with other labels.</summary>
    public static IEnumerable<Check> Labels<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from relabel in trials.Options.Relabel.ToArray()
        from place in trials.Runs.SelectMany(run => run.Places)
        from check in Relabelled(trials, relabel, place.At.At, place.Where)
        select check;

    static IEnumerable<Check> Relabelled<TData, TParams, TStats>(
        Trials<TData, TParams, TStats> trials,
        Func<TParams, TParams> relabel,
        Iterating.Evaluated<TParams> at,
        string where
    ) =>
        trials
            .Problem.Evaluate(relabel(at.Parameters))
            .Map(other =>
                Check
                    .Close([at.Objective], [other.Objective], $"{where}, objective")
                    .Concat(
                        Check.Close(
                            StepLaws.Flat(trials.Chart, at.Proposal.Map(p => new Proposal<TParams>(relabel(p.Parameters), p.Diagnostics))),
                            StepLaws.Flat(trials.Chart, other.Proposal),
                            $"{where}, M-step"
                        )
                    )
            )
            .IfLeft(error => [Check.That(false, $"{where}: {error}")]);
}
