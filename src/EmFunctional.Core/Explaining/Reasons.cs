using System.Collections.Generic;
using System.Linq;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>Why EM works, with the numbers of a run's first iteration: what the log-likelihood is, why the M-step's number is the best, and the floor.</summary>
static class Reasons
{
    const int FewRows = 6;

    // Below e⁻⁷, one in a thousand, a number is called tiny; above e⁷ huge.
    const double FewNats = 7;

    // Scores are shown where they differ by so much, in nats.
    const double LeastTold = 0.001;

    // How near to the best number others are tried too, in steps from the old one.
    const double Nearby = 0.01;

    // What is left out of a worked example must not be seen in it.
    const double Negligible = 1e-4;

    /// <summary>The log-likelihood as the sum that it is, beginning with one row; in general where the rows of this model are not such.</summary>
    public static string LogLikelihood(ExplainedRun run, Vector at, double objective)
    {
        if (run.Words.Mixture.Case is not MixtureNarrative of || !IsSum(of, at, objective, out var logs))
            return $"The measure is the probability that a guess gives to everything observed, whatever is behind it. {Size(objective)}, so one takes its natural logarithm, the "
                + "log-likelihood (its unit is the nat). Larger is better; of negative numbers that is the one nearer to 0.";
        var i = of.Unsure(at);
        var adding =
            of.Rows <= FewRows && Enumerable.Range(0, of.Rows).All(row => of.Times(row) == 1)
                ? $"is {string.Concat(logs.Select(Added))} = "
                : "adds up to ";
        var sum = NumberFormat.Significant(of.Terms(at, i).Sum(), 3);
        var first =
            of.Components == 1
                ? $"Under the first guess, the {of.Fit} of {of.NameOnly(i)} is {sum}."
                : $"The sum in chapter 3, {sum}, is the {of.Fit} of {of.NameOnly(i)} under the first guess, whichever {of.Component} made it.";
        return $"{first} Multiplied over all "
            + $"{of.Row}s, such numbers become too small or too large to write, so one adds their natural logarithms: ln {sum} = {NumberFormat.Fixed(logs[i], 2)} for "
            + $"{of.NameOnly(i)}, and over all {of.Row}s that {adding}{ExplainedRun.LogLikelihood(objective)}. This is the log-likelihood (its unit is the nat). Larger is "
            + "better; of negative numbers that is the one nearer to 0.";
    }

    // A density may be above 1.
    static string Size(double logarithm) =>
        logarithm < -FewNats ? "It is tiny"
        : logarithm > FewNats ? "Of numbers that are measured it is a density, and here it is huge"
        : "Of many rows it is too small or too large to write";

    static string Added(double log, int row) =>
        row == 0 ? NumberFormat.Fixed(log, 2) : $" {(log < 0 ? '-' : '+')} {NumberFormat.Fixed(Math.Abs(log), 2)}";

    static bool IsSum(MixtureNarrative of, Vector at, double objective, out double[] logs)
    {
        logs = Enumerable.Range(0, of.Rows).Select(i => Elementary.Log(of.Terms(at, i).Sum())).ToArray();
        var sum = logs.Select((log, i) => of.Times(i) == 0 ? 0 : of.Times(i) * log).Sum();
        return Math.Abs(sum - objective) <= Negligible;
    }

    /// <summary>That the first number to be followed is the best of component 0: what it scores, and what others do. Empty where that does not show it.</summary>
    public static string Highest(ExplainedRun run, Vector from, Vector to)
    {
        if (run.Words.Mixture.Case is not MixtureNarrative of || of.Components < 2)
            return "";
        var name = run.Watched[0];
        var place = run.PlaceOf(name);
        var (old, best) = (from[place], to[place]);
        var step = best - old;
        double ScoreOf(double value) =>
            run
                .Problem.Chart.FromFlat(Vector.Of(to.Count, i => i == place ? value : to[i]))
                .Match(Right: at => Score(of, from, at), Left: _ => double.NaN);
        var (highest, before, beyond) = (ScoreOf(best), ScoreOf(old), ScoreOf(best + step));
        // Where numbers are missing, tied or drawn to a prior, the best number is another than the one with the highest score.
        var isHighest =
            highest - before >= LeastTold
            && !(highest - beyond < LeastTold)
            && !(ScoreOf(best - Nearby * step) >= highest || ScoreOf(best + Nearby * step) >= highest);
        var digits = highest - Math.Max(before, double.IsNaN(beyond) ? before : beyond) >= 0.1 ? 2 : 4;
        string Text(double value, double score) => $"{NumberFormat.Significant(value, 3)} scores {NumberFormat.Fixed(score, digits)}";
        return isHighest
            ? $"Why is this best? Let a value of {run.NameOf(name)} score the logarithm of each {of.Row}'s {of.Fit} for {of.Component} 0, times the responsibility, added up. "
                + $"{Text(best, highest)}; the old guess {Text(old, before)}"
                + (double.IsNaN(beyond) ? "" : $"; as far on the other side, {Text(best + step, beyond)}")
                + ". No value scores higher."
            : "";
    }

    // Σᵢ wᵢ rᵢ₀ ln f(xᵢ | θ₀)
    static double Score(MixtureNarrative of, Vector from, Vector at) =>
        Enumerable
            .Range(0, of.Rows)
            .Where(i => of.Times(i) > 0)
            .Sum(i => of.Times(i) * SpecialFunctions.XLogY(of.WeightsOf(from, i)[0], of.FitOf(at, i)[0]));

    /// <summary>The floor worked out for one row from θ to θ′, in passages; in general where that shows nothing.</summary>
    public static IEnumerable<Passage> Floor(ExplainedRun run, Vector from, Vector to) =>
        run
            .Words.Mixture.Bind(of => Worked(of, from, to, StepOf(run)))
            .IfNone(() =>
                Arr.create<Passage>(
                    new Prose(
                        "Why is there such a floor? (Skip this at a first reading.) The log-likelihood is the logarithm of a sum over all that may be hidden. The E-step's "
                            + "probabilities make an average of it. For the logarithm bends downwards, an average of logarithms is never above the logarithm of the "
                            + "average (Jensen's inequality: of 1 and 9, (ln 1 + ln 9) / 2 = 1.10, and ln 5 = 1.61). The average of the logarithms is the floor, and the "
                            + "counting of chapter 4 makes it as high as it can be."
                    )
                )
            );

    static string StepOf(ExplainedRun run) =>
        run.Words.IsGeneralised ? "the M-step makes them higher"
        : run.IsMonotone ? "the M-step makes them as high as they can be"
        : "the textbook's M-step makes them as high as they can be";

    static Option<Arr<Passage>> Worked(MixtureNarrative of, Vector from, Vector to, string step)
    {
        var i = of.Unsure(from);
        var (r, old, now) = (of.WeightsOf(from, i), of.Terms(from, i), of.Terms(to, i));
        var all = Enumerable.Range(0, of.Components).Where(k => r[k] > Negligible).ToArray();
        if (all.Length < 2 || !of.IsGuessed(from, i) || all.Any(k => !(old[k] > 0 && now[k] > 0)))
            return Option<Arr<Passage>>.None;
        string Three(double value) => NumberFormat.Significant(value, 3);
        string Weight(int k) => NumberFormat.Fixed(r[k], 3);
        double Log(int k) => Elementary.Log(now[k] / r[k]);
        var (average, whole) = (all.Sum(k => r[k] * Log(k)), Elementary.Log(now.Sum()));
        var digits = whole - average >= 0.005 ? 3 : 6;
        return Arr.create<Passage>(
            new Prose(
                $"Why is there such a floor? (Skip this at a first reading.) Divide the products of {of.NameOnly(i)} in chapter 3 by its responsibilities. Each gives the "
                    + "sum, for that is how Bayes' rule made them:"
            ),
            new Working(Arr.create($"{string.Join(" = ", all.Select(k => $"{Three(old[k])} / {Weight(k)}"))} = {Three(old.Sum())}")),
            new Prose(
                "Made anew with the new numbers, but divided by the old responsibilities, they differ. Average them, each counting as much as its responsibility: that is the "
                    + "new sum. But the average of their logarithms, taken in the same way, is below the logarithm of the sum, for the logarithm bends downwards (Jensen's "
                    + "inequality):"
            ),
            new Working(
                all.Select(k =>
                        $"{of.Component} {k}:  {Three(now[k])} / {Weight(k)} = {Three(now[k] / r[k])}    ln: {NumberFormat.Fixed(Log(k), digits)}"
                    )
                    .Append(
                        $"average of ln:  {NumberFormat.Fixed(average, digits)}    ln of the sum {Three(now.Sum())}:  {NumberFormat.Fixed(whole, digits)}"
                    )
                    .ToArray()
            ),
            new Prose(
                $"Added over all {of.Row}s, the averages of logarithms are the floor. With the old responsibilities kept, only scores like those of "
                    + $"chapter 4 move it, and {step}. Then the next E-step lays a new floor."
            )
        );
    }
}
