using System.Runtime.CompilerServices;
using EmFunctional.Numerics;
using static EmFunctional.Families.Gaussian.Kernels.KernelLayout;

namespace EmFunctional.Families.Gaussian.Kernels;

/// <summary>What the fused pass does with a component of two columns that vary together. Symbols as in <see cref="GaussianKernel"/>.</summary>
static unsafe class PlanarKernel<V>
    where V : struct, ILanes<V>
{
    // l = ln πₖ − ln 2π − ½ ln |Σₖ| − ½ |U (x − μₖ)|²
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogDensities(KernelParameters at, int k, int vectors, Workspace work)
    {
        fixed (double* u = at.Factors[k].Span)
            LogDensities(u, work.X, at.Means[2 * k], at.Means[2 * k + 1], vectors, at.LogScale[k], work.L + k * Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void LogDensities(double* u, double* x, double mean0, double mean1, int vectors, double scale, double* l)
    {
        var (m0, m1, u0, u1, u2) = (V.Of(mean0), V.Of(mean1), V.Of(u[0]), V.Of(u[1]), V.Of(u[2]));
        var (half, log) = (V.Of(-0.5), V.Of(scale));
        for (var end = x + vectors * Lanes; x < end; x += Lanes, l += Lanes)
        {
            var (y0, y1) = (V.Load(x) - m0, V.Load(x + Stride) - m1);
            var a = V.Fma(u0, y0, V.Of(0));
            var b = V.Fma(u2, y1, V.Fma(u1, y0, V.Of(0)));
            V.Store(V.Fma(half, V.Fma(b, b, V.Fma(a, a, V.Of(0))), log), l);
        }
    }

    // Σ r, Σ r y, and Σ r y yᵀ, with r w = exp(l − max) (w/Σ).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments(KernelParameters at, int k, int vectors, Workspace work) =>
        Moments(work.X, work.L + k * Stride, work.Share, vectors, at.Means[2 * k], at.Means[2 * k + 1], work.Sums(k));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Moments(double* x, double* r, double* share, int vectors, double mean0, double mean1, double* sums)
    {
        var (m0, m1, s0, s1, s2) = (V.Of(mean0), V.Of(mean1), V.Of(0), V.Of(0), V.Of(0));
        var (mass, first0, first1) = (V.Load(sums), V.Load(sums + Lanes), V.Load(sums + 2 * Lanes));
        for (var end = x + vectors * Lanes; x < end; x += Lanes, r += Lanes, share += Lanes)
        {
            var weight = V.Load(r) * V.Load(share);
            var (y0, y1) = (V.Load(x) - m0, V.Load(x + Stride) - m1);
            var (t0, t1) = (weight * y0, weight * y1);
            mass += weight;
            first0 += t0;
            first1 += t1;
            s0 = V.Fma(t0, y0, s0);
            s1 = V.Fma(t1, y0, s1);
            s2 = V.Fma(t1, y1, s2);
        }
        V.Store(mass, sums);
        V.Store(first0, sums + Lanes);
        V.Store(first1, sums + 2 * Lanes);
        Add(s0, sums + 3 * Lanes);
        Add(s1, sums + 4 * Lanes);
        Add(s2, sums + 5 * Lanes);
    }
}
