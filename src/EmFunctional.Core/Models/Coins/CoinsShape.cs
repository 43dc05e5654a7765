using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Models.Coins;

static class CoinsShape
{
    /// <summary>
    /// The likelihood of each coin's bias, were the expected flips its own: θᴴ(1 − θ)ᵀ with H = Σᵢ wᵢ rᵢₖ hᵢ, T = Σᵢ wᵢ rᵢₖ tᵢ. Its peak is the θₖ of
    /// the next iterate.
    /// </summary>
    public static ModelShape Of(CoinsData data, Func<Vector, CoinsParameters> at) =>
        new ModelShape.OnLine(
            "share of heads",
            "likelihood, largest = 1",
            CurveKind.Likelihood,
            data.Heads.Zip(data.Tails, (h, t) => h / (h + t)),
            i => data.Weights[i],
            flat => Likelihoods(data, at(flat))
        );

    static Curves Likelihoods(CoinsData data, CoinsParameters p)
    {
        var r = Enumerable.Range(0, data.Rows).Select(i => data.Labels.Hold(i, p.Posterior(data, i).Responsibilities)).ToArray();
        Vector Expected(Vector seen) =>
            Vector.Of(p.Components, k => Enumerable.Range(0, data.Rows).Sum(i => data.Weights[i] * r[i][k] * seen[i]));
        return Curves.OfShares(p.Theta, Expected(data.Heads), Expected(data.Tails));
    }
}
