using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EmFunctional.Numerics;
using static EmFunctional.Models.GaussianMixture.GaussianKernel;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>
/// From log-densities to responsibilities, in steps that each go through all vectors of rows: what one vector waits for, another computes meanwhile.
/// Symbols as in <see cref="GaussianKernel"/>.
/// </summary>
static unsafe class Responsibilities
{
    // rₖ w = w exp(lₖ − max)/Σ, and the objective Σ w (max + ln Σ); returns the first row of which every lₖ is −∞, or −1.
    public static int Normalise(int components, int vectors, Workspace work)
    {
        if (Maxima(work.L, components, work.Max, vectors) && FindDead(components, vectors, work) is >= 0 and var dead)
            return dead;
        if (!Vector512.IsHardwareAccelerated)
        {
            VectorByVector(components, vectors, work);
            return -1;
        }
        if (components == 2)
            OfTwo(work.L, work.Sum, vectors);
        else
            Exponentials(work.L, components, work.Max, work.Sum, vectors);
        Logarithms(vectors, work);
        for (var k = 0; k < components; k++)
            Scale(work.L + k * Stride, work.Sum, vectors);
        return -1;
    }

    // max lₖ, of four vectors at a time; whether one of them is −∞
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static bool Maxima(double* l, int components, double* max, int vectors)
    {
        var least = Vector512.Create(double.PositiveInfinity);
        for (var end = l + vectors * Lanes; l < end; l += 4 * Lanes, max += 4 * Lanes)
        {
            var (m0, m1) = (Vector512.LoadAligned(l), Vector512.LoadAligned(l + Lanes));
            var (m2, m3) = (Vector512.LoadAligned(l + 2 * Lanes), Vector512.LoadAligned(l + 3 * Lanes));
            var of = l;
            for (var k = 1; k < components; k++)
            {
                of += Stride;
                m0 = Vector512.Max(m0, Vector512.LoadAligned(of));
                m1 = Vector512.Max(m1, Vector512.LoadAligned(of + Lanes));
                m2 = Vector512.Max(m2, Vector512.LoadAligned(of + 2 * Lanes));
                m3 = Vector512.Max(m3, Vector512.LoadAligned(of + 3 * Lanes));
            }
            m0.StoreAligned(max);
            m1.StoreAligned(max + Lanes);
            m2.StoreAligned(max + 2 * Lanes);
            m3.StoreAligned(max + 3 * Lanes);
            least = Vector512.Min(least, Vector512.Min(Vector512.Min(m0, m1), Vector512.Min(m2, m3)));
        }
        return Vector512.EqualsAny(least, Vector512.Create(double.NegativeInfinity));
    }

    // exp(lₖ − max), and their sum in the order of the components
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Exponentials(double* l, int components, double* max, double* sum, int vectors)
    {
        for (var v = 0; v < vectors * Lanes; v += Lanes)
            Vector512<double>.Zero.StoreAligned(sum + v);
        for (var k = 0; k < components; k++, l += Stride)
        for (var v = 0; v < vectors * Lanes; v += Lanes)
        {
            var e = RealFunctions.ExpOfNonPositive(new Eight(Vector512.LoadAligned(l + v) - Vector512.LoadAligned(max + v))).Value;
            e.StoreAligned(l + v);
            (Vector512.LoadAligned(sum + v) + e).StoreAligned(sum + v);
        }
    }

    // The same of two: the larger one is 1, so that one exponential will do.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void OfTwo(double* l, double* sum, int vectors)
    {
        var one = Vector512.Create(1.0);
        for (var end = l + vectors * Lanes; l < end; l += Lanes, sum += Lanes)
        {
            var (l0, l1) = (Vector512.LoadAligned(l), Vector512.LoadAligned(l + Stride));
            var e = RealFunctions.ExpOfNonPositive(new Eight(-Vector512.Abs(l0 - l1))).Value;
            Vector512.ConditionalSelect(Vector512.LessThan(l0, l1), e, one).StoreAligned(l);
            Vector512.ConditionalSelect(Vector512.LessThan(l1, l0), e, one).StoreAligned(l + Stride);
            (one + e).StoreAligned(sum);
        }
    }

    // The objective; w/Σ takes the place of Σ.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Logarithms(int vectors, Workspace work)
    {
        var objective = Vector512.LoadAligned(work.Objective);
        for (var v = 0; v < vectors * Lanes; v += Lanes)
        {
            var (sum, w) = (Vector512.LoadAligned(work.Sum + v), Vector512.LoadAligned(work.Weights + v));
            var log = RealFunctions.LogOfNormal(new Eight(sum), new Eight(Vector512<double>.Zero)).Value;
            objective = Vector512.FusedMultiplyAdd(w, Vector512.LoadAligned(work.Max + v) + log, objective);
            (w / sum).StoreAligned(work.Sum + v);
        }
        objective.StoreAligned(work.Objective);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Scale(double* r, double* share, int vectors)
    {
        for (var end = r + vectors * Lanes; r < end; r += Lanes, share += Lanes)
            (Vector512.LoadAligned(r) * Vector512.LoadAligned(share)).StoreAligned(r);
    }

    // The same, one vector after the other: where eight lanes take two registers or more, less is kept in memory so.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void VectorByVector(int components, int vectors, Workspace work)
    {
        var objective = Vector512.LoadAligned(work.Objective);
        for (var v = 0; v < vectors * Lanes; v += Lanes)
        {
            var (max, sum) = (Vector512.LoadAligned(work.Max + v), Vector512<double>.Zero);
            for (var k = 0; k < components; k++)
            {
                var l = work.L + k * Stride + v;
                var e = RealFunctions.ExpOfNonPositive(new Eight(Vector512.LoadAligned(l) - max)).Value;
                e.StoreAligned(l);
                sum += e;
            }
            var w = Vector512.LoadAligned(work.Weights + v);
            var log = RealFunctions.LogOfNormal(new Eight(sum), new Eight(Vector512<double>.Zero)).Value;
            objective = Vector512.FusedMultiplyAdd(w, max + log, objective);
            var share = w / sum;
            for (var k = 0; k < components; k++)
            {
                var r = work.L + k * Stride + v;
                (Vector512.LoadAligned(r) * share).StoreAligned(r);
            }
        }
        objective.StoreAligned(work.Objective);
    }

    // A row without weight is at a mean, so it is not among them; −1 where none is dead.
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
        return -1;
    }
}
