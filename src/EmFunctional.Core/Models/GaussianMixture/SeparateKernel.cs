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
        var (d, r, squares) = (at.D, (nint)(work.L + k * Stride), (nint)(sums + (1 + at.D) * Lanes));
        // With one variance for all columns, all squares go to the same sum.
        var step = at.Shape == CovarianceShape.Spherical ? 0 : Lanes;
        Mass((double*)r, vectors, sums);
        fixed (double* means = at.Means.Span)
        {
            Fours(work.X, (double*)r, means + k * d, d / 4, vectors, sums + Lanes, (double*)squares, step);
            for (var j = d / 4 * 4; j < d; j++)
                Single(work.X + j * Stride, (double*)r, means[k * d + j], vectors, sums + (1 + j) * Lanes, (double*)squares + j * step);
        }
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
        Add((m0 + m1) + (m2 + m3), into);
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
        Add(f0 + f1, first);
        Add(s0 + s1, squares);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Fours(double* x, double* r, double* means, int count, int vectors, double* first, double* squares, int step)
    {
        for (; count > 0; count--, x += 4 * Stride, means += 4, first += 4 * Lanes)
        {
            var (m0, m1) = (Vector512.Create(means[0]), Vector512.Create(means[1]));
            var (m2, m3) = (Vector512.Create(means[2]), Vector512.Create(means[3]));
            var (f0, f1, f2, f3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var (s0, s1, s2, s3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var (at, of) = ((nint)x, (nint)r);
            for (var end = at + vectors * Lanes * sizeof(double); at < end; at += Lanes * sizeof(double), of += Lanes * sizeof(double))
            {
                var weight = Vector512.LoadAligned((double*)of);
                var y = Vector512.LoadAligned((double*)at) - m0;
                var t = weight * y;
                f0 += t;
                s0 = Vector512.FusedMultiplyAdd(t, y, s0);
                y = Vector512.LoadAligned((double*)at + Stride) - m1;
                t = weight * y;
                f1 += t;
                s1 = Vector512.FusedMultiplyAdd(t, y, s1);
                y = Vector512.LoadAligned((double*)at + 2 * Stride) - m2;
                t = weight * y;
                f2 += t;
                s2 = Vector512.FusedMultiplyAdd(t, y, s2);
                y = Vector512.LoadAligned((double*)at + 3 * Stride) - m3;
                t = weight * y;
                f3 += t;
                s3 = Vector512.FusedMultiplyAdd(t, y, s3);
            }
            Add(f0, first);
            Add(f1, first + Lanes);
            Add(f2, first + 2 * Lanes);
            Add(f3, first + 3 * Lanes);
            Add(s0, squares);
            Add(s1, squares += step);
            Add(s2, squares += step);
            Add(s3, squares += step);
            squares += step;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(Vector512<double> v, double* to) => (Vector512.LoadAligned(to) + v).StoreAligned(to);
}
