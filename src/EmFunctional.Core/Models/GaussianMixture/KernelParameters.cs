using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>What is known of the rows of a block beside their values: of those from the first on, or from that place on in an order of rows.</summary>
readonly record struct KernelRows(RowWeights Weights, RowLabels Labels, int First, IReadOnlyList<int>? Order = null)
{
    public double Weight(int row) => Weights[At(row)];

    public int Label(int row) => Labels[At(row)];

    int At(int row) => Order is null ? First + row : Order[First + row];
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

    /// <summary>The same of the columns that rows of a pattern have.</summary>
    public static KernelParameters Of(GaussianMixtureParameters p, Marginal[] marginals)
    {
        var observed = marginals[0].Pattern.Observed;
        return new(
            p.Components,
            observed.Count,
            CovarianceShape.Triangular,
            Vector.Of(p.Components * observed.Count, i => p.Means[i / observed.Count * p.Dimension + observed[i % observed.Count]]),
            Vector.Of(p.Components, k => Elementary.Log(p.MixingWeights[k]) + marginals[k].LogScale),
            [.. marginals.Select(marginal => marginal.Factor)]
        );
    }
}
