using System.Runtime.CompilerServices;

namespace EmFunctional.Numerics;

/// <summary>
/// Symmetric and lower triangular matrices of d rows in d(d + 1)/2 numbers, row by row: element (i, j), j ≤ i, is number i(i + 1)/2 + j.
/// </summary>
public static class Triangle
{
    /// <summary>d(d + 1)/2.</summary>
    /// <param name="d">How many rows.</param>
    public static int Count(int d) => d * (d + 1) / 2;

    /// <summary>The place of element (i, j), j ≤ i.</summary>
    /// <param name="i">The row.</param>
    /// <param name="j">The column.</param>
    public static int At(int i, int j) => i * (i + 1) / 2 + j;

    /// <summary>The Cholesky factor of a symmetric matrix: A = L·Lᵀ.</summary>
    /// <param name="a">A.</param>
    /// <param name="d">How many rows.</param>
    /// <param name="l">Where L is written; may be A itself. Where a pivot is not above d·2⁻⁵²·Aᵢᵢ, its column is 0.</param>
    /// <returns>−1, or the first row with such a pivot: a linear combination of those before it but for rounding.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Factor(ReadOnlySpan<double> a, int d, Span<double> l)
    {
        var dependent = -1;
        for (var i = 0; i < d; i++)
        for (var j = 0; j <= i; j++)
        {
            var sum = a[At(i, j)];
            var least = d * 2.220446049250313e-16 * sum;
            for (var m = 0; m < j; m++)
                sum -= l[At(i, m)] * l[At(j, m)];
            if (j < i)
                l[At(i, j)] = l[At(j, j)] > 0 ? sum / l[At(j, j)] : 0;
            else if (sum > least && sum > 0)
                l[At(i, i)] = Math.Sqrt(sum);
            else
                (l[At(i, i)], dependent) = (0, dependent < 0 ? i : dependent);
        }
        return dependent;
    }

    /// <summary>The inverse of a lower triangular matrix.</summary>
    /// <param name="l">L, without zeros on its diagonal.</param>
    /// <param name="d">How many rows.</param>
    /// <param name="inverse">Where L⁻¹ is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Invert(ReadOnlySpan<double> l, int d, Span<double> inverse)
    {
        for (var i = 0; i < d; i++)
        {
            inverse[At(i, i)] = 1 / l[At(i, i)];
            for (var j = 0; j < i; j++)
            {
                var sum = 0.0;
                for (var m = j; m < i; m++)
                    sum += l[At(i, m)] * inverse[At(m, j)];
                inverse[At(i, j)] = -sum / l[At(i, i)];
            }
        }
    }

    /// <summary>L·Lᵀ.</summary>
    /// <param name="l">L.</param>
    /// <param name="d">How many rows.</param>
    /// <param name="a">Where L·Lᵀ is written.</param>
    public static void Square(ReadOnlySpan<double> l, int d, Span<double> a)
    {
        for (var i = 0; i < d; i++)
        for (var j = 0; j <= i; j++)
        {
            var sum = 0.0;
            for (var m = 0; m <= j; m++)
                sum += l[At(i, m)] * l[At(j, m)];
            a[At(i, j)] = sum;
        }
    }
}
