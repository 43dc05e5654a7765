using System.Runtime.CompilerServices;
using EmFunctional.Numerics;
using static EmFunctional.Families.Gaussian.Kernels.KernelLayout;

namespace EmFunctional.Families.Gaussian.Kernels;

/// <summary>What the fused pass does with a component each of whose columns has a variance of its own. Symbols as in <see cref="GaussianKernel"/>.</summary>
static unsafe class DiagonalKernel<V>
    where V : struct, ILanes<V>
{
    // l = ln πₖ − ½ d ln 2π − ½ ln |Σₖ| − ½ Σⱼ (uⱼ (xⱼ − μⱼ))²
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogDensities(KernelParameters at, int k, int vectors, Workspace work)
    {
        fixed (
            double* means = at.Means.Span,
                u = at.Factors[k].Span
        )
            LogDensities(work.X, means + k * at.D, u, at.D, vectors, at.LogScale[k], work.L + k * Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void LogDensities(double* rows, double* means, double* factors, int d, int vectors, double scale, double* l)
    {
        for (var end = rows + vectors * Lanes; rows < end; rows += Strip, l += Strip)
        {
            var q = Quad<V>.Of(0);
            var x = rows;
            for (var j = 0; j < d; j++, x += Stride)
            {
                var z = V.Of(factors[j]) * (Quad<V>.Load(x, Lanes) - V.Of(means[j]));
                q = Quad<V>.Fma(z, z, q);
            }
            Quad<V>.Fma(V.Of(-0.5), q, Quad<V>.Of(scale)).Store(l, Lanes);
        }
    }

    // Σ r, Σ r yⱼ and Σ r yⱼ², four columns at a time and those that are left one by one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments(KernelParameters at, int k, int vectors, Workspace work)
    {
        var d = at.D;
        var sums = work.Sums(k);
        var r = work.L + k * Stride;
        var squares = sums + (1 + d) * Lanes;
        Shares(r, work.Share, vectors, sums);
        fixed (double* means = at.Means.Span)
            Fours(work.X, r, means + k * d, d / 4, vectors, sums + Lanes, squares);
        for (var j = d / 4 * 4; j < d; j++)
            Single(work.X + j * Stride, r, at.Means[k * d + j], vectors, sums + (1 + j) * Lanes, squares + j * Lanes);
    }

    // r w = exp(l − max) (w/Σ); its sum in four parts, each from every fourth vector.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Shares(double* r, double* share, int vectors, double* into)
    {
        var mass = Quad<V>.Of(0);
        for (var end = r + vectors * Lanes; r < end; r += Strip, share += Strip)
        {
            var weights = Quad<V>.Load(r, Lanes) * Quad<V>.Load(share, Lanes);
            weights.Store(r, Lanes);
            mass += weights;
        }
        Add(mass.Sum(), into);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Single(double* x, double* r, double mean, int vectors, double* first, double* squares)
    {
        var (m, f0, f1, s0, s1) = (V.Of(mean), V.Of(0), V.Of(0), V.Of(0), V.Of(0));
        for (var end = x + vectors * Lanes; x < end; x += 2 * Lanes, r += 2 * Lanes)
        {
            var (y0, y1) = (V.Load(x) - m, V.Load(x + Lanes) - m);
            var (t0, t1) = (V.Load(r) * y0, V.Load(r + Lanes) * y1);
            f0 += t0;
            f1 += t1;
            s0 = V.Fma(t0, y0, s0);
            s1 = V.Fma(t1, y1, s1);
        }
        Add(f0 + f1, first);
        Add(s0 + s1, squares);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Fours(double* x, double* r, double* means, int count, int vectors, double* first, double* squares)
    {
        for (; count > 0; count--, x += 4 * Stride, means += 4, first += 4 * Lanes, squares += 4 * Lanes)
        {
            var (mean, f, s) = (Quad<V>.OfFour(means), Quad<V>.Of(0), Quad<V>.Of(0));
            var (at, of) = ((nint)x, (nint)r);
            for (var end = at + vectors * Lanes * sizeof(double); at < end; at += Lanes * sizeof(double), of += Lanes * sizeof(double))
            {
                var y = Quad<V>.Load((double*)at, Stride) - mean;
                var t = V.Load((double*)of) * y;
                f += t;
                s = Quad<V>.Fma(t, y, s);
            }
            (Quad<V>.Load(first, Lanes) + f).Store(first, Lanes);
            (Quad<V>.Load(squares, Lanes) + s).Store(squares, Lanes);
        }
    }
}
