using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.NormalMixture;

// The story of points that have lost their colours.
static class NormalMixtureExplanation
{
    public static Narrative Narrative(
        NormalMixtureData data,
        int components,
        Mixing mixing,
        DeviationAbout deviation,
        Func<Vector, NormalMixtureParameters> at
    )
    {
        var mixture = Mixture(data, components, mixing, deviation, at);
        return new(
            "point",
            "component",
            components,
            Scene: components == 1
                ? "Each point on a line was drawn from a normal distribution: a bell curve with a centre, its mean, and a width, its standard deviation."
                : $"Each point on a line was drawn from one of {components} normal distributions: bell curves, each with a centre, its mean, and a width, its standard "
                    + "deviation.",
            Hidden: "from which normal distribution each point comes",
            Wanted: (
                components == 1
                    ? "its mean and standard deviation"
                    : "the mean and standard deviation of each component, a normal distribution"
            ) + MixtureNarrative.Wanted("point", mixing, components),
            Counting: (components == 1 ? "the" : "put the points of each component together; its")
                + $" mean is {(components == 1 ? "the points'" : "their")} sum divided by their number, the standard deviation the root of their mean square distance from the mean",
            MixtureNarrative.Assumed("point", mixing, components),
            Coordinates.Indexed("mean", components),
            Arr.create(mixture.Observed(_ => "?")),
            mixture.Responsibility,
            mixture.Iteration
        )
        {
            Mixture = mixture,
            Known = Prelude.Some<Func<TrueLabels, Vector, Arr<Passage>>>(mixture.Known),
            Warnings = GaussianMixtureExplanation.Warnings,
        };
    }

    static MixtureNarrative Mixture(
        NormalMixtureData data,
        int components,
        Mixing mixing,
        DeviationAbout deviation,
        Func<Vector, NormalMixtureParameters> at
    ) =>
        new(
            "point",
            "component",
            components,
            data.Points.Count,
            data.Weights.Headings,
            data.Weights.Cells,
            Name: i => $"point {i + 1}, {data.Name} = {Shown.Significant(data.Points[i], 4)}",
            Times: i => data.Weights[i],
            Arr.create(new Quantity(data.Name, i => data.Points[i])),
            Fit: "density",
            FitMeaning: "the density, how closely its points lie just there",
            FitOf: (flat, i) => Densities(data, at(flat), i),
            FitWorked: (flat, i, k) =>
                $"mean {Shown.Significant(at(flat).Means[k], 4)}, standard deviation {Shown.Significant(at(flat).StandardDeviations[k], 4)}: "
                + $"density {Shown.Significant(Densities(data, at(flat), i)[k], 3)}",
            PriorOf: flat => at(flat).MixingWeights,
            WeightsOf: (flat, i) => data.Labels.Hold(i, at(flat).Posterior(data.Points[i]).Responsibilities),
            Estimate: (dealt, to, name) => Estimate(data, dealt, at(to), mixing, deviation, name)
        );

    static Vector Densities(NormalMixtureData data, NormalMixtureParameters at, int i) =>
        GaussianMixtureExpectation.LogDensities([data.Points[i]], at.Gaussian).Map(Elementary.Exp);

    static IEnumerable<string> Estimate(
        NormalMixtureData data,
        Dealt dealt,
        NormalMixtureParameters to,
        Mixing mixing,
        DeviationAbout deviation,
        Func<int, string> name
    ) =>
        Enumerable
            .Range(0, to.Components)
            .SelectMany(k =>
            {
                var (sum, mass) = (dealt.Sum(k, i => data.Points[i]), dealt.Mass(k));
                var square = dealt.Sum(k, i => (data.Points[i] - to.Means[k]) * (data.Points[i] - to.Means[k]));
                var n = Shown.Brief(mass, 2);
                string Four(double value) => Shown.Significant(value, 4);
                var mean = MixtureNarrative.Worked($"mean[{name(k)}]", $"{Shown.Fixed(sum, 2)} / {n}", sum / mass, to.Means[k], Four);
                var width =
                    deviation == DeviationAbout.NewMean
                        ? MixtureNarrative.Worked(
                            $"standardDeviation[{name(k)}]",
                            $"√({Shown.Fixed(square, 2)} / {n})",
                            Math.Sqrt(square / mass),
                            to.StandardDeviations[k],
                            Four
                        )
                        : $"standardDeviation[{name(k)}] = {Four(to.StandardDeviations[k])}, about the previous mean";
                return mixing == Mixing.Estimated
                    ? new[] { mean, width, MixtureNarrative.Weight(dealt, to.MixingWeights, k, name) }
                    : [mean, width];
            });
}
