using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace EmFunctional.Transcripts.Bootstrapping;

/// <summary>
/// As many reads again, drawn with replacement from those that there are: by class, to the same numbers as kallisto, whose draws are those of GNU's C++ library.
/// </summary>
/// <remarks>
/// A draw is <c>std::discrete_distribution</c> on <c>std::default_random_engine</c>: x ← 16807 x mod (2³¹ − 1) (Park and Miller 1988), two of them make a
/// number below 1, and the class is the first whose cumulative share of the reads is not below it.
/// </remarks>
static class Resampling
{
    const ulong Modulus = 2147483647;
    const double Range = 2147483646;

    /// <summary>Counts drawn anew.</summary>
    /// <param name="counts">The reads of each class [C]; the order of classes matters.</param>
    /// <param name="seed">The seed of this sample.</param>
    /// <returns>As many reads in all [C].</returns>
    public static ImmutableArray<long> Draw(ImmutableArray<long> counts, ulong seed)
    {
        var total = 0L;
        foreach (var count in counts)
            total += count;
        var shares = Cumulative(counts, total);
        var begins = BeginsOf(shares);
        var drawn = new long[counts.Length];
        var state = seed % Modulus is 0 ? 1 : seed % Modulus;
        for (var read = 0L; read < total; read++)
        {
            var low = Next(ref state);
            var u = (low + Next(ref state) * Range) / (Range * Range);
            var c = begins[(int)(u * begins.Length)];
            while (shares[c] < u)
                c++;
            drawn[c]++;
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(drawn);
    }

    static double Next(ref ulong state)
    {
        state = state * 16807 % Modulus;
        return state - 1;
    }

    static double[] Cumulative(ImmutableArray<long> counts, double total)
    {
        var (shares, sum) = (new double[counts.Length], 0.0);
        for (var c = 0; c < shares.Length; c++)
            shares[c] = sum += counts[c] / total;
        shares[^1] = 1;
        return shares;
    }

    // For each of many equal parts of [0, 1) the first class whose share reaches its beginning, so that few are looked at for a draw.
    static int[] BeginsOf(double[] shares)
    {
        var (begins, c) = (new int[Math.Max(16, 2 * shares.Length)], 0);
        for (var part = 0; part < begins.Length; part++)
        {
            while (shares[c] < (double)part / begins.Length)
                c++;
            begins[part] = c;
        }
        return begins;
    }
}
