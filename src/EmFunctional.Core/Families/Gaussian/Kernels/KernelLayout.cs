using System.Runtime.CompilerServices;
using EmFunctional.Numerics;

namespace EmFunctional.Families.Gaussian.Kernels;

/// <summary>How rows lie in the memory of a pass: column after column, of each 128 rows in 16 vectors of eight lanes.</summary>
static unsafe class KernelLayout
{
    public const int Lanes = 8;

    public const int Vectors = 16;

    public const int Rows = Lanes * Vectors;

    // A column and one line of cache more, so that columns do not fall on the same lines.
    public const int Stride = (Vectors + 1) * Lanes;

    /// <summary>Four vectors of rows.</summary>
    public const int Strip = 4 * Lanes;

    /// <summary>Whether there are 32 registers: sixteen sums and what they are made of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWide<V>()
        where V : struct, ILanes<V> => V.Count == Lanes;

    /// <summary>Adds to what is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<V>(V sum, double* to)
        where V : struct, ILanes<V> => V.Store(V.Load(to) + sum, to);
}
