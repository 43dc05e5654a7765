using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EmFunctional.Numerics;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>The E-step of a block of classes: eight classes of one size at a time, each with a sum of its own, so that no addition waits for another.</summary>
static class ClassKernel
{
    const int Lanes = ClassLayout.Lanes;
    const int MostOnStack = ClassLayout.MostTranscripts + 1;

    // So many eights are gone through twice while they are in the first cache: to add up, and to share out.
    const int Eights = 32;

    /// <summary>
    /// Computes D_c = Σ_{t ∈ c} w_ct x_t of each class, n_c/D_c, and of each transcript e_t = x_t Σ_{c ∋ t} w_ct n_c/D_c, the reads expected of it.
    /// </summary>
    /// <param name="block">The classes.</param>
    /// <param name="data">n, the reads of each class, and l, the effective length of each transcript, in the order of the block.</param>
    /// <param name="alpha">α, the reads of all transcripts [T]; x = α/l.</param>
    /// <returns>e of the block's transcripts [L], Σ n_c ln D_c, and Σ n_c (1 + |ln D_c|); the objective is −∞ where a class with reads has D = 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static unsafe (double[] Expected, double Objective, double Magnitude) Evaluate(
        ClassBlock block,
        BlockData data,
        ReadOnlySpan<double> alpha
    )
    {
        var transcripts = block.Transcripts;
        var length = transcripts.Length;
        var expected = new double[length];
        var room = stackalloc double[2 * MostOnStack];
        var sizes = stackalloc double[2 * Eights * Lanes];
        var heap = length < MostOnStack ? null : new double[2 * (length + 1)];
        fixed (double* large = heap)
        fixed (ushort* members = block.Members)
        fixed (double* weights = block.Weights)
        fixed (double* lengths = data.Lengths)
        fixed (double* reads = data.Counts)
        {
            var x = heap is null ? room : large;
            var sums = x + length + 1;
            for (var i = 0; i < length; i++)
                x[i] = alpha[transcripts[i]];
            DivideBy(lengths, x, length);
            new Span<double>(sums, length + 1).Clear();
            x[length] = 1;
            var totals = new Totals();
            var at = members;
            var w = weights; // null where there are none
            var n = reads;
            foreach (var (size, eights) in block.Groups)
                for (var first = 0; first < eights; first += Eights)
                {
                    var count = Math.Min(Eights, eights - first);
                    for (var eight = 0; eight < count; eight++)
                        if (w is null)
                            Add(at + eight * Lanes * size, size, x, sizes + eight * Lanes);
                        else
                            WeightedKernel.Add(at + eight * Lanes * size, w + eight * Lanes * size, size, x, sizes + eight * Lanes);
                    Divide(n, sizes, Lanes * count, ref totals);
                    for (var eight = 0; eight < count; eight++, at += Lanes * size)
                        if (w is null)
                            Spread(at, size, sizes + eight * Lanes, sums);
                        else
                            WeightedKernel.Spread(at, w + eight * Lanes * size, size, sizes + eight * Lanes, sums);
                    if (w is not null)
                        w += Lanes * size * count;
                    n += Lanes * count;
                }
            for (var i = 0; i < length; i++)
                expected[i] = x[i] * sums[i];
            return (expected, totals.Objective, totals.Magnitude);
        }
    }

    /// <summary>The same of classes of one transcript each, whose reads are all of it.</summary>
    /// <param name="block">The classes.</param>
    /// <param name="data">n, their reads, and l of their transcripts.</param>
    /// <param name="alpha">α of all transcripts [T]; x = α/l.</param>
    /// <returns>Σ n_c ln x_t, and Σ n_c (1 + |ln x_t|).</returns>
    public static (double Objective, double Magnitude) Evaluate(SingleBlock block, BlockData data, ReadOnlySpan<double> alpha)
    {
        var counts = data.Counts;
        var x = new double[counts.Length];
        for (var i = 0; i < x.Length; i++)
            x[i] = counts[i] == 0 ? 1 : alpha[block.Transcripts[i]] / data.Lengths[i];
        Elementary.Log(x, x);
        var (objective, magnitude) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            objective += counts[i] * x[i];
            magnitude += counts[i] * (1 + Math.Abs(x[i]));
        }
        return (objective, magnitude);
    }

    // x/l in the place of x.
    static unsafe void DivideBy(double* lengths, double* x, int length)
    {
        var i = 0;
        for (; i + 4 <= length; i += 4)
            (Vector256.Load(x + i) / Vector256.Load(lengths + i)).Store(x + i);
        for (; i < length; i++)
            x[i] /= lengths[i];
    }

    // D of eight classes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Add(ushort* at, int size, double* x, double* into)
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
            at += Lanes;
            a += x[at[0]];
            b += x[at[1]];
            c += x[at[2]];
            d += x[at[3]];
            e += x[at[4]];
            f += x[at[5]];
            g += x[at[6]];
            h += x[at[7]];
        }
        (into[0], into[1], into[2], into[3]) = (a, b, c, d);
        (into[4], into[5], into[6], into[7]) = (e, f, g, h);
    }

    // n/D in the place of D, behind ln D in the room behind it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Divide(double* n, double* sizes, int count, ref Totals totals)
    {
        var logs = sizes + Eights * Lanes;
        for (var i = 0; i < count; i += 4)
        {
            // A class without reads says nothing, not even where it is impossible.
            var hasNone = Vector256.Equals(Vector256.Load(n + i), Vector256<double>.Zero);
            Vector256.ConditionalSelect(hasNone, Vector256<double>.One, Vector256.Load(sizes + i)).Store(sizes + i);
        }
        Elementary.Log(new ReadOnlySpan<double>(sizes, count), new Span<double>(logs, count));
        for (var i = 0; i < count; i += Lanes)
        {
            totals.Add(Vector256.Load(n + i), Vector256.Load(logs + i), Vector256.Load(n + i + 4), Vector256.Load(logs + i + 4));
            (Vector256.Load(n + i) / Vector256.Load(sizes + i)).Store(sizes + i);
            (Vector256.Load(n + i + 4) / Vector256.Load(sizes + i + 4)).Store(sizes + i + 4);
        }
    }

    // n/D to each member of eight classes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Spread(ushort* at, int size, double* ratios, double* sums)
    {
        var (a, b, c, d) = (ratios[0], ratios[1], ratios[2], ratios[3]);
        var (e, f, g, h) = (ratios[4], ratios[5], ratios[6], ratios[7]);
        for (var j = 0; j < size; j++, at += Lanes)
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

    // Σ n ln D and Σ n (1 + |ln D|) in eight lanes.
    struct Totals
    {
        Vector256<double> _low;
        Vector256<double> _high;
        Vector256<double> _lowSize;
        Vector256<double> _highSize;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector256<double> n, Vector256<double> log, Vector256<double> more, Vector256<double> moreLog)
        {
            _low += n * log;
            _high += more * moreLog;
            _lowSize += n * (Vector256<double>.One + Vector256.Abs(log));
            _highSize += more * (Vector256<double>.One + Vector256.Abs(moreLog));
        }

        public readonly double Objective => Total(_low) + Total(_high);

        public readonly double Magnitude => Total(_lowSize) + Total(_highSize);

        // In this order on every machine.
        static double Total(Vector256<double> lanes) => lanes[0] + lanes[1] + lanes[2] + lanes[3];
    }
}
