using System.Linq;
using EmFunctional.Families.Gaussian;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

// The weighted densities πₖ N(x | μₖ, σₖ²) of points on a line.
static class NormalCurves
{
    public static ModelShape OnLine(string name, Vector points, RowWeights weights, Func<Vector, Curves> at) =>
        new ModelShape.OnLine(name, "density", CurveKind.Density, points, i => weights[i], at);

    /// <summary>The curves of components.</summary>
    /// <param name="mixingWeights">πₖ [K].</param>
    /// <param name="means">μₖ [K].</param>
    /// <param name="covariances">σₖ² [K], or one that all components share [1].</param>
    public static Curves Of(Vector mixingWeights, Vector means, Arr<Covariance> covariances) =>
        new(means, x => Vector.Of(means.Count, k => mixingWeights[k] * Density(x - means[k], covariances[covariances.Count == 1 ? 0 : k])));

    static double Density(double y, Covariance covariance)
    {
        var z = covariance.Factor[0] * y;
        return Elementary.Exp(-SpecialFunctions.HalfLogTwoPi - covariance.HalfLogDeterminant - 0.5 * z * z);
    }
}
