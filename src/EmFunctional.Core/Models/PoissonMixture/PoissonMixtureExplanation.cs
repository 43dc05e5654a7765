using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.PoissonMixture;

// An iteration worked out over the different counts.
static class PoissonMixtureExplanation
{
    public static Arr<string> Story(Mixing mixing) =>
        Arr.create(
            "Hidden: from which Poisson distribution each count comes. Wanted: the rate of each, its mean.",
            mixing == Mixing.Equal
                ? "Assumed: before a count is seen, every component is equally likely (equal prior weights, held fixed)."
                : "Assumed: a count comes from component k with probability mixingWeight[k], which is estimated too."
        );

    public static Arr<Section> Iteration(PoissonMixtureData data, PoissonMixtureParameters from, PoissonMixtureParameters to, Mixing mixing)
    {
        var weights = data
            .Values.Select((y, i) => RowLabels.Held((int)data.LabelOf[i], PoissonMixtureModel.Row(y, from).Responsibilities))
            .ToArray();
        var mass = Vector.Of(from.Components, k => Total(data, weights, k, _ => 1));
        var expectation = new Section(
            "E-step: how likely is each component to have made each count?",
            Arr.create(
                "The probability of a count under a component, rate^count e^-rate / count!, says how well they fit. Its share of the count's "
                    + "total is the weight: the probability that the count comes from this component."
            ),
            MixtureTable.Of(
                Arr.create(data.Name, "times seen"),
                "probability",
                weights.Length,
                i =>
                    new(
                        Arr.create(NumberText.Shortest(data.Values[i]), NumberText.Shortest(data.Frequencies[i])),
                        from.Rates.Map(rate => Probability(rate, data.Values[i])),
                        weights[i]
                    ),
                mass
            ),
            Arr<string>.Empty
        );
        var n = data.Frequencies.Sum();
        var lines = Enumerable
            .Range(0, to.Components)
            .SelectMany(k =>
            {
                var sum = Shown.Fixed(Total(data, weights, k, y => y), 2);
                var rate =
                    $"rate[{k}] = sum of weight·{data.Name} / sum of weights = {sum} / {Shown.Fixed(mass[k], 2)} = {Shown.Significant(to.Rates[k], 6)}";
                var weight =
                    $"mixingWeight[{k}] = {Shown.Fixed(mass[k], 2)} / {NumberText.Shortest(n)} = {Shown.Fixed(to.MixingWeights[k], 3)}";
                return mixing == Mixing.Estimated ? new[] { rate, weight } : [rate];
            });
        var maximisation = new Section(
            "M-step: the rates that fit the weighted counts best",
            Arr.create("Each rate is the weighted mean of the counts."),
            Option<TextTable>.None,
            lines.ToArray()
        );
        return Arr.create(expectation, maximisation);
    }

    static double Total(PoissonMixtureData data, Vector[] weights, int k, Func<double, double> of) =>
        weights.Select((w, i) => data.Frequencies[i] * w[k] * of(data.Values[i])).Sum();

    static double Probability(double rate, double y) =>
        Elementary.Exp(SpecialFunctions.XLogY(y, rate) - rate - SpecialFunctions.LogFactorial(y));
}
