using System.Collections.Generic;
using System.Linq;
using LanguageExt;
using static EmFunctional.Explaining.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>When to distrust an answer: first what is so of this run, then what else to look for.</summary>
static class Doubts
{
    // A rule of thumb, and said to be one.
    const double FewRows = 10;
    const double ManyUnsure = 0.1;

    public static IEnumerable<Passage> Of(ToldRun run, Option<OtherStarts> others)
    {
        var doubts = Starts(run, others).Concat(Rows(run)).ToArray();
        var (here, elsewhere) = (doubts.Where(doubt => doubt.IsHere).ToArray(), doubts.Where(doubt => !doubt.IsHere).ToArray());
        yield return new Heading("When to distrust the answer");
        yield return new Prose(
            here.Length == 0 ? "Nothing that can be checked speaks against this run." : "In this run there is reason for caution:"
        );
        if (here.Length > 0)
            yield return new Points(here.Select(doubt => doubt.Text).ToArray());
        yield return new Prose(elsewhere.Length == 0 ? "Besides:" : "Checked, and not so here:");
        if (elsewhere.Length > 0)
        {
            yield return new Points(elsewhere.Select(doubt => doubt.Text).ToArray());
            yield return new Prose("In general:");
        }
        yield return new Points(InGeneral(run).ToArray());
    }

    // What applies to the run's end.
    static IEnumerable<(bool IsHere, string Text)> Starts(ToldRun run, Option<OtherStarts> others)
    {
        yield return run.Reason.Exists(reason => reason.IsConverged)
            ? (false, "When the run did not converge. This one did.")
            : (true, $"The run did not {(run.Reason.IsSome ? "converge" : "come to its end")}.");
        foreach (var tried in others.AsEnumerable())
            yield return tried.IsBeaten(run)
                ? (true, "Another start ended higher.")
                : (false, $"When other starts end higher. Of {tried.Tried} tried above none did.");
        yield return run.Last.Findings.IsEmpty
            ? (
                false,
                "When the run ends with a finding: something that an M-step met, such as a component without data. This one has none."
            )
            : (true, $"The run ended with a finding: {string.Join("; ", run.Last.Findings)}.");
    }

    static IEnumerable<(bool IsHere, string Text)> Rows(ToldRun run)
    {
        var rows = run.Responsibilities(run.Last.Parameters);
        var (component, row) = (run.Words.Component, run.Words.Row);
        if (rows.IsEmpty || run.Words.Components < 2)
            yield break;
        var masses = Enumerable.Range(0, run.Words.Components).Select(k => rows.Sum(of => of.Times * of.Weights[k])).ToArray();
        var told = string.Join(", ", masses.Select((mass, k) => $"{component} {k} on {Shown.Fixed(mass, 1)}"));
        yield return masses.Min() < FewRows
            ? (true, $"A {component} rests on fewer than {FewRows} {row}s (a rule of thumb): {told}. Other data would give other numbers.")
            : (false, $"When a {component} rests on fewer than {FewRows} {row}s (a rule of thumb). Here {told}.");
        var total = rows.Sum(of => of.Times);
        var unsure = rows.Filter(of => of.Weights.Max() < Convergence.Sure).Sum(of => of.Times);
        var counted = $"{Shown.Brief(unsure, 1)} of {Shown.Brief(total, 1)} {row}s have no responsibility of {Convergence.Sure} or more";
        yield return unsure > ManyUnsure * total
            ? (true, $"The {component}s overlap: {counted}. Do not trust their labels; the parameters are less sure too.")
            : (false, $"When the {component}s overlap, so that single labels are unsure. Here {counted}.");
    }

    static IEnumerable<string> InGeneral(ToldRun run) =>
        (
            run.Words.Components > 1
                ?
                [
                    $"When the number of {run.Words.Component}s or their kind may be wrong. EM finds as many as it is asked for, whether they are there or not; the "
                        + "command 'em select' tries several numbers.",
                ]
                : System.Array.Empty<string>()
        )
            .Concat(run.Words.Warnings)
            .DefaultIfEmpty("When the model may be wrong. EM fits what it is given.");
}
