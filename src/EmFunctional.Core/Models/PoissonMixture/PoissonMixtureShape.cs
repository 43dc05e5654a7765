using EmFunctional.Numerics;

namespace EmFunctional.Models.PoissonMixture;

static class PoissonMixtureShape
{
    /// <summary>The weighted probabilities πₖ e^(−λₖ) λₖʸ/y! of counts.</summary>
    public static ModelShape Of(PoissonMixtureData data, Func<Vector, PoissonMixtureParameters> at) =>
        new ModelShape.OnLine(
            data.Name,
            "probability",
            CurveKind.Probability,
            data.Counts,
            i => data.Weights[i],
            flat => Probabilities(at(flat))
        );

    static Curves Probabilities(PoissonMixtureParameters p) =>
        new(p.Rates, y => Vector.Of(p.Components, k => p.MixingWeights[k] * Probability(p.Rates[k], y)));

    static double Probability(double rate, double y) =>
        Elementary.Exp(SpecialFunctions.XLogY(y, rate) - rate - SpecialFunctions.LogFactorial(y));
}
