using System.Runtime.CompilerServices;
using EmFunctional.Numerics;
using static EmFunctional.Families.Gaussian.Kernels.KernelLayout;

namespace EmFunctional.Families.Gaussian.Kernels;

/// <summary>
/// From log-densities to responsibilities, in steps that each go through all vectors of rows: what one vector waits for, another computes meanwhile.
/// Symbols as in <see cref="GaussianKernel"/>.
/// </summary>
static unsafe class Responsibilities<V>
    where V : struct, ILanes<V>
{
    // exp(lₖ − max), w/Σ, whose product is rₖ w, and the objective Σ w (max + ln Σ).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalise(int components, int vectors, Workspace work)
    {
        Maxima(work.L, components, work.Max, vectors);
        if (components == 2)
            OfTwo(work.L, work.Share, vectors);
        else
            Exponentials(work.L, components, work.Max, work.Share, vectors);
        if (work.IsCounted)
            Logarithm(work.Max, work.Share, work.Weights, vectors, work.Objective);
        else
            Logarithms(work.Max, work.Share, work.Weights, vectors, work.Objective);
    }

    // max lₖ, of four vectors at a time
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Maxima(double* l, int components, double* max, int vectors)
    {
        for (var end = l + vectors * Lanes; l < end; l += Strip, max += Strip)
        {
            var largest = Quad<V>.Load(l, Lanes);
            var of = l;
            for (var k = 1; k < components; k++)
                largest = Quad<V>.Max(largest, Quad<V>.Load(of += Stride, Lanes));
            largest.Store(max, Lanes);
        }
    }

    // exp(lₖ − max), and their sum in the order of the components
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Exponentials(double* l, int components, double* max, double* sum, int vectors)
    {
        for (var v = 0; v < vectors * Lanes; v += Lanes)
            V.Store(V.Of(0), sum + v);
        for (var k = 0; k < components; k++, l += Stride)
        for (var v = 0; v < vectors * Lanes; v += Lanes)
        {
            var e = RealFunctions.ExpOfNonPositive(V.Load(l + v) - V.Load(max + v));
            V.Store(e, l + v);
            V.Store(V.Load(sum + v) + e, sum + v);
        }
    }

    // The same of two: the larger one is 1, so that one exponential will do.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void OfTwo(double* l, double* sum, int vectors)
    {
        for (var end = l + vectors * Lanes; l < end; l += Lanes, sum += Lanes)
        {
            var (l0, l1) = (V.Load(l), V.Load(l + Stride));
            var e = RealFunctions.ExpOfNonPositive(-V.Abs(l0 - l1));
            V.Store(V.IfLess(l0, l1, e, V.Of(1)), l);
            V.Store(V.IfLess(l1, l0, e, V.Of(1)), l + Stride);
            V.Store(V.Of(1) + e, sum);
        }
    }

    // The objective, and w/Σ in the place of Σ, where every row counts once or not at all: 1 ≤ Σ ≤ K, so that the product of a lane's sixteen has a
    // logarithm for K to 2⁶⁰.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Logarithm(double* max, double* share, double* weights, int vectors, double* objective)
    {
        var (total, product) = (V.Load(objective), V.Of(1));
        for (var v = 0; v < vectors * Lanes; v += Lanes)
        {
            var (sum, w) = (V.Load(share + v), V.Load(weights + v));
            total = V.Fma(w, V.Load(max + v), total);
            product *= V.IfLess(V.Of(0), w, sum, V.Of(1));
            V.Store(w / sum, share + v);
        }
        V.Store(total + RealFunctions.LogOfNormal(product, V.Of(0)), objective);
    }

    // The same of rows with weights.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Logarithms(double* max, double* share, double* weights, int vectors, double* objective)
    {
        var total = V.Load(objective);
        for (var v = 0; v < vectors * Lanes; v += Lanes)
        {
            var (sum, w) = (V.Load(share + v), V.Load(weights + v));
            total = V.Fma(w, V.Load(max + v) + RealFunctions.LogOfNormal(sum, V.Of(0)), total);
            V.Store(w / sum, share + v);
        }
        V.Store(total, objective);
    }
}
