using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Abundance;
using LanguageExt;
using Number = EmFunctional.Numerics.NumberFormat;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>What was found of transcripts, in words.</summary>
static class AbundanceReport
{
    const int MostShown = 5;

    /// <summary>The report.</summary>
    /// <param name="table">The file of the table.</param>
    /// <param name="found">What was found.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="deviations">The deviations of the counts over bootstraps, if there were any.</param>
    public static IEnumerable<string> Lines(string table, Quantified found, AbundanceRequest request, Option<Vector> deviations)
    {
        var (counts, perMillion, names) = (found.Counts, found.PerMillion, found.Data.Classes.Names);
        yield return $"{table}: {CountFormat.Count(names.Length, "transcript")}, of {CountFormat.Whole(counts.Count(count => count >= 1))} at least one read; {CountFormat.Count(found.Data.Classes.Total, "read")} in all";
        yield return $"{CountFormat.Count(found.Rounds, "round")}, log-likelihood {Number.Significant(found.Objective, 10)}; {Stopped(found, request)}";
        foreach (var t in Enumerable.Range(0, names.Length).OrderByDescending(t => perMillion[t]).Take(MostShown).Where(t => counts[t] > 0))
            yield return $"  {names[t]}: {Number.Significant(counts[t], 6)} reads{Deviation(deviations, t)}, {Number.Significant(perMillion[t], 6)} per million";
    }

    /// <summary>How far what was found is from what kallisto finds.</summary>
    public static IEnumerable<string> Compared(Quantified found, Quantified kallisto)
    {
        var apart = Quantified.ReadsApart(found.Counts, kallisto.Counts);
        yield return $"kallisto's rule ends after {CountFormat.Count(kallisto.Rounds, "round")} at log-likelihood {Number.Significant(kallisto.Objective, 10)}, "
            + $"{Number.Significant(Math.Abs(found.Objective - kallisto.Objective), 3)} nats {(found.Objective >= kallisto.Objective ? "lower" : "higher")}; "
            + $"the tables differ by {Number.Significant(apart, 3)} reads of {CountFormat.Whole(found.Data.Classes.Total)}";
    }

    static string Stopped(Quantified found, AbundanceRequest request) =>
        !found.Reason.Exists(reason => reason.IsConverged) ? "not converged: the budget is spent"
        : request.Rule.Text == KallistoStop.Rule.Text ? "stopped where kallisto does: no count above 0.01 changes by more than 1 % a round"
        : $"stopped by {request.Rule.Text}";

    static string Deviation(Option<Vector> deviations, int t) =>
        deviations.Match(all => double.IsNaN(all[t]) ? "" : $" ± {Number.Significant(all[t], 3)}", () => "");
}
