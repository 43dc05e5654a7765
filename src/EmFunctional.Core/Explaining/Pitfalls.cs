using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>The chapter on where EM can fail: other hills, swapped names, coincident components, and doubts of the answer.</summary>
static class Pitfalls
{
    public static IEnumerable<Passage> Of(ExplainedRun run)
    {
        var others = OtherStarts.Of(run);
        return LocalOptima(run, others).Concat(Swapped(run)).Concat(Coincident(run)).Concat(Doubts.Of(run, others));
    }

    static IEnumerable<Passage> LocalOptima(ExplainedRun run, Option<OtherStarts> others)
    {
        yield return new Heading("Local optima");
        yield return new Prose(
            (
                run.IsMonotone
                    ? "EM climbs from where it starts and never goes down, so it ends on the hill on which it began. There may be higher ones."
                    : "EM climbs from where it starts, and where it ends depends on that. There may be higher hills."
            ) + " The remedy is to start from other places and to keep the highest end."
        );
        if (others.Case is not OtherStarts tried)
            yield break;
        yield return new Prose(
            tried.HaveIt
                ? $"Of {tried.Tried} starts this run's ended highest. They ended here ({run.Words.Component}s numbered as in this run):"
                : $"From {tried.Tried} other starts, drawn at random ({run.Words.Component}s numbered as in this run):"
        );
        yield return new Figures(
            new(
                new[] { "starts", "log-likelihood" }.Concat(run.Watched.Map(run.NameOf)).ToArray(),
                tried.Ends.Select(end => Line(run, $"{end.Starts}", Matched(run, end.At.State))).Append(OwnLine(run, tried)).ToArray()
            )
        );
        yield return new Prose(Compared(run, tried));
    }

    static Arr<string> Line(ExplainedRun run, string starts, IterationState<Vector> end) =>
        new[] { starts, ExplainedRun.LogLikelihood(end.Objective) }
            .Concat(run.Watched.Select(name => NumberFormat.Significant(run.ValueOf(name, end.Parameters), 5)))
            .ToArray();

    // Which number a component has is chance.
    static IterationState<Vector> Matched(ExplainedRun run, IterationState<Vector> end)
    {
        if (!run.IsSymmetrical)
            return end;
        var (own, other) = (run.Responsibilities(run.Last.Parameters), run.Responsibilities(end.Parameters));
        var each = Enumerable.Range(0, run.Words.Components).ToArray();
        double Shared(int k, int l) => own.Zip(other, (of, to) => of.Times * of.Weights[k] * to.Weights[l]).Sum();
        var order = Matching.Of(each.Select(k => (Arr<double>)each.Select(l => Shared(k, l)).ToArray()).ToArray());
        return end with { Parameters = ComponentNumbers.Of(run.Model).Reordered(end.Parameters, order) };
    }

    // A run that was stopped early is carried on, to be compared.
    static Arr<string> OwnLine(ExplainedRun run, OtherStarts tried) =>
        tried.Own.Case is IterationState<Vector> own && tried.Above(run, run.Last.Objective) < 0
            ? Line(run, "this run, carried on", own)
            : Line(run, "this run", run.Last);

    static string Compared(ExplainedRun run, OtherStarts tried)
    {
        var failed =
            tried.Failed == 0 ? "" : $" {tried.Failed} of the starts came to no end: they were refused, failed or did not converge.";
        return tried.Ends.IsEmpty ? failed.TrimStart()
            : tried.IsBeaten(run)
                ? $"A higher end was found, so this run's answer is not the highest: begin nearer to that one.{Elsewhere(run)}{failed}"
            : tried.Own.IsNone ? $"This run itself came to no end.{failed}"
            : tried.Lower(run) > 0
                ? $"{(tried.Lower(run) == 1 ? "One ends" : $"{tried.Lower(run)} end")} lower: where EM ends depends on where it begins. This run is at the highest end that was found.{failed}"
            : tried.Level(run) == 1 ? $"One start is little to go by.{failed}"
            : $"None ends higher or lower. That is no proof that there is no higher hill, but it speaks for it.{failed}";
    }

    static string Elsewhere(ExplainedRun run) => run.Hints.Elsewhere.Length == 0 ? "" : $" {run.Hints.Elsewhere}";

    static IEnumerable<Passage> Swapped(ExplainedRun run)
    {
        var words = run.Words;
        if (!run.HasTwins)
            yield break;
        yield return new Heading("Swapped labels");
        Arr<int> order = Enumerable.Range(0, words.Components).Reverse().ToArray();
        yield return new Prose(
            $"Nothing in the data says which {words.Component} is number 0; the start decides. So compare two runs only after matching their {words.Component}s."
                + (
                    run.IsSymmetrical
                        ? Ended(run, "With the start's numbers exchanged", ComponentNumbers.Of(run.Model).Reordered(run.Start, order))
                        : ""
                )
        );
    }

    // What becomes of another start, as a sentence.
    static string Ended(ExplainedRun run, string what, Vector start) =>
        run.From(start)
            .Match(
                Right: end =>
                    $" {what}, {run.Followed(start)}, the run ends at {run.Followed(end.State.Parameters)}, with the log-likelihood "
                    + $"{ExplainedRun.LogLikelihood(end.State.Objective)}{Beside(end.State.Objective, run.Last.Objective)}.",
                Left: _ => ""
            );

    static string Beside(double end, double own) =>
        ExplainedRun.LogLikelihood(end) == ExplainedRun.LogLikelihood(own)
            ? " as before"
            : $" (this run: {ExplainedRun.LogLikelihood(own)})";

    static IEnumerable<Passage> Coincident(ExplainedRun run)
    {
        var words = run.Words;
        if (!run.HasTwins)
            yield break;
        yield return new Heading("Coincident starts");
        yield return new Prose(
            $"Begin with all {words.Component}s equal, and every {words.Row} fits all of them equally well. All get the same share of every {words.Row} and so the same "
                + $"new numbers, those of all {words.Row}s taken together, and stay equal for ever. The start must tell them apart."
                + (run.IsSymmetrical ? Ended(run, "Begun equal", ComponentNumbers.Of(run.Model).Averaged(run.Start)) : "")
        );
    }
}
