using System.Collections.Generic;
using System.Linq;
using EmFunctional.Inference;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;

namespace EmFunctional.Explaining;

/// <summary>How sure the numbers are that a run found: their standard errors, by the curvature of the log-likelihood.</summary>
static class HowSure
{
    const int MostNumbers = 12;

    // So many rows are gone through, 5 times for each pair of degrees of freedom.
    const double MostRows = 2e7;

    public static IEnumerable<Passage> Of(ExplainedRun run)
    {
        var free = run.Problem.Chart.DegreesOfFreedom;
        if (
            free == 0
            || !run.Reason.Exists(reason => reason.IsConverged)
            || run.Last.Parameters.Count != run.Problem.Chart.Names.Count
            || 5.0 * free * free * run.Model.Rows.Count > MostRows
            || StandardErrors.Of(run.Problem, run.Last.Parameters).Case is not StandardErrors errors
        )
            yield break;
        yield return new Heading("How sure the numbers are");
        yield return new Prose(
            $"Other {run.Words.Row}s of the same kind would have given other numbers. How far off can these be? Where the log-likelihood falls steeply on both sides of "
                + "its top, a number is well known; where the top is broad, many numbers do nearly as well. The curvature at the top gives each number its standard error. If "
                + $"the model is right and there are many {run.Words.Row}s, the true number is within one standard error two times out of three, and within two 19 times out of 20."
        );
        var told = errors
            .Names.Select((name, i) => (Name: name, At: i))
            .Where(number => errors.Values[number.At] is not StandardError.Fixed)
            .ToArray();
        yield return new Figures(
            new(
                new[] { "number", "estimate", "standard error" },
                told.Take(MostNumbers)
                    .Select(number =>
                        (Arr<string>)
                            new[]
                            {
                                run.NameOf(number.Name),
                                NumberFormat.Significant(run.Last.Parameters[number.At], 5),
                                Text(errors.Values[number.At]),
                            }
                    )
                    .ToArray()
            )
        );
        if (told.Length > MostNumbers)
            yield return new Prose($"These are the first {MostNumbers} of {told.Length} numbers.");
        foreach (var why in told.Select(number => Why(errors.Values[number.At])).OfType<string>().Distinct())
            yield return new Prose(why);
    }

    static string Text(StandardError error) =>
        error.Match(
            known: known => NumberFormat.Significant(known.Value, 2),
            @fixed: _ => "none",
            atEdge: _ => "none (edge)",
            notIdentified: _ => "none (flat)",
            noMaximum: _ => "none (saddle)"
        );

    static string? Why(StandardError error) =>
        error.Match<string?>(
            known: _ => null,
            @fixed: _ => null,
            atEdge: _ => "(edge): the number is at the edge of what it can be, where the log-likelihood has no level top.",
            notIdentified: _ => "(flat): the data do not tell the number; others are as likely.",
            noMaximum: _ => "(saddle): the log-likelihood rises from here when the number changes, so this is no top."
        );
}
