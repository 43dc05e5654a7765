using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EmFunctional.Numerics;
using static EmFunctional.Families.Gaussian.Kernels.KernelLayout;

namespace EmFunctional.Families.Gaussian.Kernels;

/// <summary>
/// One fused pass over rows: log-densities, responsibilities, objective and moments, eight rows in the lanes of a vector, 128 at a time.
/// Symbols: n rows, d columns, k components; x, y [d × vectors] a column after the other; l [k × vectors] log-densities, then r·w;
/// sums [k × P × 8] by lane, P = 1 + d + second moments, folded at the end: the order of every sum is fixed by d, k and the row's index. What it
/// computes is Bayes' rule row by row, added up.
/// </summary>
static unsafe class GaussianKernel
{
    /// <summary>Adds up the moments of rows about each component's mean, and the log-likelihood; returns the first row that is too far from all, or −1.</summary>
    public static int Accumulate(
        ReadOnlySpan<double> values,
        KernelRows known,
        KernelParameters at,
        Span<double> into,
        out double logLikelihood
    ) =>
        Vector512.IsHardwareAccelerated
            ? Accumulate<Eight>(values, known, at, into, out logLikelihood)
            : Accumulate<Four>(values, known, at, into, out logLikelihood);

    /// <summary>The same with so many lanes: the bits are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Accumulate<V>(
        ReadOnlySpan<double> values,
        KernelRows known,
        KernelParameters at,
        Span<double> into,
        out double logLikelihood
    )
        where V : struct, ILanes<V>
    {
        var n = values.Length / at.D;
        using var work = new Workspace(at, n);
        logLikelihood = 0;
        fixed (double* rows = values)
        {
            var portion = work.IsWhole ? n : Rows;
            for (var start = 0; start < n; start += portion)
            {
                var end = Math.Min(n, start + portion);
                for (var first = start; first < end; first += Rows)
                {
                    work.At((first - start) / Rows);
                    var dead = Expect<V>(rows + (long)first * at.D, known, first, Math.Min(Rows, n - first), at, work);
                    if (dead >= 0)
                        return first + dead;
                }
                for (var k = 0; k < at.K; k++)
                {
                    for (var first = start; first < end; first += Rows)
                    {
                        work.At((first - start) / Rows);
                        Moments<V>(at, k, VectorsOf(Math.Min(Rows, n - first)), work);
                    }
                    if (work.IsWhole || end == n)
                        Fold(work.Sums(k), into.Slice(k * at.Sums, at.Sums));
                }
            }
        }
        Fold(work.Objective, new(ref logLikelihood));
        return -1;
    }

    static int VectorsOf(int count) => (count + Strip - 1) / Strip * 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Expect<V>(double* rows, KernelRows known, int first, int count, KernelParameters at, Workspace work)
        where V : struct, ILanes<V>
    {
        var vectors = VectorsOf(count);
        Pack(rows, known, first, count, vectors, at, work);
        for (var k = 0; k < at.K; k++)
        {
            Prefetch(rows + Rows * at.D, k * Vectors * at.D / at.K, (k + 1) * Vectors * at.D / at.K);
            LogDensities<V>(at, k, vectors, work);
        }
        if (!known.Labels.IsNone)
            Hold(known, first, count, at.K, work);
        for (var lane = 0; lane < Lanes; lane += V.Count)
            Responsibilities<V>.Normalise(at.K, vectors, work.From(lane));
        return FindDead(count, work.From(0));
    }

    // The first row of which every lₖ is −∞, or −1: then the objective is −∞ too.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int FindDead(int count, Workspace work)
    {
        for (var lane = 0; lane < Lanes; lane++)
            if (!double.IsFinite(work.Objective[lane]))
                for (var i = 0; i < count; i++)
                    if (work.Weights[i] > 0 && work.Max[i] == double.NegativeInfinity)
                        return i;
        return -1;
    }

    // The rows after these are brought near, some lines of cache beside each component; it is a hint, and may point anywhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Prefetch(double* next, int firstLine, int endLine)
    {
        if (Sse.IsSupported)
            for (var line = firstLine; line < endLine; line++)
                Sse.Prefetch0(next + line * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void LogDensities<V>(KernelParameters at, int k, int vectors, Workspace work)
        where V : struct, ILanes<V>
    {
        for (var lane = 0; lane < Lanes; lane += V.Count)
            if (at.Shape == CovarianceShape.Spherical)
                SphericalKernel<V>.LogDensities(at, k, vectors, work.From(lane));
            else if (!at.IsTriangular)
                DiagonalKernel<V>.LogDensities(at, k, vectors, work.From(lane));
            else if (at.D == 2)
                PlanarKernel<V>.LogDensities(at, k, vectors, work.From(lane));
            else
                TriangularDensities<V>.LogDensities(at, k, vectors, work.From(lane));
        work.From(0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Moments<V>(KernelParameters at, int k, int vectors, Workspace work)
        where V : struct, ILanes<V>
    {
        for (var lane = 0; lane < Lanes; lane += V.Count)
            if (at.Shape == CovarianceShape.Spherical)
                SphericalKernel<V>.Moments(at, k, vectors, work.From(lane));
            else if (!at.IsTriangular)
                DiagonalKernel<V>.Moments(at, k, vectors, work.From(lane));
            else if (at.D == 2)
                PlanarKernel<V>.Moments(at, k, vectors, work.From(lane));
            else
                TriangularMoments<V>.Moments(at, k, vectors, work.From(lane));
        work.From(0);
    }

    // Lanes to numbers, by halves; the lanes are 0 afterwards.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Fold(double* lanes, Span<double> into)
    {
        for (var p = 0; p < into.Length; p++, lanes += Lanes)
        {
            into[p] = Fold(Vector512.LoadAligned(lanes));
            Vector512<double>.Zero.StoreAligned(lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Fold(Vector512<double> v)
    {
        var half = v.GetLower() + v.GetUpper();
        var quarter = half.GetLower() + half.GetUpper();
        return quarter[0] + quarter[1];
    }

    // Rows that are not there, or count nothing, lie on the first mean with a weight of 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Pack(double* rows, KernelRows known, int first, int count, int vectors, KernelParameters at, Workspace work)
    {
        Transpose(rows, count, at.D, work.X);
        if (count == Rows && known.Weights.IsNone)
            return;
        var weights = new Span<double>(work.Weights, vectors * Lanes);
        weights[count..].Clear();
        if (!known.Weights.IsNone)
            for (var i = 0; i < count; i++)
                weights[i] = known.Weight(first + i);
        work.IsCounted = !weights.ContainsAnyExcept(0, 1);
        for (var i = 0; i < weights.Length; i++)
            if (weights[i] == 0)
                for (var j = 0; j < at.D; j++)
                    work.X[j * Stride + i] = at.Means[j];
    }

    // Rows to columns, eight rows at a time; of a single column there is nothing to do but copy.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Transpose(double* rows, int count, int d, double* x)
    {
        if (d == 1)
        {
            new ReadOnlySpan<double>(rows, count).CopyTo(new Span<double>(x, count));
            return;
        }
        for (; count >= Lanes; count -= Lanes, rows += Lanes * d, x += Lanes)
            if (!Avx512F.IsSupported || d == 3)
                OneByOne(rows, d, x);
            else if (d == 2)
                Pairs(rows, x);
            else
                for (var j = 0; j < d; j += 4)
                    Fours(rows + Math.Min(j, d - 4), d, x + Math.Min(j, d - 4) * Stride);
        for (var i = 0; i < count; i++, rows += d)
        for (var j = 0; j < d; j++)
            x[j * Stride + i] = rows[j];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Pairs(double* rows, double* x)
    {
        var (a, b) = (Vector512.Load(rows), Vector512.Load(rows + Lanes));
        Avx512F.PermuteVar8x64x2(a, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14), b).StoreAligned(x);
        Avx512F.PermuteVar8x64x2(a, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15), b).StoreAligned(x + Stride);
    }

    // Four columns: rows i and i + 4 in a register, then pairs of rows, then fours.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Fours(double* rows, int d, double* x)
    {
        var (a, b) = (Rows(rows, d), Rows(rows + d, d));
        var (c, e) = (Rows(rows + 2 * d, d), Rows(rows + 3 * d, d));
        var (even, odd) = (Avx512F.UnpackLow(a, b), Avx512F.UnpackHigh(a, b));
        var (evens, odds) = (Avx512F.UnpackLow(c, e), Avx512F.UnpackHigh(c, e));
        var (first, second) = (Vector512.Create(0, 1, 8, 9, 4, 5, 12, 13), Vector512.Create(2, 3, 10, 11, 6, 7, 14, 15));
        Avx512F.PermuteVar8x64x2(even, first, evens).StoreAligned(x);
        Avx512F.PermuteVar8x64x2(odd, first, odds).StoreAligned(x + Stride);
        Avx512F.PermuteVar8x64x2(even, second, evens).StoreAligned(x + 2 * Stride);
        Avx512F.PermuteVar8x64x2(odd, second, odds).StoreAligned(x + 3 * Stride);
        static Vector512<double> Rows(double* row, int d) => Vector512.Create(Vector256.Load(row), Vector256.Load(row + 4 * d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void OneByOne(double* rows, int d, double* x)
    {
        for (var end = rows + d; rows < end; rows++, x += Stride)
            Vector512.Create(Four(rows, d), Four(rows + 4 * d, d)).StoreAligned(x);
        static Vector256<double> Four(double* row, int d) => Vector256.Create(row[0], row[d], row[2 * d], row[3 * d]);
    }

    // A row of a known component is of no other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Hold(KernelRows known, int first, int count, int components, Workspace work)
    {
        for (var i = 0; i < count; i++)
            if (known.Label(first + i) is >= 0 and var label)
                for (var k = 0; k < components; k++)
                    if (k != label)
                        work.L[k * Stride + i] = double.NegativeInfinity;
    }
}
