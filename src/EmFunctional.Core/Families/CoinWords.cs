using EmFunctional.Explaining;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

// The story of the coins, with the working of the article (Do, Batzoglou 2008, figure 1b).
static class CoinWords
{
    public static FamilyWords Of(MixtureData data, CoinsObservation seen) =>
        new()
        {
            Component = "coin",
            Scene = k =>
                k == 1
                    ? "There is one coin, and it falls on heads with a certain probability. It was flipped over and over for each row."
                    : $"There are {k} coins, and each falls on heads with a probability of its own. For each row one of them was taken and flipped over and over.",
            Hidden = "which coin made each row",
            Wanted = k => $"{(k == 1 ? "the" : "each")} coin's probability of heads, theta",
            Counting = k =>
                k == 1
                    ? "theta is heads divided by flips, of all rows together"
                    : "put the rows of each coin together, and its theta is heads divided by flips",
            Assumed = (mixing, k) => Assumed(seen, mixing, k),
            RowName = i => $"row {i + 1}, of {data.Row(i)[0]} heads and {data.Row(i)[1]} tails",
            AreCounts = true,
            Fit = "likelihood",
            FitMeaning =
                "the likelihood, the probability of these flips in one given order (theta for each heads, 1 - theta for each tails)",
            IsWithoutMeasure = true,
            Worked = (theta, x, fit) =>
                $"{NumberFormat.Significant(theta[0], 3)}^{x[0]} × {NumberFormat.Significant(1 - theta[0], 3)}^{x[1]} = {NumberFormat.Significant(fit, 3)}",
            Estimate = (assignment, k, theta, name) =>
            {
                var (heads, tails) = (assignment.Sum(k, i => data.Row(i)[0]), assignment.Sum(k, i => data.Row(i)[1]));
                var (h, t) = (NumberFormat.Brief(heads, 1), NumberFormat.Brief(tails, 1));
                return
                [
                    MixtureNarrative.Worked(
                        $"theta[{name}]",
                        $"{h} / ({h} + {t})",
                        heads / (heads + tails),
                        theta[0],
                        value => NumberFormat.Fixed(value, 2)
                    ),
                ];
            },
            Warnings = Arr.create(
                "When a coin gets only heads, or only tails. Its theta ends at 1 or 0: the data say so, but few flips say it."
            ),
        };

    static Arr<string> Assumed(CoinsObservation seen, Mixing mixing, int components) => new[]
        {
            components == 1 ? "It is the same coin in every row, with the same probability."
            : mixing == Mixing.Equal
                ? "Before the flips are seen, every coin is equally likely to have made a row (equal prior weights, also called mixing weights, held fixed)."
            : "A row is made by coin k with probability mixingWeight[k], its mixing weight, which is estimated too.",
            "All flips of a row are by one coin, and no flip depends on another.",
        }.ToArr().AddRange(seen == CoinsObservation.Counts ? ["Only counts were seen, which could have come in many orders. Their number is the same for every coin, so likelihoods below are of one order."] : []);
}
