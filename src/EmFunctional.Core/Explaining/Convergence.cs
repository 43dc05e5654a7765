using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Explaining.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>The chapter on what converges: the rise of the log-likelihood, its reason, the end of the run, and what weights become.</summary>
static class Convergence
{
    public static IEnumerable<Passage> Of(ToldRun run)
    {
        yield return new Prose(Rise(run));
        foreach (var paragraph in Reason(run))
            yield return new Prose(paragraph);
        yield return new Prose(
            "So the log-likelihood climbs, and where an iteration no longer changes anything, the ground is level: as a rule the top of a hill. Whether it is "
                + "the highest is another question (chapter 7)."
        );
        yield return new Prose($"The end of this run: {string.Join(' ', run.Verdict)} {run.Reason.Map(Meaning).IfNone("")}".TrimEnd());
        if (Sureness(run) is { Length: > 0 } sure)
            yield return new Prose(sure);
    }

    static string Rise(ToldRun run)
    {
        var (first, last) = (ToldRun.LogLikelihood(run.Iterates[0].Objective), ToldRun.LogLikelihood(run.Last.Objective));
        var steps = run.Iterates.Count - 1;
        var falls = run
            .Iterates.Zip(run.Iterates.Skip(1), (from, to) => to.Objective < from.Objective - Math.Min(to.Slack, Rounding))
            .Count(fell => fell);
        return $"In this run the log-likelihood went from {first} to {last} in {steps} iteration{(steps == 1 ? "" : "s")}, and "
            + (falls == 0 ? "it never fell." : $"it fell {(falls == 1 ? "once" : $"{falls} times")}.");
    }

    // A fall that rounding may explain, where the model itself sets no limit.
    const double Rounding = 1e-9;

    static IEnumerable<string> Reason(ToldRun run)
    {
        var divided = run.Words.Divided(run.Iterates[0].Parameters);
        yield return $"{(run.IsMonotone ? "Why it cannot fall" : "Why it could not fall with the textbook's M-step")}, in short: the E-step lays a floor under the log-likelihood that touches it at the present guess; the M-step goes to where the "
            + "floor is highest; and whatever stands on a floor that has risen has risen at least as far.";
        yield return "In full: the log-likelihood of a row is the logarithm of a sum, a term (mixing weight times fit) for each thing that may be hidden. Read the sum as "
            + "an average: divide each term by its weight from the E-step, and average the results with these weights. The logarithm bends downwards, and for "
            + "such a curve the logarithm of an average is at least the average of the logarithms (Jensen's inequality: of 1 and 9, log 5 = 1.61 against "
            + "(log 1 + log 9) / 2 = 1.10). So the average of the logarithms is a floor: with the weights kept, it is below the log-likelihood or at it, whatever the "
            + "parameters. It is at it where all that is averaged is equal, and at the present guess it is, for so Bayes' rule made the weights"
            + (divided.Length > 0 ? $" ({divided})." : ".")
            + " As the parameters change, the floor changes as the log-likelihood of labelled data does, each row counting by its weights; so the counting of "
            + "chapter 4 finds its highest point. Then the next E-step lays a new floor.";
        if (!run.IsMonotone)
            yield return "But the M-step chosen for this run does not go to where the floor is highest, so nothing is promised: it may fall.";
        else if (Floor(run).Case is SomeCase<double>(var floor))
            yield return $"In the first iteration the floor touches at {ToldRun.LogLikelihood(run.Iterates[0].Objective)}. At the new parameters the floor is "
                + $"at {ToldRun.LogLikelihood(floor)}, and the log-likelihood not below it, at {ToldRun.LogLikelihood(run.Iterates[1].Objective)}.";
    }

    // ln p(x | θ′) − Σᵢ wᵢ KL(rᵢ ‖ rᵢ′): the lower bound that is tight at θ, at θ′. Source: Neal, Hinton (1998), A view of the EM algorithm.
    internal static Option<double> Floor(ToldRun run)
    {
        if (run.Iterates.Count < 2 || !run.IsPlain || run.Model.Labels.IsNone || run.Words.Components < 2)
            return Option<double>.None;
        var (before, after) = (run.Responsibilities(run.Iterates[0].Parameters), run.Responsibilities(run.Iterates[1].Parameters));
        var floor = run.Iterates[1].Objective - before.Zip(after, (r, to) => r.Times * Divergence(r.Weights, to.Weights)).Sum();
        return double.IsFinite(floor) ? floor : Option<double>.None;
    }

    static double Divergence(Vector r, Vector to) => r.Zip(to, (p, q) => p == 0 ? 0 : p * (Elementary.Log(p) - Elementary.Log(q))).Sum();

    static string Meaning(StopReason reason) =>
        reason.Match(
            converged: r =>
                r.Criterion switch
                {
                    "aitken" =>
                        "The rule supposes that gains go on shrinking by the same factor, adds up all that are still to come, and stops when the sum is small.",
                    "residual" => "The rule stops when an iteration would change no parameter by more than the limit.",
                    _ =>
                        "The rule stops when a gain is small. A small gain is not yet nearness: where EM is slow, many small ones may follow.",
                },
            exhausted: _ => "The budget was spent before the rule was content: the numbers are on the way and not at the end.",
            decreased: _ => "That must not happen: something is wrong with the model or its numerics.",
            both: r => Meaning(r.First.IsConverged ? r.First : r.Second),
            held: r => Meaning(r.Last)
        );

    static string Sureness(ToldRun run)
    {
        var rows = run.Responsibilities(run.Last.Parameters);
        if (rows.IsEmpty || run.Words.Components < 2)
            return "";
        var (sure, all) = (Count(rows, largest => largest > 0.99), Count(rows, _ => true));
        var overlap =
            $"where two {run.Words.Component}s could both have made the same {run.Words.Row}, the data cannot tell, and the weight says how far they can.";
        return sure == all
            ? $"At the end every {run.Words.Row} has a weight above 0.99. It is not so in general: {overlap}"
            : $"The weights converge too, but not to 0 and 1: at the end, {sure} of {all} {run.Words.Row}s have a weight above 0.99, and the least sure {run.Words.Row} has "
                + $"none above {Shown.Fixed(rows.Min(row => row.Weights.Max()), 2)}. For {overlap}";
    }

    /// <summary>How many rows, by how often they count, have a largest weight of a kind.</summary>
    internal static string Count(Arr<(Vector Weights, double Times)> rows, Func<double, bool> ofLargest) =>
        Shown.Brief(rows.Filter(row => ofLargest(row.Weights.Max())).Sum(row => row.Times), 1);
}
