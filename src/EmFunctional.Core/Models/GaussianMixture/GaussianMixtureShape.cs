using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
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
            ? OnLine(data.Names[0], data.Values, data.Weights, at)
            : Ellipse.Picture(
                data.Names,
                data.Values,
                flat => at(flat) is var p ? Enumerable.Range(0, p.Components).Select(k => new Ellipse(p.Mean(k), p.Covariance(k))) : []
            );

    /// <summary>The weighted densities πₖ N(x | μₖ, σₖ²) of points on a line.</summary>
    public static ModelShape OnLine(string name, Vector points, RowWeights weights, Func<Vector, GaussianMixtureParameters> at) =>
        new ModelShape.OnLine(name, "density", CurveKind.Density, points, i => weights[i], flat => Densities(at(flat)));

    static Curves Densities(GaussianMixtureParameters p) => new(p.Means, x => Vector.Of(p.Components, k => Density(p, k, x)));

    static double Density(GaussianMixtureParameters p, int k, double x)
    {
        var covariance = p.Covariance(k);
        var z = covariance.Factor[0] * (x - p.Means[k]);
        return p.MixingWeights[k] * Elementary.Exp(-SpecialFunctions.HalfLogTwoPi - covariance.HalfLogDeterminant - 0.5 * z * z);
    }
}
