using System.Runtime.CompilerServices;
using EmFunctional.Numerics;
using static EmFunctional.Families.Gaussian.Kernels.KernelLayout;

namespace EmFunctional.Families.Gaussian.Kernels;

/// <summary>What the fused pass does with a component of one variance for all columns. Symbols as in <see cref="GaussianKernel"/>.</summary>
static unsafe class SphericalKernel<V>
    where V : struct, ILanes<V>
{
    // q = |x − μₖ|², l = ln πₖ − ½ d ln 2π − ½ ln |Σₖ| − ½ u² q
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogDensities(KernelParameters at, int k, int vectors, Workspace work)
    {
        var u = at.Factors[k][0];
        fixed (double* means = at.Means.Span)
            LogDensities(
                work.X,
                means + k * at.D,
                at.D,
                vectors,
                -0.5 * (u * u),
                at.LogScale[k],
                work.Squares + k * Stride,
                work.L + k * Stride
            );
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void LogDensities(double* rows, double* means, int d, int vectors, double half, double scale, double* squares, double* l)
    {
        for (var end = rows + vectors * Lanes; rows < end; rows += Strip, l += Strip, squares += Strip)
        {
            var q = Quad<V>.Of(0);
            var x = rows;
            for (var j = 0; j < d; j++, x += Stride)
            {
                var y = Quad<V>.Load(x, Lanes) - V.Of(means[j]);
                q = Quad<V>.Fma(y, y, q);
            }
            q.Store(squares, Lanes);
            Quad<V>.Fma(V.Of(half), q, Quad<V>.Of(scale)).Store(l, Lanes);
        }
    }

    // Σ r, Σ r yⱼ and Σ r q, four columns at a time and those that are left one by one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments(KernelParameters at, int k, int vectors, Workspace work)
    {
        var d = at.D;
        var sums = work.Sums(k);
        var r = work.L + k * Stride;
        Shares(r, work.Share, work.Squares + k * Stride, vectors, sums, sums + (1 + d) * Lanes);
        fixed (double* means = at.Means.Span)
            Fours(work.X, r, means + k * d, d / 4, vectors, sums + Lanes);
        for (var j = d / 4 * 4; j < d; j++)
            Single(work.X + j * Stride, r, at.Means[k * d + j], vectors, sums + (1 + j) * Lanes);
    }

    // r w = exp(l − max) (w/Σ); its sum and that of r q in four parts, each from every fourth vector.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Shares(double* r, double* share, double* squares, int vectors, double* mass, double* second)
    {
        var (m, s) = (Quad<V>.Of(0), Quad<V>.Of(0));
        for (var end = r + vectors * Lanes; r < end; r += Strip, share += Strip, squares += Strip)
        {
            var weights = Quad<V>.Load(r, Lanes) * Quad<V>.Load(share, Lanes);
            weights.Store(r, Lanes);
            m += weights;
            s = Quad<V>.Fma(weights, Quad<V>.Load(squares, Lanes), s);
        }
        Add(m.Sum(), mass);
        Add(s.Sum(), second);
    }

    // Two vectors at a time, so that no sum waits for the one before it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Fours(double* x, double* r, double* means, int count, int vectors, double* first)
    {
        for (; count > 0; count--, x += 4 * Stride, means += 4, first += 4 * Lanes)
        {
            var (mean, f, g) = (Quad<V>.OfFour(means), Quad<V>.Of(0), Quad<V>.Of(0));
            for (var v = 0; v < vectors * Lanes; v += 2 * Lanes)
            {
                f = Quad<V>.Fma(V.Load(r + v), Quad<V>.Load(x + v, Stride) - mean, f);
                g = Quad<V>.Fma(V.Load(r + v + Lanes), Quad<V>.Load(x + v + Lanes, Stride) - mean, g);
            }
            (Quad<V>.Load(first, Lanes) + (f + g)).Store(first, Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Single(double* x, double* r, double mean, int vectors, double* first)
    {
        var (m, f, g) = (V.Of(mean), V.Of(0), V.Of(0));
        for (var v = 0; v < vectors * Lanes; v += 2 * Lanes)
        {
            f = V.Fma(V.Load(r + v), V.Load(x + v) - m, f);
            g = V.Fma(V.Load(r + v + Lanes), V.Load(x + v + Lanes) - m, g);
        }
        Add(f + g, first);
    }
}
