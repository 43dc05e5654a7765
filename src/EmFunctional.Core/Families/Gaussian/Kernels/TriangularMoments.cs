using System.Runtime.CompilerServices;
using EmFunctional.Numerics;
using static EmFunctional.Families.Gaussian.Kernels.KernelLayout;

namespace EmFunctional.Families.Gaussian.Kernels;

/// <summary>
/// The moments of a component whose columns vary together, in tiles that fit the registers. Symbols as in <see cref="GaussianKernel"/>; i, j are rows
/// and columns of a triangle.
/// </summary>
static unsafe class TriangularMoments<V>
    where V : struct, ILanes<V>
{
    // Σ r, Σ r y, and Σ r y yᵀ: some columns at a time, first with each other, then with those before them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments(KernelParameters at, int k, int vectors, Workspace work)
    {
        var sums = work.Sums(k);
        var (d, step) = (at.D, 0);
        var r = work.L + k * Stride;
        Shares(r, work.Share, vectors, sums);
        var means = stackalloc double[4];
        for (var i = 0; i < d; i += step)
        {
            step = IsWide<V>() && d - i > 2 ? 4 : 2;
            var count = Math.Min(step, d - i);
            for (var c = 0; c < 4; c++)
                means[c] = c < count ? at.Means[k * d + i + c] : 0;
            var x = work.X + i * Stride;
            var y = work.Y + i * Stride;
            var first = sums + (1 + i) * Lanes;
            var second = sums + (1 + d + Triangle.At(i, 0)) * Lanes;
            if (step == 4)
                FourColumns(x, r, means, vectors, count, y, work.T, first, second + i * Lanes, i);
            else
                TwoColumns(x, r, means, vectors, count, y, work.T, first, second + i * Lanes, i);
            for (var j = 0; j < i; j += 4, second += 4 * Lanes)
                if (step == 4)
                    FourRows(work.T, work.Y + j * Stride, vectors, count, second, i);
                else
                    TwoRows(work.T, work.Y + j * Stride, vectors, count, Math.Min(4, i - j), second, i);
        }
    }

    // r w = exp(l − max) (w/Σ)
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Shares(double* r, double* share, int vectors, double* into)
    {
        var mass = V.Load(into);
        for (var end = r + vectors * Lanes; r < end; r += Lanes, share += Lanes)
        {
            var weight = V.Load(r) * V.Load(share);
            V.Store(weight, r);
            mass += weight;
        }
        V.Store(mass, into);
    }

    // y and t = r y of four columns, kept for the tiles below; their sums. Columns beyond the last one are computed and left out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void FourColumns(
        double* x,
        double* r,
        double* means,
        int vectors,
        int count,
        double* y,
        double* t,
        double* first,
        double* second,
        int i
    )
    {
        var (mean, f) = (Quad<V>.OfFour(means), Quad<V>.Load(first, Lanes));
        var (aa, ba, bb, ca, cb, cc) = (V.Of(0), V.Of(0), V.Of(0), V.Of(0), V.Of(0), V.Of(0));
        var e = Quad<V>.Of(0);
        for (var end = x + vectors * Lanes; x < end; x += Lanes, r += Lanes, y += Lanes, t += Lanes)
        {
            var column = Quad<V>.Load(x, Stride) - mean;
            var product = V.Load(r) * column;
            column.Store(y, Stride);
            if (i > 0)
                product.Store(t, Stride);
            f += product;
            aa = V.Fma(product.A, column.A, aa);
            ba = V.Fma(product.B, column.A, ba);
            bb = V.Fma(product.B, column.B, bb);
            ca = V.Fma(product.C, column.A, ca);
            cb = V.Fma(product.C, column.B, cb);
            cc = V.Fma(product.C, column.C, cc);
            e = Quad<V>.Fma(product.D, column, e);
        }
        f.Store(first, Lanes, count);
        Add(aa, second);
        second += (i + 1) * Lanes;
        Add(ba, second);
        Add(bb, second + Lanes);
        second += (i + 2) * Lanes;
        Add(ca, second);
        Add(cb, second + Lanes);
        Add(cc, second + 2 * Lanes);
        if (count > 3)
            AddFirst(4, e, second + (i + 3) * Lanes);
    }

    // The same of two.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void TwoColumns(
        double* x,
        double* r,
        double* means,
        int vectors,
        int count,
        double* y,
        double* t,
        double* first,
        double* second,
        int i
    )
    {
        var (mean0, mean1, f0, f1) = (V.Of(means[0]), V.Of(means[1]), V.Load(first), V.Load(first + Lanes));
        var (aa, ba, bb) = (V.Of(0), V.Of(0), V.Of(0));
        for (var end = x + vectors * Lanes; x < end; x += Lanes, r += Lanes, y += Lanes, t += Lanes)
        {
            var (weight, y0, y1) = (V.Load(r), V.Load(x) - mean0, V.Load(x + Stride) - mean1);
            var (t0, t1) = (weight * y0, weight * y1);
            V.Store(y0, y);
            V.Store(y1, y + Stride);
            if (i > 0)
            {
                V.Store(t0, t);
                V.Store(t1, t + Stride);
            }
            f0 += t0;
            f1 += t1;
            aa = V.Fma(t0, y0, aa);
            ba = V.Fma(t1, y0, ba);
            bb = V.Fma(t1, y1, bb);
        }
        V.Store(f0, first);
        Add(aa, second);
        if (count == 1)
            return;
        V.Store(f1, first + Lanes);
        second += (i + 1) * Lanes;
        Add(ba, second);
        Add(bb, second + Lanes);
    }

    // Rows i … i + 3 of the triangle by four columns: sixteen sums in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void FourRows(double* t, double* y, int vectors, int rows, double* into, int i)
    {
        var (a, b, c, e) = (Quad<V>.Of(0), Quad<V>.Of(0), Quad<V>.Of(0), Quad<V>.Of(0));
        for (var end = t + vectors * Lanes; t < end; t += Lanes, y += Lanes)
        {
            var columns = Quad<V>.Load(y, Stride);
            a = Quad<V>.Fma(V.Load(t), columns, a);
            b = Quad<V>.Fma(V.Load(t + Stride), columns, b);
            c = Quad<V>.Fma(V.Load(t + 2 * Stride), columns, c);
            e = Quad<V>.Fma(V.Load(t + 3 * Stride), columns, e);
        }
        AddFirst(4, a, into);
        into += (i + 1) * Lanes;
        AddFirst(4, b, into);
        into += (i + 2) * Lanes;
        AddFirst(4, c, into);
        if (rows > 3)
            AddFirst(4, e, into + (i + 3) * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void TwoRows(double* t, double* y, int vectors, int rows, int columns, double* into, int i)
    {
        var (a, b) = (Quad<V>.Of(0), Quad<V>.Of(0));
        for (var end = t + vectors * Lanes; t < end; t += Lanes, y += Lanes)
        {
            var four = Quad<V>.Load(y, Stride);
            a = Quad<V>.Fma(V.Load(t), four, a);
            b = Quad<V>.Fma(V.Load(t + Stride), four, b);
        }
        AddFirst(columns, a, into);
        if (rows > 1)
            AddFirst(columns, b, into + (i + 1) * Lanes);
    }

    // The first so many of four columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddFirst(int count, Quad<V> sums, double* to) => (Quad<V>.Load(to, Lanes) + sums).Store(to, Lanes, count);
}
