using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>The chapter on what converges: the rise of the log-likelihood, its reason, the end of the run, and what weights become.</summary>
static class Convergence
{
    /// <summary>From here on a responsibility is called sure.</summary>
    internal const double Sure = 0.9;

    public static IEnumerable<Passage> Of(ExplainedRun run)
    {
        yield return new Prose(Rise(run));
        foreach (var passage in Reason(run))
            yield return passage;
        yield return new Prose(
            "Think of the log-likelihood as the height of a land whose places are the parameters. EM climbs, and where an iteration changes nothing any more the land is "
                + "level: as a rule the top of a hill. Whether it is the highest hill, and what the exceptions are, is told in chapter 7."
        );
        yield return new Prose(
            $"The end of this run. {string.Join(' ', run.Verdict)} {run.Reason.Map(reason => Meaning(run, reason)).IfNone("")}".TrimEnd()
        );
        var rows = run.Responsibilities(run.Last.Parameters);
        if (rows.IsEmpty || run.Words.Components < 2)
            yield break;
        yield return new Prose(Sureness(run, rows));
        foreach (var mixture in run.Words.Mixture.Filter(of => of.Rows <= TextTable.MostRows).AsEnumerable())
            yield return new Figures(MixtureTables.FirstAndLast(mixture, run.Start, run.Last.Parameters));
        foreach (var passage in KMeansBeside.Of(run))
            yield return passage;
    }

    static string Rise(ExplainedRun run)
    {
        var steps = run.Iterates.Count - 1;
        var falls = run
            .Iterates.Zip(run.Iterates.Skip(1), (from, to) => to.Objective < from.Objective - Math.Min(to.Slack, Rounding))
            .Count(fell => fell);
        return steps == 0
            ? "This run took no iteration: its guess is its answer."
            : $"In the {(steps == 1 ? "one iteration" : $"{steps} iterations")} of this run the log-likelihood "
                + (falls == 0 ? "never fell." : $"fell {(falls == 1 ? "once" : $"{falls} times")}.");
    }

    // A fall that rounding may explain, where the model itself sets no limit.
    const double Rounding = 1e-9;

    static IEnumerable<Passage> Reason(ExplainedRun run)
    {
        var why = run.IsMonotone ? "Why it cannot fall" : "Why it could not fall with the textbook's M-step";
        var step =
            $"{why}: the E-step lays a floor under the log-likelihood. The floor is nowhere above it, and touches it at the present guess. The M-step goes to where the "
            + (
                run.Words.IsGeneralised
                    ? "floor is higher: to its top there is no formula, and a step towards it, held back so that it cannot go down, will do."
                    : "floor is highest."
            )
            + " There the log-likelihood is at least as high as the floor, so it has risen at least as far.";
        if (!run.IsMonotone)
            yield return new Prose(
                $"{step} But the M-step chosen for this run does not go to where the floor is highest, so nothing is promised: it may fall."
            );
        else if (Floor(run).Case is double floor)
            yield return new Prose(
                $"{step} In the first iteration the floor touches at {ExplainedRun.LogLikelihood(run.Iterates[0].Objective)}. At the new parameters the floor is at "
                    + $"{ExplainedRun.LogLikelihood(floor)}, and the log-likelihood above it, at {ExplainedRun.LogLikelihood(run.Iterates[1].Objective)}."
            );
        else
            yield return new Prose(step);
        foreach (var passage in run.Step(run.Start).Map(to => Reasons.Floor(run, run.Start, to)).IfLeft([]))
            yield return passage;
    }

    // The lower bound that is tight at θ, at θ′.
    internal static Option<double> Floor(ExplainedRun run)
    {
        if (run.Iterates.Count < 2 || !run.IsPlain || run.Model.Rows.Labels.IsNone || run.Words.Components < 2)
            return Option<double>.None;
        var (before, after) = (run.Responsibilities(run.Iterates[0].Parameters), run.Responsibilities(run.Iterates[1].Parameters));
        var floor = run.Iterates[1].Objective - before.Zip(after, (r, to) => r.Times * LowerBound.Gap(r.Weights, to.Weights)).Sum();
        return double.IsFinite(floor) ? floor : Option<double>.None;
    }

    static string Meaning(ExplainedRun run, StopReason reason) =>
        reason.Match(
            converged: r =>
                r.Criterion switch
                {
                    "aitken" =>
                        $"That is not the last gain but the sum of all that are still to come, estimated as if each were {Part(run)} of the one before. The run stops "
                            + $"when that sum is no more than {NumberFormat.Written(r.Limit, 3)}.",
                    "residual" =>
                        "The rule stops when an iteration would change no parameter by more than the limit, each measured in its own unit.",
                    "rounding" =>
                        "The computer's numbers have some sixteen digits, and what they lose here is more than an iteration gains: no rule could be met more closely.",
                    _ =>
                        "The rule stops when a gain is small. A small gain is not yet nearness: where EM is slow, many small ones may follow.",
                },
            exhausted: _ =>
                run.Iterates.Count < 2
                    ? "The budget was spent: nothing says how near the end is."
                    : "The budget was spent: no rule was content. The last gain was "
                        + $"{NumberFormat.Written(run.Last.Objective - run.Iterates[^2].Objective, 3)}; how far the end still is, it does not say.",
            decreased: _ => "That must not happen: something is wrong with the model or its numerics.",
            both: r => Meaning(run, r.First.IsConverged ? r.First : r.Second),
            held: r => Meaning(run, r.Last)
        );

    static string Part(ExplainedRun run) => run.Ratio.Map(ratio => NumberFormat.Significant(ratio, 2)).IfNone("the same part");

    static string Sureness(ExplainedRun run, Arr<(Vector Weights, double Times)> rows)
    {
        var (component, row) = (run.Words.Component, run.Words.Row);
        var (sure, all) = (Count(rows, largest => largest >= Sure), Count(rows, _ => true));
        var rule =
            $"A responsibility ends near 0 or 1 only where no other {component} could well have made the {row}; where two could, the data cannot tell, and it stays "
            + "between.";
        return sure == all
            ? $"Here every {row} ends with a responsibility of {Sure} or more. That is not always so. {rule}"
            : $"{(run.Reason.Exists(reason => reason.IsConverged) ? "The responsibilities settle too, but" : "Responsibilities")} need not end at 0 and 1. {rule} Here {sure} of {all} {row}s end with one of {Sure} or more; the largest of the least "
                + $"sure {row} is {NumberFormat.Fixed(rows.Min(of => of.Weights.Max()), 2)}.";
    }

    /// <summary>How many rows, by how often they count, have a largest weight of a kind.</summary>
    internal static string Count(Arr<(Vector Weights, double Times)> rows, Func<double, bool> ofLargest) =>
        NumberFormat.Brief(rows.Filter(row => ofLargest(row.Weights.Max())).Sum(row => row.Times), 1);
}
