using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>What is known of the rows of a block beside their values.</summary>
readonly record struct KernelRows(RowWeights Weights, RowLabels Labels, int First)
{
    public double Weight(int row) => Weights[First + row];

    public int Label(int row) => Labels[First + row];
}

/// <summary>Parameters as the kernel reads them, made once for each iterate: ln πₖ − ½ d ln 2π − ½ ln |Σₖ|, and the factors.</summary>
sealed record KernelParameters(int K, int D, CovarianceShape Shape, Vector Means, Vector LogScale, Vector[] Factors)
{
    public int Sums => 1 + D + Shape.Count(D);

    // A triangle of one row is a diagonal.
    public bool IsTriangular => Shape == CovarianceShape.Triangular && D > 1;

    public static KernelParameters Of(GaussianMixtureParameters p)
    {
        var factors = new Vector[p.Components];
        var scale = new double[p.Components];
        for (var k = 0; k < p.Components; k++)
        {
            factors[k] = p.Covariance(k).Factor;
            scale[k] =
                Elementary.Log(p.MixingWeights[k])
                - p.Dimension * GaussianMixtureExpectation.HalfLogTwoPi
                - p.Covariance(k).HalfLogDeterminant;
        }
        return new(p.Components, p.Dimension, p.Covariance(0).Shape, p.Means, Vector.Create(scale), factors);
    }
}
