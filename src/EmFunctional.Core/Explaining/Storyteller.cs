using System.Collections.Generic;
using System.Linq;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>Tells the story of a run, in the order in which one teaches EM: with labels, without, a guess, a step, the steps, the reasons.</summary>
public static class Storyteller
{
    const int FirstIterations = 6;
    const int FewIterations = 14;

    /// <summary>The story of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="pictures">Draws its pictures.</param>
    public static Story Tell(ExplainedRun run, Func<ExplainedRun, Arr<Illustration>> pictures)
    {
        IEnumerable<(string Title, IEnumerable<Passage> Passages)> chapters = run.Iterates.IsEmpty
            ?
            [
                (First(run), IfKnown(run)),
                (Second(run), Lost(run)),
                ("The run failed", run.Verdict.Select(Passage (line) => new Prose(line))),
            ]
            :
            [
                (First(run), IfKnown(run)),
                (Second(run), Lost(run)),
                ("A guess, and what a responsibility is", Guess(run)),
                ("One iteration, worked", Iterations(run)),
                ("Several iterations", Several(run)),
                ("What converges, and why", Convergence.Of(run)),
                ("Where it can fail", Pitfalls.Of(run)),
                ("Actual against estimate", Truth.Of(run)),
            ];
        var drawn = pictures(run);
        return ShortNumbers.Explained(
            new(
                $"EM explained: {run.Problem.Model.Name} on {run.Data}, {run.Model.Rows.Count} row{(run.Model.Rows.Count == 1 ? "" : "s")}",
                chapters
                    .Select(
                        (chapter, i) =>
                            new Chapter(
                                $"{i + 1}. {chapter.Title}",
                                chapter
                                    .Passages.Concat(drawn.Where(picture => picture.Chapter == i + 1).Select(picture => picture.Picture))
                                    .ToArray()
                            )
                    )
                    .ToArray()
            )
        );
    }

    static string First(ExplainedRun run) => run.IsAlone ? "What there is to count" : "If the labels were known";

    static string Second(ExplainedRun run) =>
        run.IsAlone || run.HasAllLabels ? "What is hidden"
        : run.Model.Rows.Known.IsNone ? "The labels are lost"
        : "Most is hidden";

    static IEnumerable<Passage> IfKnown(ExplainedRun run)
    {
        var words = run.Words;
        yield return new Prose(words.Scene);
        yield return new Prose(
            $"Wanted: {words.Wanted}. Such numbers are called parameters. "
                + (run.IsAlone ? "" : $"Suppose that somebody had noted {words.Hidden}. Then there is nothing to it: ")
                + (run.IsAlone ? MixtureNarrative.Capital(words.Counting) : words.Counting)
                + "."
        );
        if (Known(run).Case is not Arr<Passage> worked)
            yield break;
        yield return new Prose(
            run.Model.Rows.Known.IsNone
                ? "For these data somebody has noted it. EM will not see the labels; they return in the last chapter."
                : $"For these data somebody has noted it, and EM was given the labels of {Given(run)}. All labels return in the last chapter."
        );
        foreach (var passage in worked)
            yield return passage;
    }

    static string Given(ExplainedRun run) =>
        run.HasAllLabels
            ? $"all {run.Words.Row}s"
            : $"{NumberFormat.Brief(run.Labelled.Given, 1)} of {NumberFormat.Brief(run.Labelled.All, 1)} {run.Words.Row}s";

    static Option<Arr<Passage>> Known(ExplainedRun run) =>
        from answer in run.Answer
        from known in run.Words.Known
        select known(answer.Labels, answer.Actual);

    static IEnumerable<Passage> Lost(ExplainedRun run)
    {
        var words = run.Words;
        var isShown = Known(run).IsNone || run.IsAlone;
        yield return new Prose(
            Hidden(run)
                + (
                    !isShown ? ""
                    : run.IsAlone ? " What was observed:"
                    : " What was observed is all that is left:"
                )
        );
        if (isShown)
        {
            foreach (var passage in words.Observed)
                yield return passage;
        }
        yield return new Prose(Circle(run));
        var assumed = run.Model.Rows.Known.IsNone
            ? words.Assumed
            : words.Assumed.Add(
                $"The labels of {Given(run)} were given: such a {words.Row} has the responsibilities 1 and 0 from the first."
            );
        if (assumed.IsEmpty)
            yield break;
        yield return new Prose("What is taken for granted:");
        yield return new Points(assumed);
    }

    static string Hidden(ExplainedRun run)
    {
        var words = run.Words;
        var holes = run.HasHoles ? "what the missing numbers would have been" : "";
        if (run.IsAlone || run.HasAllLabels)
            return (
                    run.IsAlone
                        ? $"There is one {words.Component}, so no {words.Row} need be told apart from others."
                        : $"The label of every {words.Row} was given, so it is known {words.Hidden}."
                )
                + (
                    run.HasHoles ? $" What is hidden is {holes}."
                    : run.HasBlanks ? $" Of some {words.Row}s nothing was observed: they count nothing."
                    : " Nothing is hidden."
                );
        var hidden =
            (run.HasHoles ? $" That is hidden, and so is {holes}" : " That is what is hidden")
            + (
                run.HasBlanks ? $". Of some {words.Row}s nothing was observed."
                : Known(run).IsSome ? "; all else was observed."
                : "."
            );
        return run.Model.Rows.Known.IsNone && Known(run).IsSome ? $"Now strike out the labels: nobody knows {words.Hidden}.{hidden}"
            : run.Model.Rows.Known.IsNone ? $"Now nobody knows {words.Hidden}.{hidden}"
            : $"The labels of {Given(run)} were given. Of the others nobody knows {words.Hidden}.{hidden}";
    }

    // What EM is for, as far as there is something hidden for it.
    static string Circle(ExplainedRun run)
    {
        var isLabelled = run.IsAlone || run.HasAllLabels;
        if (isLabelled && !run.HasHoles)
            return "EM (Expectation-Maximisation) is made for data of which something is hidden: it begins with a guess at the parameters, makes probabilities of what is "
                + "hidden of them, makes better parameters of these, and goes round until nothing changes any more. "
                + (
                    run.IsClosed
                        ? "Here there is nothing to go round about: its first iteration does the counting of chapter 1, and the next changes nothing."
                        : "Here no label is hidden, but the M-step begins from the old numbers, so it goes round all the same."
                );
        var (what, each) = isLabelled
            ? ("With the missing numbers", "how likely each value of a missing number is")
            : ("With the hidden labels", "how likely each label is");
        return $"We go in a circle. {what}, the parameters would be a matter of counting. With the parameters, we could say {each}. We have neither. EM "
            + "(Expectation-Maximisation) breaks into the circle with a guess at the parameters and goes round: from parameters to "
            + (isLabelled ? "probabilities of what is missing" : "probabilities of labels")
            + ", from these to better parameters, until nothing changes any more.";
    }

    static IEnumerable<Passage> Guess(ExplainedRun run)
    {
        yield return new Prose(
            (
                run.Words.Components == 1 || run.HasAllLabels ? "The guess need not be good. "
                : IsSameForAll(run)
                    ? $"The guess need not be good, only not the same for all {run.Words.Component}s. This one is: chapter 7 tells what becomes of it. "
                : $"The guess need not be good, only not the same for all {run.Words.Component}s. "
            )
                + (
                    Known(run).IsSome && run.Words.Components > 1
                        ? $"EM knows no names, so it calls the {run.Words.Component}s {Numbered(run.Words.Components)}. "
                        : ""
                )
                + (run.Hints.Start.Length > 0 ? $"{run.Hints.Start} " : "")
                + run.StartMethod.Map(method => StartWords.Of(method, run.Words.Row, run.Words.Component) + " ").IfNone("")
                + "This run begins with:"
        );
        yield return new Figures(ComponentNumbers.Table(run, run.Start));
        foreach (var passage in ComponentNumbers.Spread(run, run.Start))
            yield return passage;
        foreach (var passage in run.Words.Responsibility(run.Start))
            yield return passage;
        foreach (var passage in DensityWorked.Of(run))
            yield return passage;
    }

    static bool IsSameForAll(ExplainedRun run) =>
        run.HasTwins
        && ComponentNumbers.Of(run.Model).Own is { IsEmpty: false } own
        && own.ForAll(number => number.At.ForAll(at => run.Start[at] == run.Start[number.At[0]]));

    static string Numbered(int count) => count == 2 ? "0 and 1" : $"0 to {count - 1}";

    static IEnumerable<Passage> Iterations(ExplainedRun run)
    {
        for (var n = 0; n < Math.Min(run.Worked, Math.Max(1, run.Iterates.Count - 1)); n++)
        {
            var from = run.Iterates[n];
            if (n > 0)
                yield return new Heading($"Iteration {n + 1}");
            var step = run.Step(from.Parameters);
            foreach (
                var passage in step.Match(
                    Right: to => run.Words.Iteration(from.Parameters, to, n == 0),
                    Left: error => Arr.create<Passage>(new Prose($"The M-step failed: {error}."))
                )
            )
                yield return passage;
            foreach (var to in step.Bind(at => run.Problem.Evaluate(at)).RightAsEnumerable())
            {
                if (n == 0 && Reasons.Highest(run, from.Parameters, to.Parameters) is { Length: > 0 } highest)
                    yield return new Prose(highest);
                yield return new Prose(
                    n == 0
                        ? $"Is the new guess better? {Reasons.LogLikelihood(run, from.Parameters, from.Objective)}{Prior(run)} The first guess has "
                            + $"{ExplainedRun.LogLikelihood(from.Objective)}, the new one {ExplainedRun.LogLikelihood(to.Objective)}."
                        : $"The log-likelihood went from {ExplainedRun.LogLikelihood(from.Objective)} to {ExplainedRun.LogLikelihood(to.Objective)}."
                );
            }
        }
    }

    static string Prior(ExplainedRun run) =>
        run.Model.LogPrior(run.Saved(run.Start)) == 0 ? "" : " The logarithm of the prior that was chosen is added to it, here and below.";

    static IEnumerable<Passage> Several(ExplainedRun run)
    {
        yield return new Prose(
            run.IsPlain
                ? "The same again from the new numbers: E-step, M-step, E-step … The gain is how much the log-likelihood rose:"
                : "The run takes such steps and leaps ahead between them, an accelerated EM; so an iteration below is more than one step:"
        );
        yield return new Figures(
            new(
                new[] { "iteration" }.Concat(run.Watched.Map(run.NameOf)).Concat(["log-likelihood", "gain"]).ToArray(),
                ShownIterations(run.Iterates.Count).Select(i => Line(run, i)).ToArray()
            )
        );
        foreach (var ratio in run.Ratio.AsEnumerable())
            yield return new Prose(
                $"The last gain is {NumberFormat.Significant(ratio, 2)} of the one before. The more is hidden, the nearer to 1 is that ratio in the end, and the "
                    + "slower is EM (a known result, not shown here)."
            );
        if (
            run.Hints.Iterations.Length > 0
            && (ShownIterations(run.Iterates.Count).Count() < run.Iterates.Count || run.Problem.Chart.DegreesOfFreedom > run.Watched.Count)
        )
            yield return new Prose(run.Hints.Iterations);
    }

    static Arr<string> Line(ExplainedRun run, int i) =>
        new[] { $"{i}" }
            .Concat(run.Watched.Select(name => NumberFormat.Significant(run.ValueOf(name, run.Iterates[i].Parameters), 5)))
            .Concat([
                ExplainedRun.LogLikelihood(run.Iterates[i].Objective),
                i == 0 ? "" : NumberFormat.Written(run.Iterates[i].Objective - run.Iterates[i - 1].Objective, 3),
            ])
            .ToArray();

    // All of few; of many the first few, then twice as far each time, and the last three, by which a ratio of gains can be checked.
    static IEnumerable<int> ShownIterations(int count) =>
        Enumerable.Range(0, count).Where(i => count <= FewIterations || i <= FirstIterations || i >= count - 3 || IsDoubled(i));

    static bool IsDoubled(int i) => i % FirstIterations == 0 && int.IsPow2(i / FirstIterations);
}
