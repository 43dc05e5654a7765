using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static EmFunctional.Models.GaussianMixture.GaussianKernel;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>What the fused pass does with a component whose columns are separate: a variance each, or one for all. Symbols as in <see cref="GaussianKernel"/>.</summary>
static unsafe class SeparateKernel
{
    // l = ln πₖ − ½ d ln 2π − ½ ln |Σₖ| − ½ Σⱼ (uⱼ (xⱼ − μⱼ))²; with one u for all, − ½ u² Σⱼ (xⱼ − μⱼ)²
    public static void LogDensities(KernelParameters at, int k, int vectors, Workspace work)
    {
        var isOne = at.Shape == CovarianceShape.Spherical;
        var u = at.Factors[k].Span;
        var half = -0.5 * (u[0] * u[0]);
        fixed (
            double* means = at.Means.Span,
                factors = u
        )
            if (isOne)
                OfOne(work.X, means + k * at.D, at.D, vectors, half, at.LogScale[k], work.L + k * Stride);
            else
                OfEach(work.X, means + k * at.D, factors, at.D, vectors, at.LogScale[k], work.L + k * Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void OfEach(double* rows, double* means, double* factors, int d, int vectors, double scale, double* l)
    {
        for (var end = rows + vectors * Lanes; rows < end; rows += 4 * Lanes, l += 4 * Lanes)
        {
            var (q0, q1, q2, q3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var x = rows;
            for (var j = 0; j < d; j++, x += Stride)
            {
                var (mean, u) = (Vector512.Create(means[j]), Vector512.Create(factors[j]));
                var z0 = u * (Vector512.LoadAligned(x) - mean);
                var z1 = u * (Vector512.LoadAligned(x + Lanes) - mean);
                var z2 = u * (Vector512.LoadAligned(x + 2 * Lanes) - mean);
                var z3 = u * (Vector512.LoadAligned(x + 3 * Lanes) - mean);
                q0 = Vector512.FusedMultiplyAdd(z0, z0, q0);
                q1 = Vector512.FusedMultiplyAdd(z1, z1, q1);
                q2 = Vector512.FusedMultiplyAdd(z2, z2, q2);
                q3 = Vector512.FusedMultiplyAdd(z3, z3, q3);
            }
            StoreLogs(q0, q1, q2, q3, -0.5, scale, l);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void OfOne(double* rows, double* means, int d, int vectors, double half, double scale, double* l)
    {
        for (var end = rows + vectors * Lanes; rows < end; rows += 4 * Lanes, l += 4 * Lanes)
        {
            var (q0, q1, q2, q3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var x = rows;
            for (var j = 0; j < d; j++, x += Stride)
            {
                var mean = Vector512.Create(means[j]);
                var y0 = Vector512.LoadAligned(x) - mean;
                var y1 = Vector512.LoadAligned(x + Lanes) - mean;
                var y2 = Vector512.LoadAligned(x + 2 * Lanes) - mean;
                var y3 = Vector512.LoadAligned(x + 3 * Lanes) - mean;
                q0 = Vector512.FusedMultiplyAdd(y0, y0, q0);
                q1 = Vector512.FusedMultiplyAdd(y1, y1, q1);
                q2 = Vector512.FusedMultiplyAdd(y2, y2, q2);
                q3 = Vector512.FusedMultiplyAdd(y3, y3, q3);
            }
            StoreLogs(q0, q1, q2, q3, half, scale, l);
        }
    }

    // Σ r, Σ r yⱼ and Σ r yⱼ², four columns at a time and those that are left one by one.
    public static void Moments(KernelParameters at, int k, int vectors, Workspace work, double* sums)
    {
        var d = at.D;
        var r = work.L + k * Stride;
        var (isOne, second) = (at.Shape == CovarianceShape.Spherical, 1 + d);
        fixed (double* means = at.Means.Span)
        {
            var squares = stackalloc double[4 * Lanes];
            for (var j = 0; j < d; j += 4)
            {
                var columns = Math.Min(4, d - j);
                new Span<double>(squares, 4 * Lanes).Clear();
                var (x, mean, first) = ((nint)(work.X + j * Stride), (nint)(means + k * d + j), (nint)(sums + (1 + j) * Lanes));
                if (columns == 4)
                    Four((double*)x, r, (double*)mean, vectors, (double*)first, squares);
                else
                    for (var c = 0; c < columns; c++)
                        Single((double*)x + c * Stride, r, ((double*)mean)[c], vectors, (double*)first + c * Lanes, squares + c * Lanes);
                for (var c = 0; c < columns; c++)
                {
                    var to = sums + (second + (isOne ? 0 : j + c)) * Lanes;
                    (Vector512.LoadAligned(to) + Vector512.Load(squares + c * Lanes)).StoreAligned(to);
                }
            }
        }
        Mass(r, vectors, sums);
    }

    // In four parts, each from every fourth vector.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Mass(double* r, int vectors, double* into)
    {
        var (m0, m1, m2, m3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var v = 0; v < vectors * Lanes; v += 4 * Lanes)
        {
            m0 += Vector512.LoadAligned(r + v);
            m1 += Vector512.LoadAligned(r + v + Lanes);
            m2 += Vector512.LoadAligned(r + v + 2 * Lanes);
            m3 += Vector512.LoadAligned(r + v + 3 * Lanes);
        }
        (Vector512.LoadAligned(into) + ((m0 + m1) + (m2 + m3))).StoreAligned(into);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Single(double* x, double* r, double mean, int vectors, double* first, double* squares)
    {
        var (m, f0, f1, s0, s1) = (
            Vector512.Create(mean),
            Vector512<double>.Zero,
            Vector512<double>.Zero,
            Vector512<double>.Zero,
            Vector512<double>.Zero
        );
        for (var v = 0; v < vectors * Lanes; v += 2 * Lanes)
        {
            var (y0, y1) = (Vector512.LoadAligned(x + v) - m, Vector512.LoadAligned(x + v + Lanes) - m);
            var (t0, t1) = (Vector512.LoadAligned(r + v) * y0, Vector512.LoadAligned(r + v + Lanes) * y1);
            f0 += t0;
            f1 += t1;
            s0 = Vector512.FusedMultiplyAdd(t0, y0, s0);
            s1 = Vector512.FusedMultiplyAdd(t1, y1, s1);
        }
        (Vector512.LoadAligned(first) + (f0 + f1)).StoreAligned(first);
        (s0 + s1).Store(squares);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Four(double* x, double* r, double* means, int vectors, double* first, double* squares)
    {
        var (m0, m1, m2, m3) = (
            Vector512.Create(means[0]),
            Vector512.Create(means[1]),
            Vector512.Create(means[2]),
            Vector512.Create(means[3])
        );
        var (f0, f1, f2, f3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (s0, s1, s2, s3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var v = 0; v < vectors * Lanes; v += Lanes)
        {
            var weight = Vector512.LoadAligned(r + v);
            var y = Vector512.LoadAligned(x + v) - m0;
            var t = weight * y;
            f0 += t;
            s0 = Vector512.FusedMultiplyAdd(t, y, s0);
            y = Vector512.LoadAligned(x + Stride + v) - m1;
            t = weight * y;
            f1 += t;
            s1 = Vector512.FusedMultiplyAdd(t, y, s1);
            y = Vector512.LoadAligned(x + 2 * Stride + v) - m2;
            t = weight * y;
            f2 += t;
            s2 = Vector512.FusedMultiplyAdd(t, y, s2);
            y = Vector512.LoadAligned(x + 3 * Stride + v) - m3;
            t = weight * y;
            f3 += t;
            s3 = Vector512.FusedMultiplyAdd(t, y, s3);
        }
        (Vector512.LoadAligned(first) + f0).StoreAligned(first);
        (Vector512.LoadAligned(first + Lanes) + f1).StoreAligned(first + Lanes);
        (Vector512.LoadAligned(first + 2 * Lanes) + f2).StoreAligned(first + 2 * Lanes);
        (Vector512.LoadAligned(first + 3 * Lanes) + f3).StoreAligned(first + 3 * Lanes);
        s0.Store(squares);
        s1.Store(squares + Lanes);
        s2.Store(squares + 2 * Lanes);
        s3.Store(squares + 3 * Lanes);
    }
}
