using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.Coins;

// An iteration as the article works it out by hand (Do, Batzoglou 2008, figure 1b).
static class CoinsExplanation
{
    public static Arr<string> Story(Mixing mixing) =>
        Arr.create(
            "Hidden: which coin made each row. Wanted: each coin's probability of heads, theta.",
            mixing == Mixing.Equal
                ? "Assumed: before the flips are seen, every coin is equally likely to have made a row (equal prior weights, held fixed)."
                : "Assumed: a row is made by coin k with probability mixingWeight[k], which is estimated too."
        );

    public static Arr<Section> Iteration(CoinsData data, CoinsParameters from, CoinsParameters to, Mixing mixing)
    {
        var rows = Enumerable.Range(0, data.Rows).Select(i => CoinsExpectation.Row(data, i, from)).ToArray();
        return Arr.create(Expectation(data, from, rows), Maximisation(data, rows, to, mixing));
    }

    static Section Expectation(CoinsData data, CoinsParameters from, CoinsRow[] rows)
    {
        var coins = Enumerable.Range(0, from.Components).ToArray();
        var columns = data
            .Weights.Headings.Concat(["heads", "tails"])
            .Concat(coins.Select(k => $"likelihood[{k}]"))
            .Concat(coins.Select(k => $"weight[{k}]"))
            .Concat(coins.SelectMany(k => new[] { $"heads[{k}]", $"tails[{k}]" }));
        return new(
            "E-step: how likely is each coin to have made each row?",
            Arr.create(
                "The likelihood of a row under a coin is theta^heads (1 - theta)^tails. Its share of the row's total is the weight: the probability "
                    + "that this coin made the row. The row's heads and tails are dealt out to the coins by these weights."
            ),
            TextTable.Shortened(columns.ToArray(), rows.Length, i => Line(data, from, coins, rows[i], i), Totals(data, coins, rows)),
            Arr<string>.Empty
        );
    }

    static Arr<string> Line(CoinsData data, CoinsParameters from, int[] coins, CoinsRow row, int i) =>
        data
            .Weights.Cells(i)
            .Concat([$"{data.Heads[i]}", $"{data.Tails[i]}"])
            .Concat(coins.Select(k => Shown.Significant(Likelihood(from.Theta[k], data.Heads[i], data.Tails[i]), 3)))
            .Concat(coins.Select(k => Shown.Fixed(row.Responsibilities[k], 2)))
            .Concat(coins.SelectMany(k => new[] { Shown.Fixed(row.ExpectedHeads[k], 1), Shown.Fixed(row.ExpectedTails[k], 1) }))
            .ToArray();

    static Arr<string> Totals(CoinsData data, int[] coins, CoinsRow[] rows) =>
        (data.Weights.IsNone ? new[] { "sum" } : ["sum", ""])
            .Concat([Shown.Significant(Total(data, data.Heads), 6), Shown.Significant(Total(data, data.Tails), 6)])
            .Concat(coins.Select(_ => ""))
            .Concat(coins.Select(k => Shown.Fixed(Rows(data, rows, k), 2)))
            .Concat(coins.SelectMany(k => new[] { Shown.Fixed(Heads(data, rows, k), 1), Shown.Fixed(Tails(data, rows, k), 1) }))
            .ToArray();

    static Section Maximisation(CoinsData data, CoinsRow[] rows, CoinsParameters to, Mixing mixing)
    {
        var theta = Enumerable
            .Range(0, to.Components)
            .Select(k => (k, heads: Shown.Fixed(Heads(data, rows, k), 1), tails: Shown.Fixed(Tails(data, rows, k), 1)))
            .Select(c => $"theta[{c.k}] = {c.heads} / ({c.heads} + {c.tails}) = {Shown.Fixed(to.Theta[c.k], 2)}");
        var weights = Enumerable
            .Range(0, mixing == Mixing.Estimated ? to.Components : 0)
            .Select(k =>
                $"mixingWeight[{k}] = {Shown.Fixed(Rows(data, rows, k), 2)} / {NumberText.Shortest(data.Weights.Total(rows.Length))} = {Shown.Fixed(to.MixingWeights[k], 2)}"
            );
        return new(
            "M-step: the biases that fit these counts best",
            Arr.create("Each coin's new theta is its share of heads among the flips it was dealt."),
            Option<TextTable>.None,
            theta.Concat(weights).ToArray()
        );
    }

    static double Total(CoinsData data, Vector counts) => counts.Select((count, i) => data.Weights[i] * count).Sum();

    static double Rows(CoinsData data, CoinsRow[] rows, int k) => rows.Select((r, i) => data.Weights[i] * r.Responsibilities[k]).Sum();

    static double Heads(CoinsData data, CoinsRow[] rows, int k) => rows.Select((r, i) => data.Weights[i] * r.ExpectedHeads[k]).Sum();

    static double Tails(CoinsData data, CoinsRow[] rows, int k) => rows.Select((r, i) => data.Weights[i] * r.ExpectedTails[k]).Sum();

    static double Likelihood(double theta, double heads, double tails) =>
        Elementary.Exp((heads == 0 ? 0 : heads * Elementary.Log(theta)) + (tails == 0 ? 0 : tails * Elementary.Log(1 - theta)));
}
