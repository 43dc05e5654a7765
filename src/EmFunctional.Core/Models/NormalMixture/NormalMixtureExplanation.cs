using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.NormalMixture;

// An iteration in the order of the notebook: densities, weights, weighted means and deviations.
static class NormalMixtureExplanation
{
    public static Arr<string> Story(Mixing mixing) =>
        Arr.create(
            "Hidden: from which normal distribution each point comes. Wanted: the mean and standard deviation of each.",
            mixing == Mixing.Equal
                ? "Assumed: before a point is seen, every component is equally likely (equal prior weights, held fixed)."
                : "Assumed: a point comes from component k with probability mixingWeight[k], which is estimated too."
        );

    public static Arr<Section> Iteration(
        NormalMixtureData data,
        NormalMixtureParameters from,
        NormalMixtureParameters to,
        Mixing mixing,
        DeviationAbout deviation
    )
    {
        var weights = data.Points.Select((x, i) => data.Labels.Hold(i, from.Posterior(x).Responsibilities)).ToArray();
        return Arr.create(Expectation(data, from, weights), Maximisation(data, weights, to, mixing, deviation));
    }

    static Section Expectation(NormalMixtureData data, NormalMixtureParameters from, Vector[] weights) =>
        new(
            "E-step: how likely is each component to have made each point?",
            Arr.create(
                "The density of a point under a component says how well they fit. Its share of the point's total is the weight: the probability "
                    + "that the point comes from this component."
            ),
            MixtureTable.Of(
                data.Weights.Headings.Append(data.Name).ToArray(),
                "density",
                weights.Length,
                i =>
                    new(
                        data.Weights.Cells(i).Append(Shown.Significant(data.Points[i], 6)).ToArray(),
                        GaussianMixtureExpectation.LogDensities([data.Points[i]], from.Gaussian).Map(Elementary.Exp),
                        weights[i]
                    ),
                Vector.Of(from.Components, k => Mass(data, weights, k))
            ),
            Arr<string>.Empty
        );

    static Section Maximisation(
        NormalMixtureData data,
        Vector[] weights,
        NormalMixtureParameters to,
        Mixing mixing,
        DeviationAbout deviation
    )
    {
        var lines = Enumerable
            .Range(0, to.Components)
            .SelectMany(k =>
            {
                var mass = Shown.Fixed(Mass(data, weights, k), 2);
                var sum = Shown.Fixed(
                    weights.Select((w, i) => data.Weights[i] == 0 ? 0 : data.Weights[i] * w[k] * data.Points[i]).Sum(),
                    2
                );
                var mean = $"mean[{k}] = sum of weight·{data.Name} / sum of weights = {sum} / {mass} = {Shown.Significant(to.Means[k], 6)}";
                var width = $"standardDeviation[{k}] = {Shown.Significant(to.StandardDeviations[k], 6)}";
                var weight =
                    $"mixingWeight[{k}] = {mass} / {NumberText.Shortest(data.Weights.Total(weights.Length))} = {Shown.Fixed(to.MixingWeights[k], 3)}";
                return mixing == Mixing.Estimated ? new[] { mean, width, weight } : [mean, width];
            });
        return new(
            "M-step: the normal distributions that fit the weighted points best",
            Arr.create(
                "Each mean is the weighted mean of the points, each standard deviation the root of the weighted mean square about "
                    + (
                        deviation == DeviationAbout.NewMean
                            ? "it."
                            : "the previous mean, as the notebook has it (the textbook takes the new one)."
                    )
            ),
            Option<TextTable>.None,
            lines.ToArray()
        );
    }

    static double Mass(NormalMixtureData data, Vector[] weights, int k) => weights.Select((w, i) => data.Weights[i] * w[k]).Sum();
}
