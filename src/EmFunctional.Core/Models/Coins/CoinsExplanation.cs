using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.Coins;

// The story of the coins, with the working of the article (Do, Batzoglou 2008, figure 1b).
static class CoinsExplanation
{
    public static Narrative Narrative(CoinsData data, int components, Mixing mixing, Func<Vector, CoinsParameters> at)
    {
        var mixture = Mixture(data, components, mixing, at);
        return new(
            "row",
            "coin",
            components,
            Scene: components == 1
                ? "There is one coin, and it falls on heads with a certain probability. It was flipped over and over for each row."
                : $"There are {components} coins, and each falls on heads with a probability of its own. For each row one of them was taken and flipped over and over.",
            Hidden: "which coin made each row",
            Wanted: $"{(components == 1 ? "the" : "each")} coin's probability of heads, theta"
                + MixtureNarrative.Wanted("row", mixing, components),
            Counting: components == 1
                ? "theta is heads divided by flips, of all rows together"
                : "put the rows of each coin together, and its theta is heads divided by flips",
            Assumed(data, mixing, components),
            Coordinates.Indexed("theta", components),
            Arr.create(mixture.Observed(_ => "?")),
            mixture.Responsibility,
            mixture.Iteration
        )
        {
            Mixture = mixture,
            Known = Prelude.Some<Func<TrueLabels, Vector, Arr<Passage>>>(mixture.Known),
            Warnings = Arr.create(
                "When a coin gets only heads, or only tails. Its theta ends at 1 or 0: the data say so, but few flips say it."
            ),
        };
    }

    static Arr<string> Assumed(CoinsData data, Mixing mixing, int components) => new[]
        {
            components == 1 ? "It is the same coin in every row, with the same probability."
            : mixing == Mixing.Equal
                ? "Before the flips are seen, every coin is equally likely to have made a row (equal prior weights, also called mixing weights, held fixed)."
            : "A row is made by coin k with probability mixingWeight[k], its mixing weight, which is estimated too.",
            "All flips of a row are by one coin, and no flip depends on another.",
        }.Concat(data.Observation == CoinsObservation.Counts ? ["Only counts were seen, which could have come in many orders. Their number is the same for every coin, so likelihoods below are of one order."] : []).ToArray();

    static MixtureNarrative Mixture(CoinsData data, int components, Mixing mixing, Func<Vector, CoinsParameters> at) =>
        new(
            "row",
            "coin",
            components,
            data.Rows,
            data.Weights.Headings,
            data.Weights.Cells,
            Name: i => $"row {i + 1}, of {data.Heads[i]} heads and {data.Tails[i]} tails",
            Times: i => data.Weights[i],
            Arr.create(new Quantity("heads", i => data.Heads[i], IsCount: true), new("tails", i => data.Tails[i], IsCount: true)),
            Fit: "likelihood",
            FitMeaning: "the likelihood, the probability of these flips in one given order (theta for each heads, 1 - theta for each tails)",
            FitOf: (flat, i) => at(flat).Theta.Map(theta => Likelihood(theta, data.Heads[i], data.Tails[i])),
            FitWorked: (flat, i, k) => Worked(at(flat).Theta[k], data.Heads[i], data.Tails[i]),
            PriorOf: flat => at(flat).MixingWeights,
            WeightsOf: (flat, i) => CoinsExpectation.Row(data, i, at(flat)).Responsibilities,
            Estimate: (dealt, to, name) => Estimate(data, dealt, at(to), mixing, name)
        );

    static string Worked(double theta, double heads, double tails) =>
        $"{Shown.Significant(theta, 3)}^{heads} × {Shown.Significant(1 - theta, 3)}^{tails} = {Shown.Significant(Likelihood(theta, heads, tails), 3)}";

    static IEnumerable<string> Estimate(CoinsData data, Dealt dealt, CoinsParameters to, Mixing mixing, Func<int, string> name) =>
        Enumerable
            .Range(0, to.Components)
            .SelectMany(k =>
            {
                var (heads, tails) = (dealt.Sum(k, i => data.Heads[i]), dealt.Sum(k, i => data.Tails[i]));
                var (h, t) = (Shown.Brief(heads, 1), Shown.Brief(tails, 1));
                string Two(double value) => Shown.Fixed(value, 2);
                var theta = MixtureNarrative.Worked($"theta[{name(k)}]", $"{h} / ({h} + {t})", heads / (heads + tails), to.Theta[k], Two);
                return mixing == Mixing.Estimated ? new[] { theta, MixtureNarrative.Weight(dealt, to.MixingWeights, k, name) } : [theta];
            });

    static double Likelihood(double theta, double heads, double tails) =>
        Elementary.Exp((heads == 0 ? 0 : heads * Elementary.Log(theta)) + (tails == 0 ? 0 : tails * Elementary.Log(1 - theta)));
}
