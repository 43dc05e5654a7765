using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EmFunctional.Numerics;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>
/// One fused pass over rows: log-densities, responsibilities, objective and moments, eight rows in the lanes of a vector, 128 at a time.
/// Symbols: n rows, d columns, k components; x, y [d × vectors] a column after the other; l [k × vectors] log-densities, then r·w;
/// sums [k × P × 8] by lane, P = 1 + d + second moments, folded at the end: the order of every sum is fixed by d, k and the row's index.
/// </summary>
static unsafe class GaussianKernel
{
    public const int Lanes = 8;
    const int Vectors = 16;
    const int Rows = Lanes * Vectors;

    // A column and one line of cache more, so that columns do not fall on the same lines.
    public const int Stride = (Vectors + 1) * Lanes;

    /// <summary>Adds up the moments of rows about each component's mean, and the log-likelihood; returns the first row that is too far from all, or −1.</summary>
    public static int Accumulate(
        ReadOnlySpan<double> values,
        KernelRows known,
        KernelParameters at,
        Span<double> into,
        out double logLikelihood
    )
    {
        using var work = new Workspace(at.K, at.D, at.Sums);
        var n = values.Length / at.D;
        logLikelihood = 0;
        fixed (double* rows = values)
            for (var first = 0; first < n; first += Rows)
            {
                var count = Math.Min(Rows, n - first);
                var vectors = (count + 4 * Lanes - 1) / (4 * Lanes) * 4;
                Pack(rows + (long)first * at.D, known, first, count, vectors, at, work);
                for (var k = 0; k < at.K; k++)
                    if (at.IsTriangular)
                        LogDensities(at, k, vectors, work);
                    else
                        SeparateKernel.LogDensities(at, k, vectors, work);
                if (!known.Labels.IsNone)
                    Hold(known, first, count, at.K, work);
                var dead = Normalise(at.K, vectors, work);
                if (dead >= 0)
                    return first + dead;
                for (var k = 0; k < at.K; k++)
                    if (at.IsTriangular)
                        Moments(at, k, vectors, work);
                    else
                        SeparateKernel.Moments(at, k, vectors, work);
            }
        for (var p = 0; p < into.Length; p++)
            into[p] = Fold(Vector512.Load(work.Sums + p * Lanes));
        logLikelihood = Fold(Vector512.Load(work.Objective));
        return -1;
    }

    static double Fold(Vector512<double> v)
    {
        var half = v.GetLower() + v.GetUpper();
        var quarter = half.GetLower() + half.GetUpper();
        return quarter[0] + quarter[1];
    }

    // Rows that are not there, or count nothing, lie on the first mean with a weight of 0.
    static void Pack(double* rows, KernelRows known, int first, int count, int vectors, KernelParameters at, Workspace work)
    {
        var d = at.D;
        for (var i = 0; i < vectors * Lanes; i++)
            work.Weights[i] = i < count ? known.Weight(first + i) : 0;
        Transpose(rows, count, d, work.X);
        for (var i = 0; i < vectors * Lanes; i++)
            if (work.Weights[i] == 0)
                for (var j = 0; j < d; j++)
                    work.X[j * Stride + i] = at.Means[j];
    }

    // Rows to columns; of a single column there is nothing to do but copy.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Transpose(double* rows, int count, int d, double* x)
    {
        if (d == 1)
        {
            new ReadOnlySpan<double>(rows, count).CopyTo(new Span<double>(x, count));
            return;
        }
        for (var j = 0; j < d; j++)
        {
            var (from, to) = ((nint)(rows + j), (nint)(x + j * Stride));
            for (var i = 0; i < count; i++, from += d * sizeof(double), to += sizeof(double))
                *(double*)to = *(double*)from;
        }
    }

    // l = ln πₖ − ½ d ln 2π − ½ ln |Σₖ| − ½ |U (x − μₖ)|²
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void LogDensities(KernelParameters at, int k, int vectors, Workspace work)
    {
        Centre(at, k, vectors, work);
        var d = at.D;
        var y = work.Y;
        var u = at.Factors[k].Span;
        var scale = Vector512.Create(at.LogScale[k]);
        var half = Vector512.Create(-0.5);
        for (var v = 0; v < vectors * Lanes; v += 4 * Lanes)
        {
            var (q0, q1, q2, q3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var p = 0;
            for (var i = 0; i < d; i++)
            {
                var (z0, z1, z2, z3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
                for (var j = 0; j <= i; j++)
                {
                    var factor = Vector512.Create(u[p++]);
                    var from = y + j * Stride + v;
                    z0 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadAligned(from), z0);
                    z1 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadAligned(from + Lanes), z1);
                    z2 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadAligned(from + 2 * Lanes), z2);
                    z3 = Vector512.FusedMultiplyAdd(factor, Vector512.LoadAligned(from + 3 * Lanes), z3);
                }
                q0 = Vector512.FusedMultiplyAdd(z0, z0, q0);
                q1 = Vector512.FusedMultiplyAdd(z1, z1, q1);
                q2 = Vector512.FusedMultiplyAdd(z2, z2, q2);
                q3 = Vector512.FusedMultiplyAdd(z3, z3, q3);
            }
            var to = work.L + k * Stride + v;
            Vector512.FusedMultiplyAdd(half, q0, scale).StoreAligned(to);
            Vector512.FusedMultiplyAdd(half, q1, scale).StoreAligned(to + Lanes);
            Vector512.FusedMultiplyAdd(half, q2, scale).StoreAligned(to + 2 * Lanes);
            Vector512.FusedMultiplyAdd(half, q3, scale).StoreAligned(to + 3 * Lanes);
        }
    }

    // y = x − μₖ
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Centre(KernelParameters at, int k, int vectors, Workspace work)
    {
        for (var j = 0; j < at.D; j++)
        {
            var mean = Vector512.Create(at.Means[k * at.D + j]);
            for (var v = j * Stride; v < j * Stride + vectors * Lanes; v += Lanes)
                (Vector512.LoadAligned(work.X + v) - mean).StoreAligned(work.Y + v);
        }
    }

    // A row of a known component is of no other.
    static void Hold(KernelRows known, int first, int count, int components, Workspace work)
    {
        for (var i = 0; i < count; i++)
            if (known.Label(first + i) is >= 0 and var label)
                for (var k = 0; k < components; k++)
                    if (k != label)
                        work.L[k * Stride + i] = double.NegativeInfinity;
    }

    // rₖ w = w exp(lₖ − max)/Σ, and the objective Σ w (max + ln Σ); returns the first row of which every lₖ is −∞, or −1.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Normalise(int components, int vectors, Workspace work)
    {
        var objective = Vector512.LoadAligned(work.Objective);
        for (var v = 0; v < vectors * Lanes; v += Lanes)
        {
            var max = Vector512.LoadAligned(work.L + v);
            for (var k = 1; k < components; k++)
                max = Vector512.Max(max, Vector512.LoadAligned(work.L + k * Stride + v));
            if (Vector512.EqualsAny(max, Vector512.Create(double.NegativeInfinity)))
                return FindDead(components, vectors, work);
            var sum = Vector512<double>.Zero;
            for (var k = 0; k < components; k++)
            {
                var l = work.L + k * Stride + v;
                var e = RealFunctions.ExpOfNonPositive(new Eight(Vector512.LoadAligned(l) - max)).Value;
                e.StoreAligned(l);
                sum += e;
            }
            var w = Vector512.LoadAligned(work.Weights + v);
            objective = Vector512.FusedMultiplyAdd(
                w,
                max + RealFunctions.LogOfNormal(new Eight(sum), new Eight(Vector512<double>.Zero)).Value,
                objective
            );
            var share = w / sum;
            for (var k = 0; k < components; k++)
            {
                var r = work.L + k * Stride + v;
                (Vector512.LoadAligned(r) * share).StoreAligned(r);
            }
        }
        objective.StoreAligned(work.Objective);
        return -1;
    }

    // A row without weight is at a mean, so it is not among them.
    static int FindDead(int components, int vectors, Workspace work)
    {
        for (var i = 0; i < vectors * Lanes; i++)
        {
            var isDead = work.Weights[i] > 0;
            for (var k = 0; k < components; k++)
                isDead &= work.L[k * Stride + i] == double.NegativeInfinity;
            if (isDead)
                return i;
        }
        return 0;
    }

    // Σ r, Σ r y, and Σ r y yᵀ.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Moments(KernelParameters at, int k, int vectors, Workspace work)
    {
        Centre(at, k, vectors, work);
        var d = at.D;
        var r = work.L + k * Stride;
        var sums = work.Sums + (long)k * at.Sums * Lanes;
        var mass = Vector512.LoadAligned(sums);
        for (var v = 0; v < vectors * Lanes; v += Lanes)
            mass += Vector512.LoadAligned(r + v);
        mass.StoreAligned(sums);
        for (var j = 0; j < d; j++)
        {
            var first = Vector512.LoadAligned(sums + (1 + j) * Lanes);
            for (var v = 0; v < vectors * Lanes; v += Lanes)
            {
                var t = Vector512.LoadAligned(r + v) * Vector512.LoadAligned(work.Y + j * Stride + v);
                t.StoreAligned(work.T + j * Stride + v);
                first += t;
            }
            first.StoreAligned(sums + (1 + j) * Lanes);
        }
        Triangle(d, vectors, work, sums + (1 + d) * Lanes);
    }

    // Rows i and i + 1 of the triangle by four columns: eight sums in registers. Beyond the triangle they are computed and left out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Triangle(int d, int vectors, Workspace work, double* into)
    {
        var tile = stackalloc double[8 * Lanes];
        for (var i = 0; i < d; i += 2)
        for (var j = 0; j < Math.Min(i + 2, d); j += 4)
        {
            var a = work.T + i * Stride;
            var b = a + Stride;
            var y0 = work.Y + j * Stride;
            var y1 = y0 + Stride;
            var y2 = y1 + Stride;
            var y3 = y2 + Stride;
            var (s0, s1, s2, s3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var (s4, s5, s6, s7) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var v = 0; v < vectors * Lanes; v += Lanes)
            {
                var (ta, tb) = (Vector512.LoadAligned(a + v), Vector512.LoadAligned(b + v));
                var y = Vector512.LoadAligned(y0 + v);
                s0 = Vector512.FusedMultiplyAdd(ta, y, s0);
                s4 = Vector512.FusedMultiplyAdd(tb, y, s4);
                y = Vector512.LoadAligned(y1 + v);
                s1 = Vector512.FusedMultiplyAdd(ta, y, s1);
                s5 = Vector512.FusedMultiplyAdd(tb, y, s5);
                y = Vector512.LoadAligned(y2 + v);
                s2 = Vector512.FusedMultiplyAdd(ta, y, s2);
                s6 = Vector512.FusedMultiplyAdd(tb, y, s6);
                y = Vector512.LoadAligned(y3 + v);
                s3 = Vector512.FusedMultiplyAdd(ta, y, s3);
                s7 = Vector512.FusedMultiplyAdd(tb, y, s7);
            }
            s0.Store(tile);
            s1.Store(tile + Lanes);
            s2.Store(tile + 2 * Lanes);
            s3.Store(tile + 3 * Lanes);
            s4.Store(tile + 4 * Lanes);
            s5.Store(tile + 5 * Lanes);
            s6.Store(tile + 6 * Lanes);
            s7.Store(tile + 7 * Lanes);
            for (var row = 0; row < 2 && i + row < d; row++)
            for (var column = 0; column < 4 && j + column <= i + row; column++)
            {
                var at = into + Numerics.Triangle.At(i + row, j + column) * Lanes;
                (Vector512.LoadAligned(at) + Vector512.Load(tile + (4 * row + column) * Lanes)).StoreAligned(at);
            }
        }
    }
}
