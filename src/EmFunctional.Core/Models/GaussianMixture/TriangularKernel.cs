using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EmFunctional.Numerics;
using static EmFunctional.Models.GaussianMixture.GaussianKernel;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>What the fused pass does with a component whose columns vary together. Symbols as in <see cref="GaussianKernel"/>.</summary>
static unsafe class TriangularKernel
{
    // l = ln πₖ − ½ d ln 2π − ½ ln |Σₖ| − ½ |U (x − μₖ)|²
    public static void LogDensities(KernelParameters at, int k, int vectors, Workspace work)
    {
        if (at.D != 2)
            Centre(at, k, vectors, work);
        fixed (double* u = at.Factors[k].Span)
            if (at.D == 2)
                PlanarSquares(u, work.X, at.Means[2 * k], at.Means[2 * k + 1], vectors, at.LogScale[k], work.L + k * Stride);
            else
                for (var v = 0; v < vectors * Lanes; v += 4 * Lanes)
                    Squares(u, work.Y + v, at.D, at.LogScale[k], work.L + k * Stride + v);
    }

    // y = x − μₖ
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Centre(KernelParameters at, int k, int vectors, Workspace work)
    {
        for (var j = 0; j < at.D; j++)
        {
            var mean = Vector512.Create(at.Means[k * at.D + j]);
            var (x, y) = ((nint)(work.X + j * Stride), (nint)(work.Y + j * Stride));
            for (var end = x + vectors * Lanes * sizeof(double); x < end; x += Lanes * sizeof(double), y += Lanes * sizeof(double))
                (Vector512.LoadAligned((double*)x) - mean).StoreAligned((double*)y);
        }
    }

    // |U y|² of four vectors of rows, two rows of the triangle at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Squares(double* u, double* y, int d, double scale, double* l)
    {
        var (q0, q1, q2, q3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i + 1 < d; i += 2)
        {
            var (a0, a1, a2, a3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var (b0, b1, b2, b3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var next = u + i + 1;
            var from = y;
            Vector512<double> f;
            for (var j = 0; j <= i; j++, u++, next++, from += Stride)
            {
                var (y0, y1) = (Vector512.LoadAligned(from), Vector512.LoadAligned(from + Lanes));
                var (y2, y3) = (Vector512.LoadAligned(from + 2 * Lanes), Vector512.LoadAligned(from + 3 * Lanes));
                f = Vector512.Create(*u);
                a0 = Vector512.FusedMultiplyAdd(f, y0, a0);
                a1 = Vector512.FusedMultiplyAdd(f, y1, a1);
                a2 = Vector512.FusedMultiplyAdd(f, y2, a2);
                a3 = Vector512.FusedMultiplyAdd(f, y3, a3);
                f = Vector512.Create(*next);
                b0 = Vector512.FusedMultiplyAdd(f, y0, b0);
                b1 = Vector512.FusedMultiplyAdd(f, y1, b1);
                b2 = Vector512.FusedMultiplyAdd(f, y2, b2);
                b3 = Vector512.FusedMultiplyAdd(f, y3, b3);
            }
            f = Vector512.Create(*next);
            b0 = Vector512.FusedMultiplyAdd(f, Vector512.LoadAligned(from), b0);
            b1 = Vector512.FusedMultiplyAdd(f, Vector512.LoadAligned(from + Lanes), b1);
            b2 = Vector512.FusedMultiplyAdd(f, Vector512.LoadAligned(from + 2 * Lanes), b2);
            b3 = Vector512.FusedMultiplyAdd(f, Vector512.LoadAligned(from + 3 * Lanes), b3);
            q0 = Vector512.FusedMultiplyAdd(b0, b0, Vector512.FusedMultiplyAdd(a0, a0, q0));
            q1 = Vector512.FusedMultiplyAdd(b1, b1, Vector512.FusedMultiplyAdd(a1, a1, q1));
            q2 = Vector512.FusedMultiplyAdd(b2, b2, Vector512.FusedMultiplyAdd(a2, a2, q2));
            q3 = Vector512.FusedMultiplyAdd(b3, b3, Vector512.FusedMultiplyAdd(a3, a3, q3));
            u = next + 1;
        }
        if (i < d)
        {
            var (a0, a1, a2, a3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var from = y;
            for (var j = 0; j <= i; j++, u++, from += Stride)
            {
                var f = Vector512.Create(*u);
                a0 = Vector512.FusedMultiplyAdd(f, Vector512.LoadAligned(from), a0);
                a1 = Vector512.FusedMultiplyAdd(f, Vector512.LoadAligned(from + Lanes), a1);
                a2 = Vector512.FusedMultiplyAdd(f, Vector512.LoadAligned(from + 2 * Lanes), a2);
                a3 = Vector512.FusedMultiplyAdd(f, Vector512.LoadAligned(from + 3 * Lanes), a3);
            }
            q0 = Vector512.FusedMultiplyAdd(a0, a0, q0);
            q1 = Vector512.FusedMultiplyAdd(a1, a1, q1);
            q2 = Vector512.FusedMultiplyAdd(a2, a2, q2);
            q3 = Vector512.FusedMultiplyAdd(a3, a3, q3);
        }
        StoreLogs(q0, q1, q2, q3, -0.5, scale, l);
    }

    // The same of two columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void PlanarSquares(double* u, double* x, double mean0, double mean1, int vectors, double scale, double* l)
    {
        var (m0, m1) = (Vector512.Create(mean0), Vector512.Create(mean1));
        var (u0, u1, u2) = (Vector512.Create(u[0]), Vector512.Create(u[1]), Vector512.Create(u[2]));
        var (half, log) = (Vector512.Create(-0.5), Vector512.Create(scale));
        for (var end = x + vectors * Lanes; x < end; x += Lanes, l += Lanes)
        {
            var (y0, y1) = (Vector512.LoadAligned(x) - m0, Vector512.LoadAligned(x + Stride) - m1);
            var a = Vector512.FusedMultiplyAdd(u0, y0, Vector512<double>.Zero);
            var b = Vector512.FusedMultiplyAdd(u2, y1, Vector512.FusedMultiplyAdd(u1, y0, Vector512<double>.Zero));
            var q = Vector512.FusedMultiplyAdd(b, b, Vector512.FusedMultiplyAdd(a, a, Vector512<double>.Zero));
            Vector512.FusedMultiplyAdd(half, q, log).StoreAligned(l);
        }
    }

    // Σ r, Σ r y, and Σ r y yᵀ.
    public static void Moments(KernelParameters at, int k, int vectors, Workspace work, double* sums)
    {
        var d = at.D;
        var r = work.L + k * Stride;
        if (d == 2)
        {
            PlanarMoments(work.X, r, vectors, at.Means[2 * k], at.Means[2 * k + 1], sums);
            return;
        }
        FirstMoments(at, k, vectors, work, r, sums);
        var second = sums + (1 + d) * Lanes;
        // Sixteen sums need 32 registers of eight lanes.
        var step = Vector512.IsHardwareAccelerated ? 4 : 2;
        for (var i = 0; i < d; i += step)
        for (var j = 0; j <= i; j += 4)
        {
            var (t, y, into) = ((nint)(work.T + i * Stride), (nint)(work.Y + j * Stride), (nint)(second + Triangle.At(i, j) * Lanes));
            if (step == 4 && d - i > 2)
                FourRows((double*)t, (double*)y, vectors, Math.Min(4, d - i), i - j, (double*)into, i);
            else
                TwoRows((double*)t, (double*)y, vectors, Math.Min(2, d - i), i - j, (double*)into, i);
        }
    }

    // The same of two columns, in one loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void PlanarMoments(double* x, double* r, int vectors, double mean0, double mean1, double* sums)
    {
        var (m0, m1) = (Vector512.Create(mean0), Vector512.Create(mean1));
        var (mass, first0, first1) = (
            Vector512.LoadAligned(sums),
            Vector512.LoadAligned(sums + Lanes),
            Vector512.LoadAligned(sums + 2 * Lanes)
        );
        var (s0, s1, s2) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var end = x + vectors * Lanes; x < end; x += Lanes, r += Lanes)
        {
            var weight = Vector512.LoadAligned(r);
            var (y0, y1) = (Vector512.LoadAligned(x) - m0, Vector512.LoadAligned(x + Stride) - m1);
            var (t0, t1) = (weight * y0, weight * y1);
            mass += weight;
            first0 += t0;
            first1 += t1;
            s0 = Vector512.FusedMultiplyAdd(t0, y0, s0);
            s1 = Vector512.FusedMultiplyAdd(t1, y0, s1);
            s2 = Vector512.FusedMultiplyAdd(t1, y1, s2);
        }
        mass.StoreAligned(sums);
        first0.StoreAligned(sums + Lanes);
        first1.StoreAligned(sums + 2 * Lanes);
        (Vector512.LoadAligned(sums + 3 * Lanes) + s0).StoreAligned(sums + 3 * Lanes);
        (Vector512.LoadAligned(sums + 4 * Lanes) + s1).StoreAligned(sums + 4 * Lanes);
        (Vector512.LoadAligned(sums + 5 * Lanes) + s2).StoreAligned(sums + 5 * Lanes);
    }

    // y and r y are kept for the second moments.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void FirstMoments(KernelParameters at, int k, int vectors, Workspace work, double* r, double* sums)
    {
        var mass = Vector512.LoadAligned(sums);
        for (var v = 0; v < vectors * Lanes; v += Lanes)
            mass += Vector512.LoadAligned(r + v);
        mass.StoreAligned(sums);
        for (var j = 0; j < at.D; j++)
        {
            sums += Lanes;
            var first = Vector512.LoadAligned(sums);
            var mean = Vector512.Create(at.Means[k * at.D + j]);
            var (x, y, t) = ((nint)(work.X + j * Stride), (nint)(work.Y + j * Stride), (nint)(work.T + j * Stride));
            for (nint v = 0; v < vectors * Lanes * sizeof(double); v += Lanes * sizeof(double))
            {
                var centred = Vector512.LoadAligned((double*)(x + v)) - mean;
                var product = Vector512.LoadAligned((double*)((nint)r + v)) * centred;
                centred.StoreAligned((double*)(y + v));
                product.StoreAligned((double*)(t + v));
                first += product;
            }
            first.StoreAligned(sums);
        }
    }

    // Rows i … i + 3 of the triangle by four columns: sixteen sums in registers. What is beyond the triangle is computed and left out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void FourRows(double* t, double* y, int vectors, int rows, int below, double* into, int i)
    {
        var (a0, a1, a2, a3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (b0, b1, b2, b3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (c0, c1, c2, c3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (d0, d1, d2, d3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var end = t + vectors * Lanes; t < end; t += Lanes, y += Lanes)
        {
            var (ta, tb) = (Vector512.LoadAligned(t), Vector512.LoadAligned(t + Stride));
            var (tc, td) = (Vector512.LoadAligned(t + 2 * Stride), Vector512.LoadAligned(t + 3 * Stride));
            var z = Vector512.LoadAligned(y);
            a0 = Vector512.FusedMultiplyAdd(ta, z, a0);
            b0 = Vector512.FusedMultiplyAdd(tb, z, b0);
            c0 = Vector512.FusedMultiplyAdd(tc, z, c0);
            d0 = Vector512.FusedMultiplyAdd(td, z, d0);
            z = Vector512.LoadAligned(y + Stride);
            a1 = Vector512.FusedMultiplyAdd(ta, z, a1);
            b1 = Vector512.FusedMultiplyAdd(tb, z, b1);
            c1 = Vector512.FusedMultiplyAdd(tc, z, c1);
            d1 = Vector512.FusedMultiplyAdd(td, z, d1);
            z = Vector512.LoadAligned(y + 2 * Stride);
            a2 = Vector512.FusedMultiplyAdd(ta, z, a2);
            b2 = Vector512.FusedMultiplyAdd(tb, z, b2);
            c2 = Vector512.FusedMultiplyAdd(tc, z, c2);
            d2 = Vector512.FusedMultiplyAdd(td, z, d2);
            z = Vector512.LoadAligned(y + 3 * Stride);
            a3 = Vector512.FusedMultiplyAdd(ta, z, a3);
            b3 = Vector512.FusedMultiplyAdd(tb, z, b3);
            c3 = Vector512.FusedMultiplyAdd(tc, z, c3);
            d3 = Vector512.FusedMultiplyAdd(td, z, d3);
        }
        Add(a0, a1, a2, a3, below, into);
        into += (i + 1) * Lanes;
        Add(b0, b1, b2, b3, below + 1, into);
        into += (i + 2) * Lanes;
        Add(c0, c1, c2, c3, below + 2, into);
        if (rows > 3)
            Add(d0, d1, d2, d3, below + 3, into + (i + 3) * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void TwoRows(double* t, double* y, int vectors, int rows, int below, double* into, int i)
    {
        var (a0, a1, a2, a3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (b0, b1, b2, b3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var end = t + vectors * Lanes; t < end; t += Lanes, y += Lanes)
        {
            var (ta, tb) = (Vector512.LoadAligned(t), Vector512.LoadAligned(t + Stride));
            var z = Vector512.LoadAligned(y);
            a0 = Vector512.FusedMultiplyAdd(ta, z, a0);
            b0 = Vector512.FusedMultiplyAdd(tb, z, b0);
            z = Vector512.LoadAligned(y + Stride);
            a1 = Vector512.FusedMultiplyAdd(ta, z, a1);
            b1 = Vector512.FusedMultiplyAdd(tb, z, b1);
            z = Vector512.LoadAligned(y + 2 * Stride);
            a2 = Vector512.FusedMultiplyAdd(ta, z, a2);
            b2 = Vector512.FusedMultiplyAdd(tb, z, b2);
            z = Vector512.LoadAligned(y + 3 * Stride);
            a3 = Vector512.FusedMultiplyAdd(ta, z, a3);
            b3 = Vector512.FusedMultiplyAdd(tb, z, b3);
        }
        Add(a0, a1, a2, a3, below, into);
        if (rows > 1)
            Add(b0, b1, b2, b3, below + 1, into + (i + 1) * Lanes);
    }

    // Of a row of the triangle the columns to its diagonal, which is so many beyond the first of the tile.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3, int last, double* into)
    {
        (Vector512.LoadAligned(into) + s0).StoreAligned(into);
        if (last > 0)
            (Vector512.LoadAligned(into + Lanes) + s1).StoreAligned(into + Lanes);
        if (last > 1)
            (Vector512.LoadAligned(into + 2 * Lanes) + s2).StoreAligned(into + 2 * Lanes);
        if (last > 2)
            (Vector512.LoadAligned(into + 3 * Lanes) + s3).StoreAligned(into + 3 * Lanes);
    }
}
