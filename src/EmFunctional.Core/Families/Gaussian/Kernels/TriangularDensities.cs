using System.Runtime.CompilerServices;
using EmFunctional.Numerics;
using static EmFunctional.Families.Gaussian.Kernels.KernelLayout;

namespace EmFunctional.Families.Gaussian.Kernels;

/// <summary>
/// The log-densities of a component whose columns vary together, in tiles that fit the registers: some rows of the factor by four vectors of rows.
/// Symbols as in <see cref="GaussianKernel"/>; i, j are rows and columns of a triangle.
/// </summary>
static unsafe class TriangularDensities<V>
    where V : struct, ILanes<V>
{
    // l = ln πₖ − ½ d ln 2π − ½ ln |Σₖ| − ½ |U (x − μₖ)|²
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogDensities(KernelParameters at, int k, int vectors, Workspace work)
    {
        var l = work.L + k * Stride;
        fixed (
            double* u = at.Factors[k].Span,
                means = at.Means.Span
        )
            for (var v = 0; v < vectors * Lanes; v += Strip)
                Squares(u, work.X + v, means + k * at.D, at.D, work.Y, l + v);
        Logarithms(at.LogScale[k], vectors, l);
    }

    // q = |U y|² of four vectors of rows; y = x − μ is kept column after column.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Squares(double* u, double* x, double* means, int d, double* y, double* q)
    {
        Quad<V>.Of(0).Store(q, Lanes);
        var i = 0;
        for (; IsWide<V>() && i + 3 < d; u += 4 * i + 10, i += 4)
            FourSquares(u, i, x + i * Stride, means + i, y, q);
        for (; i + 1 < d; u += 2 * i + 3, i += 2)
            TwoSquares(u, i, x + i * Stride, means + i, y, q);
        if (i < d)
            Square(u, i, x + i * Stride, means + i, y, q);
    }

    // Adds the squares of rows i … i + 3 of U y, to whose columns before i y is there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void FourSquares(double* u, int i, double* x, double* means, double* y, double* q)
    {
        var (a, b, c, e) = (Quad<V>.Of(0), Quad<V>.Of(0), Quad<V>.Of(0), Quad<V>.Of(0));
        var ub = u + i + 1;
        var uc = ub + i + 2;
        var ue = uc + i + 3;
        Quad<V> column;
        for (var end = u + i; u < end; u++, ub++, uc++, ue++, y += Strip)
        {
            column = Quad<V>.Load(y, Lanes);
            a = Quad<V>.Fma(V.Of(*u), column, a);
            b = Quad<V>.Fma(V.Of(*ub), column, b);
            c = Quad<V>.Fma(V.Of(*uc), column, c);
            e = Quad<V>.Fma(V.Of(*ue), column, e);
        }
        column = Centred(x, means[0], y);
        a = Quad<V>.Fma(V.Of(u[0]), column, a);
        b = Quad<V>.Fma(V.Of(ub[0]), column, b);
        c = Quad<V>.Fma(V.Of(uc[0]), column, c);
        e = Quad<V>.Fma(V.Of(ue[0]), column, e);
        column = Centred(x + Stride, means[1], y + Strip);
        b = Quad<V>.Fma(V.Of(ub[1]), column, b);
        c = Quad<V>.Fma(V.Of(uc[1]), column, c);
        e = Quad<V>.Fma(V.Of(ue[1]), column, e);
        column = Centred(x + 2 * Stride, means[2], y + 2 * Strip);
        c = Quad<V>.Fma(V.Of(uc[2]), column, c);
        e = Quad<V>.Fma(V.Of(ue[2]), column, e);
        e = Quad<V>.Fma(V.Of(ue[3]), Centred(x + 3 * Stride, means[3], y + 3 * Strip), e);
        var squares = Quad<V>.Fma(b, b, Quad<V>.Fma(a, a, Quad<V>.Load(q, Lanes)));
        Quad<V>.Fma(e, e, Quad<V>.Fma(c, c, squares)).Store(q, Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void TwoSquares(double* u, int i, double* x, double* means, double* y, double* q)
    {
        var (a, b) = (Quad<V>.Of(0), Quad<V>.Of(0));
        var ub = u + i + 1;
        Quad<V> column;
        for (var end = u + i; u < end; u++, ub++, y += Strip)
        {
            column = Quad<V>.Load(y, Lanes);
            a = Quad<V>.Fma(V.Of(*u), column, a);
            b = Quad<V>.Fma(V.Of(*ub), column, b);
        }
        column = Centred(x, means[0], y);
        a = Quad<V>.Fma(V.Of(u[0]), column, a);
        b = Quad<V>.Fma(V.Of(ub[0]), column, b);
        b = Quad<V>.Fma(V.Of(ub[1]), Centred(x + Stride, means[1], y + Strip), b);
        Quad<V>.Fma(b, b, Quad<V>.Fma(a, a, Quad<V>.Load(q, Lanes))).Store(q, Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Square(double* u, int i, double* x, double* means, double* y, double* q)
    {
        var a = Quad<V>.Of(0);
        for (var end = u + i; u < end; u++, y += Strip)
            a = Quad<V>.Fma(V.Of(*u), Quad<V>.Load(y, Lanes), a);
        a = Quad<V>.Fma(V.Of(*u), Centred(x, *means, y), a);
        Quad<V>.Fma(a, a, Quad<V>.Load(q, Lanes)).Store(q, Lanes);
    }

    // y = x − μ, kept for the rows of U below
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Quad<V> Centred(double* x, double mean, double* y)
    {
        var column = Quad<V>.Load(x, Lanes) - V.Of(mean);
        column.Store(y, Lanes);
        return column;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Logarithms(double scale, int vectors, double* l)
    {
        for (var end = l + vectors * Lanes; l < end; l += Lanes)
            V.Store(V.Fma(V.Of(-0.5), V.Load(l), V.Of(scale)), l);
    }
}
