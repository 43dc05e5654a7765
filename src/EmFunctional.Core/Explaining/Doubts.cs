using System.Collections.Generic;
using System.Linq;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;
using static EmFunctional.Narration.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>When to distrust an answer: first what is so of this run, then what else to look for.</summary>
static class Doubts
{
    // A rule of thumb, and said to be one.
    const double FewRows = 10;
    const double ManyUnsure = 0.1;
    const double MostRight = 0.9;
    const double Alike = 0.995;

    public static IEnumerable<Passage> Of(ExplainedRun run, Option<OtherStarts> others)
    {
        var doubts = Ending(run).Concat(Starts(run, others)).Concat(Labels(run)).Concat(Rows(run)).ToArray();
        var (here, elsewhere) = (doubts.Where(doubt => doubt.IsHere).ToArray(), doubts.Where(doubt => !doubt.IsHere).ToArray());
        yield return new Heading("When to distrust the answer");
        yield return new Prose(Verdict(run, others, here.Length));
        yield return new Prose(
            here.Length > 0 ? "In this run there is reason for caution:"
            : others.IsNone && run.Words.Components > 1 ? "Nothing that was checked speaks against this run. Other starts were not tried."
            : "Nothing that was checked speaks against this run."
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

    // The verdict on the run: how it ended, weighed by how many other starts end there too.
    static string Verdict(ExplainedRun run, Option<OtherStarts> others, int doubts) =>
        !run.Reason.Exists(reason => reason.IsConverged) ? "The verdict: this run has no answer yet, for it did not converge."
        : others.Case is not OtherStarts tried
            ? $"The verdict: the run converged. {(doubts > 0 ? "What follows speaks for caution." : "It is an answer, though other starts were not tried.")}"
        : tried.IsBeaten(run) ? "The verdict: the run converged, but on the wrong hill. Another start ended higher: do not use this answer."
        : 2 * tried.Level(run) < tried.Tried
            ? $"The verdict: the run converged on the highest hill that was found, but only {tried.Level(run)} of {tried.Tried} {tried.Name} ended there. Where so few arrive, there may be a "
                + "higher one that none has found. Try many more starts before you use this answer."
        : $"The verdict: the run converged, and {tried.Level(run)} of {tried.Tried} {tried.Name} ended there{(tried.HaveIt ? "" : " too")}. {(doubts > 0 ? "Still, something speaks for caution." : "That speaks for the answer.")}";

    // What applies to the run's end.
    static IEnumerable<(bool IsHere, string Text)> Ending(ExplainedRun run)
    {
        yield return run.Reason.Exists(reason => reason.IsConverged)
            ? (false, "When the run did not converge. This one did.")
            : (true, $"The run did not {(run.Reason.IsSome ? "converge" : "come to its end")}.");
        yield return run.Last.Diagnostics.IsEmpty
            ? (
                false,
                "When the run ends with a diagnostic: something that an M-step met, such as a component without data. This one has none."
            )
            : (true, $"The run ended with a diagnostic: {string.Join("; ", run.Last.Diagnostics)}.");
        foreach (var saddle in run.Reason.Bind(_ => Saddle.Find(run.Model, run.Last)).AsEnumerable())
            yield return (true, $"{saddle}.");
        foreach (
            var reason in run
                .Reason.Filter(reason => reason.IsConverged && run.Last.Parameters.Count == run.Problem.Chart.Names.Count)
                .AsEnumerable()
        )
            yield return FlattestDirection
                .Up(run.Problem, run.Last.Parameters)
                .Bind(start => run.From(start).ToOption())
                .Match(
                    beyond =>
                        (
                            true,
                            $"The run ended at a saddle: the log-likelihood still rises in one direction. A run that leads on that way ends at {NumberFormat.Fixed(beyond.State.Objective, 4)}, "
                                + $"{NumberFormat.Significant(beyond.State.Objective - run.Last.Objective, 3)} nats higher."
                        ),
                    () =>
                        (
                            false,
                            "When the run ends at a saddle, from where the log-likelihood still rises in some direction. Here it falls in those that were tried."
                        )
                );
    }

    static IEnumerable<(bool IsHere, string Text)> Starts(ExplainedRun run, Option<OtherStarts> others)
    {
        foreach (var tried in others.AsEnumerable())
        {
            var told =
                $"Of {tried.Tried} tried above {tried.Level(run)} ended as high as this run and {tried.Lower(run)} lower; {tried.Failed} came to no end";
            yield return tried.IsBeaten(run) ? (true, "Another start ended higher.")
            : 2 * tried.Level(run) < tried.Tried ? (true, $"Few other starts end where this run does. {told}.")
            : (false, $"When other starts end higher, or most of them elsewhere. {told}.");
        }
    }

    // What labels say that EM does not see.
    static IEnumerable<(bool IsHere, string Text)> Labels(ExplainedRun run)
    {
        foreach (var labels in run.Truth.Filter(_ => run.Model.Rows.Labels.IsSome).AsEnumerable())
            yield return labels.Names.Count == run.Words.Components
                ? (false, $"When the number of {run.Words.Component}s is not that of the labels. Both are {labels.Names.Count}.")
                : (
                    true,
                    $"The data have {MixtureNarrative.Of(labels.Names.Count, "label")}, and the run was asked for "
                        + $"{MixtureNarrative.Of(run.Words.Components, run.Words.Component)}."
                );
        foreach (var answer in run.Answer.Filter(_ => run.Words.Components > 1).AsEnumerable())
        {
            var (right, all) = (Truth.Right(answer, run.Last.Parameters), answer.Labels.OfRow.Count);
            yield return right < MostRight * all
                ? (
                    true,
                    $"Only {right} of {all} {run.Words.Row}s are given to the {run.Words.Component} that stands for their label (chapter 8)."
                )
                : (
                    false,
                    $"When many {run.Words.Row}s are given to another {run.Words.Component} than that of their label. Here {all - right} of {all} are (chapter 8)."
                );
        }
    }

    static IEnumerable<(bool IsHere, string Text)> Rows(ExplainedRun run)
    {
        var rows = run.Responsibilities(run.Last.Parameters);
        var (component, row) = (run.Words.Component, run.Words.Row);
        if (rows.IsEmpty || run.Words.Components < 2)
            yield break;
        var masses = Enumerable.Range(0, run.Words.Components).Select(k => rows.Sum(of => of.Times * of.Weights[k])).ToArray();
        var told = string.Join(", ", masses.Select((mass, k) => $"{component} {k} on {NumberFormat.Fixed(mass, 1)}"));
        yield return masses.Min() < FewRows
            ? (true, $"A {component} rests on fewer than {FewRows} {row}s (a rule of thumb): {told}. Other data would give other numbers.")
            : (false, $"When a {component} rests on fewer than {FewRows} {row}s (a rule of thumb). Here {told}.");
        var alike = Twins(rows, run.Words.Components).ToArray();
        yield return alike.Length > 0
            ? (
                true,
                $"{MixtureNarrative.Capital(component)}s {string.Join("; ", alike.Select(pair => $"{pair.First} and {pair.Second}"))} share every {row} in nearly the same "
                    + $"proportion: they do the work of one, and fewer {component}s may do."
            )
            : (false, $"When two {component}s share every {row} in nearly the same proportion, and so do the work of one.");
        var total = rows.Sum(of => of.Times);
        var unsure = rows.Filter(of => of.Weights.Max() < Convergence.Sure).Sum(of => of.Times);
        var counted =
            $"{NumberFormat.Brief(unsure, 1)} of {NumberFormat.Brief(total, 1)} {row}s have no responsibility of {Convergence.Sure} or more";
        yield return unsure > ManyUnsure * total
            ? (true, $"The {component}s overlap: {counted}. Do not trust their labels; the parameters are less sure too.")
            : (false, $"When the {component}s overlap, so that single labels are unsure. Here {counted}.");
    }

    // The cosine of the angle between two components' responsibilities: 1 where they are proportional.
    static IEnumerable<(int First, int Second)> Twins(Arr<(Vector Weights, double Times)> rows, int components)
    {
        double Shared(int k, int l) => rows.Sum(of => of.Times * of.Weights[k] * of.Weights[l]);
        return from l in Enumerable.Range(0, components)
            from k in Enumerable.Range(0, l)
            where Shared(k, l) > Alike * Math.Sqrt(Shared(k, k) * Shared(l, l))
            select (k, l);
    }

    static IEnumerable<string> InGeneral(ExplainedRun run) =>
        (
            run.Words.Components > 1
                ?
                [
                    $"When the number of {run.Words.Component}s or their kind may be wrong. EM finds as many as it is asked for, whether they are there or not."
                        + (run.Hints.Components.Length == 0 ? "" : $" {run.Hints.Components}"),
                ]
                : System.Array.Empty<string>()
        )
            .Concat(run.Words.Warnings)
            .DefaultIfEmpty("When the model may be wrong. EM fits what it is given.");
}
