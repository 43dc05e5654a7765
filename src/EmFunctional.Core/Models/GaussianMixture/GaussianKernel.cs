using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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
    public const int Rows = Lanes * Vectors;

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
                    var dead = Expect(rows + (long)first * at.D, known, first, Math.Min(Rows, n - first), at, work);
                    if (dead >= 0)
                        return first + dead;
                }
                for (var k = 0; k < at.K; k++)
                {
                    for (var first = start; first < end; first += Rows)
                    {
                        work.At((first - start) / Rows);
                        Moments(at, k, VectorsOf(Math.Min(Rows, n - first)), work);
                    }
                    if (work.IsWhole || end == n)
                        Fold(work.Sums(k), into.Slice(k * at.Sums, at.Sums));
                }
            }
        }
        Fold(work.Objective, new(ref logLikelihood));
        return -1;
    }

    // A tile has four vectors.
    static int VectorsOf(int count) => (count + 4 * Lanes - 1) / (4 * Lanes) * 4;

    static int Expect(double* rows, KernelRows known, int first, int count, KernelParameters at, Workspace work)
    {
        var vectors = VectorsOf(count);
        Pack(rows, known, first, count, vectors, at, work);
        for (var k = 0; k < at.K; k++)
        {
            if (at.D > 2) // of fewer columns the processor does so by itself
                Prefetch(rows + Rows * at.D, k * Vectors * at.D / at.K, (k + 1) * Vectors * at.D / at.K);
            if (at.IsTriangular)
                TriangularKernel.LogDensities(at, k, vectors, work);
            else
                SeparateKernel.LogDensities(at, k, vectors, work);
        }
        if (!known.Labels.IsNone)
            Hold(known, first, count, at.K, work);
        return Responsibilities.Normalise(at.K, vectors, work);
    }

    // The rows after these are brought near, some lines of cache beside each component; it is a hint, and may point anywhere.
    static void Prefetch(double* next, int firstLine, int endLine)
    {
        if (Sse.IsSupported)
            for (var line = firstLine; line < endLine; line++)
                Sse.Prefetch0(next + line * Lanes);
    }

    static void Moments(KernelParameters at, int k, int vectors, Workspace work)
    {
        if (at.IsTriangular)
            TriangularKernel.Moments(at, k, vectors, work, work.Sums(k));
        else
            SeparateKernel.Moments(at, k, vectors, work, work.Sums(k));
    }

    // Lanes to numbers, by halves; the lanes are 0 afterwards.
    static void Fold(double* lanes, Span<double> into)
    {
        for (var p = 0; p < into.Length; p++, lanes += Lanes)
        {
            into[p] = Fold(Vector512.LoadAligned(lanes));
            Vector512<double>.Zero.StoreAligned(lanes);
        }
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
        var weights = new Span<double>(work.Weights, vectors * Lanes);
        weights[..count].Fill(1);
        weights[count..].Clear();
        if (!known.Weights.IsNone)
            for (var i = 0; i < count; i++)
                weights[i] = known.Weight(first + i);
        Transpose(rows, count, at.D, work.X);
        if (count == weights.Length && known.Weights.IsNone)
            return;
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
        {
            var (a, b, to) = ((nint)rows, (nint)(rows + 4 * d), (nint)x);
            var (one, two, three) = ((nint)d * sizeof(double), (nint)d * 2 * sizeof(double), (nint)d * 3 * sizeof(double));
            for (var end = a + one; a < end; a += sizeof(double), b += sizeof(double), to += Stride * sizeof(double))
                Vector512
                    .Create(
                        Vector256.Create(*(double*)a, *(double*)(a + one), *(double*)(a + two), *(double*)(a + three)),
                        Vector256.Create(*(double*)b, *(double*)(b + one), *(double*)(b + two), *(double*)(b + three))
                    )
                    .StoreAligned((double*)to);
        }
        for (var i = 0; i < count; i++, rows += d)
        for (var j = 0; j < d; j++)
            x[j * Stride + i] = rows[j];
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLogs(
        Vector512<double> q0,
        Vector512<double> q1,
        Vector512<double> q2,
        Vector512<double> q3,
        double half,
        double scale,
        double* l
    )
    {
        var (h, s) = (Vector512.Create(half), Vector512.Create(scale));
        Vector512.FusedMultiplyAdd(h, q0, s).StoreAligned(l);
        Vector512.FusedMultiplyAdd(h, q1, s).StoreAligned(l + Lanes);
        Vector512.FusedMultiplyAdd(h, q2, s).StoreAligned(l + 2 * Lanes);
        Vector512.FusedMultiplyAdd(h, q3, s).StoreAligned(l + 3 * Lanes);
    }
}
