using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EmFunctional.Numerics;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>The E-step of a block of classes: eight classes of one size at a time, each with a sum of its own, so that no addition waits for another.</summary>
static class ClassKernel
{
    const int MostOnStack = ClassLayout.MostTranscripts + 1;

    /// <summary>
    /// Computes D_c = Σ_{t ∈ c} x_t of each class, n_c/D_c, and of each transcript e_t = x_t Σ_{c ∋ t} n_c/D_c, the reads expected of it.
    /// </summary>
    /// <param name="block">The classes.</param>
    /// <param name="counts">n, the reads of each class in the order of the block.</param>
    /// <param name="rates">x = α/l, expected reads by effective length, of all transcripts [T].</param>
    /// <returns>e of the block's transcripts [L], Σ n_c ln D_c, and Σ n_c (1 + |ln D_c|); the objective is −∞ where a class with reads has D = 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static unsafe (double[] Expected, double Objective, double Magnitude) Evaluate(
        ClassBlock block,
        double[] counts,
        ReadOnlySpan<double> rates
    )
    {
        var transcripts = block.Transcripts;
        var length = transcripts.Length;
        var expected = new double[length];
        var room = stackalloc double[2 * MostOnStack];
        var heap = length < MostOnStack ? null : new double[2 * (length + 1)];
        fixed (double* large = heap)
        fixed (ushort* members = block.Members)
        fixed (double* reads = counts)
        {
            var x = heap is null ? room : large;
            var sums = x + length + 1;
            for (var i = 0; i < length; i++)
            {
                x[i] = rates[transcripts[i]];
                sums[i] = 0;
            }
            (x[length], sums[length]) = (1, 0);
            var (objective, magnitude) = (Vector512<double>.Zero, Vector512<double>.Zero);
            var at = members;
            var n = reads;
            foreach (var (size, eights) in block.Groups)
                for (var eight = 0; eight < eights; eight++, at += 8 * size, n += 8)
                {
                    var count = Vector512.Load(n);
                    // A class without reads says nothing, not even where it is impossible.
                    var shares = Vector512.ConditionalSelect(
                        Vector512.Equals(count, Vector512<double>.Zero),
                        Vector512<double>.One,
                        Sums(at, size, x)
                    );
                    var log = Elementary.Log(shares);
                    objective += count * log;
                    magnitude += count * (Vector512<double>.One + Vector512.Abs(log));
                    Spread(at, size, count / shares, sums);
                }
            for (var i = 0; i < length; i++)
                expected[i] = x[i] * sums[i];
            return (expected, Total(objective), Total(magnitude));
        }
    }

    /// <summary>The same of classes of one transcript each, whose reads are all of it.</summary>
    /// <param name="block">The classes.</param>
    /// <param name="counts">n, their reads.</param>
    /// <param name="rates">x of all transcripts [T].</param>
    /// <returns>Σ n_c ln x_t, and Σ n_c (1 + |ln x_t|).</returns>
    public static (double Objective, double Magnitude) Evaluate(SingleBlock block, double[] counts, ReadOnlySpan<double> rates)
    {
        var (objective, magnitude) = (0.0, 0.0);
        Span<double> x = stackalloc double[8];
        for (var first = 0; first < counts.Length; first += 8)
        {
            var count = Math.Min(8, counts.Length - first);
            x.Fill(1);
            for (var i = 0; i < count; i++)
                x[i] = counts[first + i] == 0 ? 1 : rates[block.Transcripts[first + i]];
            var log = Elementary.Log(Vector512.Create<double>(x));
            for (var i = 0; i < count; i++)
            {
                objective += counts[first + i] * log[i];
                magnitude += counts[first + i] * (1 + Math.Abs(log[i]));
            }
        }
        return (objective, magnitude);
    }

    // In this order on every machine.
    static double Total(Vector512<double> lanes)
    {
        var sum = 0.0;
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
            sum += lanes[lane];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe Vector512<double> Sums(ushort* at, int size, double* x)
    {
        double a = x[at[0]],
            b = x[at[1]],
            c = x[at[2]],
            d = x[at[3]],
            e = x[at[4]],
            f = x[at[5]],
            g = x[at[6]],
            h = x[at[7]];
        for (var j = 1; j < size; j++)
        {
            at += 8;
            a += x[at[0]];
            b += x[at[1]];
            c += x[at[2]];
            d += x[at[3]];
            e += x[at[4]];
            f += x[at[5]];
            g += x[at[6]];
            h += x[at[7]];
        }
        return Vector512.Create(a, b, c, d, e, f, g, h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Spread(ushort* at, int size, Vector512<double> ratios, double* sums)
    {
        double a = ratios[0],
            b = ratios[1],
            c = ratios[2],
            d = ratios[3],
            e = ratios[4],
            f = ratios[5],
            g = ratios[6],
            h = ratios[7];
        for (var j = 0; j < size; j++, at += 8)
        {
            sums[at[0]] += a;
            sums[at[1]] += b;
            sums[at[2]] += c;
            sums[at[3]] += d;
            sums[at[4]] += e;
            sums[at[5]] += f;
            sums[at[6]] += g;
            sums[at[7]] += h;
        }
    }
}
