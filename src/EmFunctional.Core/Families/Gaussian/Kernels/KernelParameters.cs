using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families.Gaussian.Kernels;

/// <summary>
/// Parameters as the kernel reads them, made once for each iterate: ln πₖ − ½ d ln 2π − ½ ln |Σₖ|, the factors, and the condition of each
/// component, cₖ = Σⱼ (Σⱼⱼ + 2⁻⁵² μⱼ²) (Σₖ⁻¹)ⱼⱼ: d where columns do not depend on each other, and large where they nearly do, or lie far from 0.
/// </summary>
sealed record KernelParameters(int K, int D, CovarianceShape Shape, Vector Means, Vector LogScale, Vector[] Factors, Vector Conditions)
{
    public int Sums => 1 + D + Shape.Count(D);

    // A triangle of one row is a diagonal.
    public bool IsTriangular => Shape == CovarianceShape.Triangular && D > 1;

    /// <summary>
    /// How large the terms of a block's objective are, those included that cancel: of a row, ln πₖ N(x | μₖ, Σₖ) is a logarithm less a square, and
    /// the squares add up to what the logarithms and the objective leave. A square is as exact as Σₖ is well-conditioned; what that costs was measured
    /// to be a sixteenth of the bound, or less.
    /// </summary>
    /// <param name="sums">The block's sums, of each component its mass first.</param>
    /// <param name="objective">The block's objective.</param>
    public double MagnitudeOf(ReadOnlySpan<double> sums, double objective)
    {
        var (magnitude, stride, logK) = (Math.Abs(objective), sums.Length / K, Elementary.Log(K));
        for (var k = 0; k < K; k++)
            if (sums[k * stride] > 0)
                magnitude += sums[k * stride] * (1 + logK + 2 * Math.Abs(LogScale[k]) + Conditions[k] / 16);
        return magnitude;
    }

    /// <summary>The parameters of a mixture.</summary>
    /// <param name="mixingWeights">πₖ [K].</param>
    /// <param name="means">μₖ [K×d].</param>
    /// <param name="covariances">Σₖ [K], or one that all components share [1].</param>
    public static KernelParameters Of(Vector mixingWeights, Vector means, Arr<Covariance> covariances)
    {
        var (components, d) = (mixingWeights.Count, means.Count / mixingWeights.Count);
        var (factors, scale, conditions) = (new Vector[components], new double[components], new double[components]);
        for (var k = 0; k < components; k++)
        {
            var covariance = covariances[covariances.Count == 1 ? 0 : k];
            factors[k] = covariance.Factor;
            scale[k] = Elementary.Log(mixingWeights[k]) - d * SpecialFunctions.HalfLogTwoPi - covariance.HalfLogDeterminant;
            conditions[k] = ConditionOf(covariance, means.Slice(k * d, d));
        }
        return new(components, d, covariances[0].Shape, means, Vector.Create(scale), factors, Vector.Create(conditions));
    }

    static double ConditionOf(Covariance covariance, Vector mean)
    {
        var factor = covariance.Factor.Span;
        var condition = 0.0;
        for (var j = 0; j < mean.Count; j++)
            condition +=
                covariance.Shape == CovarianceShape.Triangular
                    ? ConditionOf(j, factor, mean.Count, covariance.At(j, j), mean[j])
                    : Relative(covariance.At(j, j), mean[j]) * factor[j % factor.Length] * factor[j % factor.Length];
        return condition;
    }

    /// <summary>(Σⱼⱼ + 2⁻⁵² μⱼ²) (UᵀU)ⱼⱼ.</summary>
    public static double ConditionOf(int j, ReadOnlySpan<double> factor, int d, double variance, double mean)
    {
        var inverse = 0.0;
        for (var i = j; i < d; i++)
            inverse += factor[Triangle.At(i, j)] * factor[Triangle.At(i, j)];
        return Relative(variance, mean) * inverse;
    }

    static double Relative(double variance, double mean) => variance + 2.220446049250313e-16 * mean * mean;
}
