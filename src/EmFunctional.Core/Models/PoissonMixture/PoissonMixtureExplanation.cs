using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.PoissonMixture;

// The story of counts, told over the different ones.
static class PoissonMixtureExplanation
{
    public static Narrative Narrative(PoissonMixtureData data, int components, Mixing mixing, Func<Vector, PoissonMixtureParameters> at)
    {
        var mixture = Mixture(data, components, mixing, at);
        return new(
            "value",
            "component",
            components,
            Scene: components == 1
                ? "The counts were made about one rate (a Poisson distribution)."
                : $"Each count was made by one of {components} components, and each makes counts about a rate of its own (a Poisson distribution).",
            Hidden: "from which Poisson distribution each count comes",
            Wanted: (
                components == 1
                    ? "the rate, which is the mean of the counts"
                    : "the rate of each component, a Poisson distribution (its mean)"
            ) + MixtureNarrative.Wanted("value", mixing, components),
            Counting: components == 1
                ? "the rate is the sum of all counts divided by their number"
                : "put the counts of each component together, and its rate is their sum divided by their number",
            MixtureNarrative.Assumed("value", mixing, components),
            Coordinates.Indexed("rate", components),
            Arr.create(mixture.Observed(_ => "?")),
            mixture.Responsibility,
            mixture.Iteration
        )
        {
            Mixture = mixture,
        };
    }

    static MixtureNarrative Mixture(PoissonMixtureData data, int components, Mixing mixing, Func<Vector, PoissonMixtureParameters> at) =>
        new(
            "value",
            "component",
            components,
            data.Values.Count,
            Arr.create(data.Name, "times seen"),
            i => Arr.create(Shown.Significant(data.Values[i], 6), Shown.Significant(data.Frequencies[i], 6)),
            Name: i => $"a count of {Shown.Significant(data.Values[i], 6)}, seen {Shown.Significant(data.Frequencies[i], 6)} times",
            Times: i => data.Frequencies[i],
            Arr.create(new Quantity(data.Name, i => data.Values[i])),
            Fit: "probability",
            FitMeaning: "the probability of just this count",
            FitOf: (flat, i) => at(flat).Rates.Map(rate => Probability(rate, data.Values[i])),
            FitWorked: (flat, i, k) => Worked(at(flat).Rates[k], data.Values[i]),
            PriorOf: flat => at(flat).MixingWeights,
            WeightsOf: (flat, i) =>
                RowLabels.Held((int)data.LabelOf[i], PoissonMixtureModel.Row(data.Values[i], at(flat)).Responsibilities),
            Estimate: (dealt, to, name) => Estimate(data, dealt, at(to), mixing, name)
        );

    static string Worked(double rate, double y) =>
        $"{Shown.Significant(rate, 3)}^{y} × e^-{Shown.Significant(rate, 3)} / {y}! = {Shown.Significant(Probability(rate, y), 3)}";

    static IEnumerable<string> Estimate(
        PoissonMixtureData data,
        Dealt dealt,
        PoissonMixtureParameters to,
        Mixing mixing,
        Func<int, string> name
    ) =>
        Enumerable
            .Range(0, to.Components)
            .SelectMany(k =>
            {
                var (sum, mass) = (dealt.Sum(k, i => data.Values[i]), dealt.Mass(k));
                var rate = MixtureNarrative.Worked(
                    $"rate[{name(k)}]",
                    $"{Shown.Fixed(sum, 2)} / {Shown.Fixed(mass, 2)}",
                    sum / mass,
                    to.Rates[k],
                    value => Shown.Significant(value, 4)
                );
                return mixing == Mixing.Estimated ? new[] { rate, MixtureNarrative.Weight(dealt, to.MixingWeights, k, name) } : [rate];
            });

    static double Probability(double rate, double y) =>
        Elementary.Exp(SpecialFunctions.XLogY(y, rate) - rate - SpecialFunctions.LogFactorial(y));
}
