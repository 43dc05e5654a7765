using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Explaining.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>The chapter on where EM can fail: other hills, swapped names, coincident components, and when to distrust an answer.</summary>
static class Pitfalls
{
    public static IEnumerable<Passage> Of(ToldRun run)
    {
        var others = OtherStarts.Of(run);
        return LocalOptima(run, others).Concat(Swapped(run)).Concat(Coincident(run)).Concat(Distrust(run, others));
    }

    static IEnumerable<Passage> LocalOptima(ToldRun run, Option<OtherStarts> others)
    {
        yield return new Heading("Local optima");
        yield return new Prose(
            "EM climbs from where it starts and never goes down, so it ends on the hill on which it began. There may be higher ones. The remedy is to start "
                + "from other places and to keep the highest end."
        );
        if (others.Case is not SomeCase<OtherStarts>(var tried))
            yield break;
        yield return new Prose($"From {tried.Tried} other starts, drawn at random:");
        yield return new Figures(
            new(
                new[] { "starts", "log-likelihood" }.Concat(run.Watched).ToArray(),
                tried.Ends.Select(end => Line(run, $"{end.Starts}", end.At.State)).Append(OwnLine(run, tried)).ToArray()
            )
        );
        yield return new Prose(Compared(run, tried));
    }

    static Arr<string> Line(ToldRun run, string starts, IterationState<Vector> end) =>
        new[] { starts, ToldRun.LogLikelihood(end.Objective) }
            .Concat(run.Watched.Select(name => Shown.Significant(run.ValueOf(name, end.Parameters), 5)))
            .ToArray();

    // A run that was stopped early is carried on, to be compared.
    static Arr<string> OwnLine(ToldRun run, OtherStarts tried) =>
        tried.Own.Case is SomeCase<IterationState<Vector>>(var own) && tried.Above(run, run.Last.Objective) < 0
            ? Line(run, "this run, carried on", own)
            : Line(run, "this run", run.Last);

    static string Compared(ToldRun run, OtherStarts tried)
    {
        var failed =
            tried.Failed == 0 ? "" : $" {tried.Failed} of the starts came to no end: they were refused, failed or did not converge.";
        return tried.Ends.IsEmpty ? failed.TrimStart()
            : tried.IsBeaten(run)
                ? $"A higher end was found, so this run's answer is not the best: begin nearer to that one (--start).{failed}"
            : tried.Own.IsNone ? $"This run itself came to no end.{failed}"
            : tried.Ends.Exists(end => tried.Above(run, end.At.State.Objective) < 0)
                ? $"Some end lower: there are local optima, and this run is in the highest that was found.{failed}"
            : $"None ends higher or lower. That is no proof, but it speaks for this answer. (Which component has which number is another matter: see below.){failed}";
    }

    static IEnumerable<Passage> Swapped(ToldRun run)
    {
        var words = run.Words;
        if (!run.HasTwins)
            yield break;
        yield return new Heading("Swapped labels");
        yield return new Prose(
            $"Nothing in the data says which {words.Component} is number 0: the same answer with the numbers exchanged explains them just as well, and the start decides. "
                + "So compare two runs only after matching their components."
        );
        if (!run.IsSymmetrical)
            yield break;
        Arr<int> order = Enumerable.Range(0, words.Components).Reverse().ToArray();
        var start = ComponentNumbers.Of(run.Model).Reordered(run.Start, order);
        foreach (var end in run.From(start).RightAsEnumerable())
            yield return new Working(
                Arr.create(
                    $"from {run.Followed(start)}",
                    $"to   {run.Followed(end.State.Parameters)}",
                    $"log-likelihood {ToldRun.LogLikelihood(end.State.Objective)}, this run's {ToldRun.LogLikelihood(run.Last.Objective)}"
                )
            );
    }

    static IEnumerable<Passage> Coincident(ToldRun run)
    {
        var words = run.Words;
        if (!run.HasTwins)
            yield break;
        yield return new Heading("Coincident starts");
        yield return new Prose(
            $"Begin with all {words.Component}s equal, and every {words.Row} fits all of them equally well: all get the same share of it and the same new numbers, and "
                + "they stay equal for ever. The start must tell them apart."
        );
        if (!run.IsSymmetrical)
            yield break;
        var start = ComponentNumbers.Of(run.Model).Averaged(run.Start);
        foreach (var end in run.From(start).RightAsEnumerable())
            yield return new Working(
                Arr.create(
                    $"from {run.Followed(start)}",
                    $"to   {run.Followed(end.State.Parameters)}",
                    $"log-likelihood {ToldRun.LogLikelihood(end.State.Objective)}, as of one {words.Component} alone; this run's {ToldRun.LogLikelihood(run.Last.Objective)}"
                )
            );
    }

    static IEnumerable<Passage> Distrust(ToldRun run, Option<OtherStarts> others)
    {
        yield return new Heading("When to distrust the answer");
        yield return new Points(
            new[]
            {
                "When the run did not converge. "
                    + run.Reason.Match(
                        reason => reason.IsConverged ? "This one did." : "This one did not.",
                        () => "This one did not come to its end."
                    ),
                "When other starts end higher. "
                    + others.Match(
                        tried => tried.IsBeaten(run) ? "Here one did." : $"Of {tried.Tried} tried above none did.",
                        () => "None were tried here; give some with --start."
                    ),
            }
                .Concat(OfWeights(run))
                .Concat(
                    run.Words.Components > 1
                        ?
                        [
                            $"When the number of {run.Words.Component}s or their kind is wrong. EM finds as many as it is asked for, whether they are there or not; 'em select' compares.",
                        ]
                        : []
                )
                .Concat(run.Words.Warnings)
                .Append(
                    run.Last.Findings.IsEmpty
                        ? "When the run reports findings. This one ended with none."
                        : $"When the run reports findings. This one did: {string.Join("; ", run.Last.Findings)}."
                )
                .ToArray()
        );
    }

    static IEnumerable<string> OfWeights(ToldRun run)
    {
        var rows = run.Responsibilities(run.Last.Parameters);
        if (rows.IsEmpty || run.Words.Components < 2)
            yield break;
        var (unsure, all) = (Convergence.Count(rows, largest => largest < 0.9), Convergence.Count(rows, _ => true));
        yield return $"When {run.Words.Component}s overlap, so that weights stay far from 0 and 1. Here {unsure} of {all} {run.Words.Row}s have no weight of 0.9 or more.";
        var masses = Enumerable
            .Range(0, run.Words.Components)
            .Select(k => $"{Shown.Fixed(rows.Sum(row => row.Times * row.Weights[k]), 1)} for {run.Words.Component} {k}");
        yield return $"When a {run.Words.Component} rests on few {run.Words.Row}s: other data would give other numbers. Here it is {string.Join(", ", masses)}.";
    }
}
