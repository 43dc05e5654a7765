using System.Collections.Generic;
using EmFunctional.Modelling;

namespace EmFunctional.Families.Gaussian.Kernels;

/// <summary>What is known of the rows of a block beside their values: of those from the first on, or from that place on in an order of rows.</summary>
readonly record struct KernelRows(RowWeights Weights, RowLabels Labels, int First, IReadOnlyList<int>? Order = null)
{
    public double Weight(int row) => Weights[At(row)];

    public int Label(int row) => Labels[At(row)];

    int At(int row) => Order is null ? First + row : Order[First + row];
}
