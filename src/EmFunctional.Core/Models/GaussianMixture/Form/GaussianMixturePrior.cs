using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture.Form;

// The conjugate prior's part of the objective. What does not depend on the parameters is left out.
static class GaussianMixturePrior
{
    /// <summary>
    /// ln p(θ) up to a constant: for each component −½ ln |Σₖ| − ½ κ |Uₖ(μₖ − m)|², and for each covariance −½ (ν + d + 1) ln |Σ| − ½ tr(Λ Σ⁻¹);
    /// for each variance of the other forms −(ν/2 + 1) ln σ² − ς²/2σ².
    /// </summary>
    public static double LogDensity(MixtureParameters at, NormalInverseWishart prior, CovarianceForm form)
    {
        var sum = 0.0;
        for (var k = 0; k < at.Components; k++)
        {
            var covariance = at.Covariance(k);
            var y = (at.Mean(k) - prior.Mean).Span;
            var square = Scatter.Square(y, covariance);
            sum -= covariance.HalfLogDeterminant + 0.5 * prior.Shrinkage * square;
        }
        foreach (var covariance in at.Covariances)
            sum += OfCovariance(covariance, prior, form);
        return sum;
    }

    static double OfCovariance(Covariance covariance, NormalInverseWishart prior, CovarianceForm form) =>
        form.Shape() == CovarianceShape.Triangular
            ? -(prior.DegreesOfFreedom + covariance.Dimension + 1) * covariance.HalfLogDeterminant - 0.5 * Trace(covariance, prior.Scale)
            : covariance
                .Values.Zip(
                    prior.Scale,
                    (variance, scale) => -(prior.DegreesOfFreedom / 2 + 1) * Elementary.Log(variance) - scale / (2 * variance)
                )
                .Sum();

    // tr(Λ Σ⁻¹) = tr(U Λ Uᵀ)
    static double Trace(Covariance covariance, Vector scale)
    {
        var (d, trace) = (covariance.Dimension, 0.0);
        for (var i = 0; i < d; i++)
        for (var a = 0; a <= i; a++)
        for (var b = 0; b <= i; b++)
            trace +=
                covariance.Factor[Triangle.At(i, a)]
                * scale[Triangle.At(Math.Max(a, b), Math.Min(a, b))]
                * covariance.Factor[Triangle.At(i, b)];
        return trace;
    }
}
