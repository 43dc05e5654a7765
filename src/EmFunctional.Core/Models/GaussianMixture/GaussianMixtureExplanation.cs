using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// An iteration worked out: the densities and weights of rows, then weighted means and spreads.
static class GaussianMixtureExplanation
{
    public static Arr<string> Story(GaussianMixtureOptions options) =>
        Arr.create(
            "Hidden: from which normal distribution each row comes. Wanted: the mean and covariance of each.",
            options.Mixing == Mixing.Equal
                ? "Assumed: before a row is seen, every component is equally likely (equal prior weights, held fixed)."
                : "Assumed: a row comes from component k with probability mixingWeight[k], which is estimated too.",
            options.Form switch
            {
                CovarianceForm.Full => "Each component has a covariance of its own: an ellipse of any size, shape and direction.",
                CovarianceForm.Tied => "All components have the same covariance: ellipses of one size, shape and direction.",
                CovarianceForm.Diagonal => "Each component has variances of its own and no correlations: ellipses along the axes.",
                _ => "Each component has one variance for all columns: circles.",
            }
        );

    public static Arr<Section> Iteration(
        GaussianMixtureData data,
        GaussianMixtureParameters from,
        GaussianMixtureParameters to,
        GaussianMixtureOptions options
    )
    {
        var weights = Enumerable
            .Range(0, data.Rows)
            .Select(i => data.Labels.Hold(i, GaussianMixtureExpectation.Row(data.Row(i), from).Responsibilities))
            .ToArray();
        var mass = Vector.Of(from.Components, k => weights.Select((w, i) => data.Weights[i] * w[k]).Sum());
        var expectation = new Section(
            "E-step: how likely is each component to have made each row?",
            Arr.create(
                "The density of a row under a component says how well they fit. Its share of the row's total is the weight: the probability that "
                    + "the row comes from this component."
            ),
            MixtureTable.Of(
                data.Weights.Headings.Concat(data.Names).ToArray(),
                "density",
                data.Rows,
                i =>
                    new(
                        data.Weights.Cells(i).Concat(data.Row(i).ToArray().Select(x => Shown.Significant(x, 6))).ToArray(),
                        GaussianMixtureExpectation.LogDensities(data.Row(i), from).Map(Elementary.Exp),
                        weights[i]
                    ),
                mass
            ),
            Arr<string>.Empty
        );
        var maximisation = new Section(
            "M-step: the normal distributions that fit the weighted rows best",
            Arr.create("Each mean is the weighted mean of the rows, each covariance their weighted scatter about it."),
            Option<TextTable>.None,
            Enumerable.Range(0, to.Components).SelectMany(k => Lines(data, to, mass, k, options)).ToArray()
        );
        return Arr.create(expectation, maximisation);
    }

    static string[] Lines(GaussianMixtureData data, GaussianMixtureParameters to, Vector mass, int k, GaussianMixtureOptions options)
    {
        var mean = string.Join(", ", to.Mean(k).Select((mu, j) => $"{data.Names[j]} {Shown.Significant(mu, 6)}"));
        var weight =
            $"mixingWeight[{k}] = {Shown.Fixed(mass[k], 2)} / {NumberText.Shortest(data.TotalWeight - data.Unobserved)} = {Shown.Fixed(to.MixingWeights[k], 3)}";
        var line = $"mean[{k}] = sum of weight·row / sum of weights ({Shown.Fixed(mass[k], 2)}): {mean}";
        return options.Mixing == Mixing.Estimated ? [line, weight] : [line];
    }
}
