using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Narration;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture;

static class GaussianMixtureShape
{
    /// <summary>Curves where there is one column, clouds where there are several.</summary>
    public static ModelShape Of(GaussianMixtureData data, Func<Vector, GaussianMixtureParameters> at) =>
        data.Dimension == 1
            ? NormalCurves.OnLine(data.Names[0], data.Values, data.Weights, flat => CurvesOf(at(flat)))
            : Ellipse.Picture(
                data.Names,
                data.Values,
                flat => at(flat) is var p ? Enumerable.Range(0, p.Components).Select(k => new Ellipse(p.Mean(k), p.Covariance(k))) : []
            );

    static Curves CurvesOf(GaussianMixtureParameters p) => NormalCurves.Of(p.MixingWeights, p.Means, p.Covariances);
}
