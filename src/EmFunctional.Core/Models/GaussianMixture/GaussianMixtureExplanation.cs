using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// The story of rows that come from normal distributions.
static class GaussianMixtureExplanation
{
    public static Arr<string> Warnings { get; } =
        Arr.create(
            "When a normal distribution shrinks onto one point, or onto equal ones. Its likelihood then has no bound: it is no answer, though none is higher."
        );

    public static Narrative Narrative(GaussianMixtureData data, GaussianMixtureOptions options, Func<Vector, GaussianMixtureParameters> at)
    {
        var mixture = Mixture(data, options, at);
        return new(
            "row",
            "component",
            options.Components,
            Scene: options.Components == 1
                ? "Each row of numbers was drawn from a normal distribution: a cloud of points with a centre, its mean, and a shape, its covariance."
                : $"Each row of numbers was drawn from one of {options.Components} normal distributions: clouds of points, each with a centre, its mean, and a shape, its "
                    + "covariance.",
            Hidden: "from which normal distribution each row comes",
            Wanted: (
                options.Components == 1 ? "its mean and covariance" : "the mean and covariance of each component, a normal distribution"
            ) + MixtureNarrative.Wanted("row", options.Mixing, options.Components),
            Counting: options.Components == 1
                ? "the mean is that of all rows, column by column, and the covariance their scatter about it"
                : "put the rows of each component together; its mean is their mean, column by column, and its covariance their scatter about it",
            MixtureNarrative.Assumed("row", options.Mixing, options.Components).Append(Form(options.Form, options.Components)).ToArray(),
            Enumerable.Range(0, options.Components).Select(k => $"mean[{k}][0]").ToArray(),
            Arr.create(mixture.Observed(_ => "?")),
            mixture.Responsibility,
            mixture.Iteration
        )
        {
            Mixture = mixture,
            Known = Prelude.Some<Func<TrueLabels, Vector, Arr<Passage>>>(mixture.Known),
            Warnings = Warnings,
        };
    }

    static string Form(CovarianceForm form, int components) =>
        form switch
        {
            CovarianceForm.Full or CovarianceForm.Tied when components == 1 =>
                "The covariance is free: an ellipse of any size, shape and direction.",
            CovarianceForm.Full => "Each component has a covariance of its own: an ellipse of any size, shape and direction.",
            CovarianceForm.Tied => "All components have the same covariance: ellipses of one size, shape and direction.",
            CovarianceForm.Diagonal => "Each component has variances of its own and no correlations: ellipses along the axes.",
            _ => "Each component has one variance for all columns: circles.",
        };

    static MixtureNarrative Mixture(GaussianMixtureData data, GaussianMixtureOptions options, Func<Vector, GaussianMixtureParameters> at) =>
        new(
            "row",
            "component",
            options.Components,
            data.Rows,
            data.Weights.Headings,
            data.Weights.Cells,
            Name: i =>
                $"row {i + 1}, {string.Join(", ", data.Names.Select((name, j) => $"{name} {MixtureNarrative.Amount(data.Row(i)[j])}"))}",
            Times: i => data.Weights[i],
            data.Names.Select((name, j) => new Quantity(name, i => data.Row(i)[j])).ToArray(),
            Fit: "density",
            FitMeaning: "the density, how closely its points lie just there",
            FitOf: (flat, i) => Densities(data, at(flat), i),
            FitWorked: (flat, i, k) => $"density {Shown.Significant(Densities(data, at(flat), i)[k], 3)}",
            PriorOf: flat => at(flat).MixingWeights,
            WeightsOf: (flat, i) => data.Labels.Hold(i, GaussianMixtureExpectation.Row(data.Row(i), at(flat)).Responsibilities),
            Estimate: (dealt, to, name) => Estimate(data, options, dealt, at(to), name)
        );

    static Vector Densities(GaussianMixtureData data, GaussianMixtureParameters at, int i) =>
        GaussianMixtureExpectation.LogDensities(data.Row(i), at).Map(Elementary.Exp);

    static IEnumerable<string> Estimate(
        GaussianMixtureData data,
        GaussianMixtureOptions options,
        Dealt dealt,
        GaussianMixtureParameters to,
        Func<int, string> name
    ) =>
        Enumerable
            .Range(0, to.Components)
            .SelectMany(k =>
            {
                var means = data.Names.Select(
                    (column, j) =>
                    {
                        var sum = dealt.Sum(k, i => data.Row(i)[j]);
                        return MixtureNarrative.Worked(
                            $"mean[{name(k)}] of {column}",
                            $"{Shown.Fixed(sum, 2)} / {Shown.Brief(dealt.Mass(k), 2)}",
                            sum / dealt.Mass(k),
                            to.Mean(k)[j],
                            value => Shown.Significant(value, 4)
                        );
                    }
                );
                return options.Mixing == Mixing.Estimated ? means.Append(MixtureNarrative.Weight(dealt, to.MixingWeights, k, name)) : means;
            });
}
