using EmFunctional.Numerics;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Bias;

/// <summary>
/// Effective lengths corrected for the hexamers at which fragments prefer to begin. A transcript with many of them gives more fragments than its length says, so its effective
/// length is larger.
/// </summary>
/// <remarks>
/// Hansen, Brenner and Dudoit 2010 (the bias), Roberts, Trapnell, Donaghey, Rinn and Pachter 2011 (the correction); the windows and limits are those of kallisto 0.48.
/// With o_h the hexamers seen at the beginnings of reads and e_h those expected, e_h = Σ_t c α_t/l_t (places of h in t), the new length is
/// l_t = c (Σ e/Σ o) Σ_places o_h/e_h, where that is above the mean fragment length; c is 1/2, or 1 where the strand is kept.
/// </remarks>
public static class BiasCorrection
{
    const int Hexamer = 6;
    const double Negligible = 1e-8;

    /// <summary>The correction for some reads: from counts and effective lengths [T] to better effective lengths [T].</summary>
    /// <param name="index">The index that they were mapped with.</param>
    /// <param name="mapped">The reads; without hexamers nothing is corrected.</param>
    public static Func<Vector, Vector, Vector> Of(TranscriptIndex index, MappedReads mapped) =>
        mapped.Hexamers.Match<Func<Vector, Vector, Vector>>(
            seen => (counts, lengths) => Corrected(index, mapped, seen, counts, lengths),
            () => (_, lengths) => lengths
        );

    static Vector Corrected(TranscriptIndex index, MappedReads mapped, HexamerCounts seen, Vector counts, Vector lengths)
    {
        var share = mapped.Strand == StrandMode.Unstranded ? 0.5 : 1;
        var expected = new double[HexamerCounts.Codes];
        for (var t = 0; t < counts.Count; t++)
            if (IsCorrected(t))
            {
                var weight = share * counts[t] / lengths[t];
                ForEachHexamer(index, mapped, t, code => expected[code] += weight);
            }
        var (sumExpected, sumSeen) = (0.0, 0L);
        for (var code = 0; code < expected.Length; code++)
            (sumExpected, sumSeen) = (sumExpected + expected[code], sumSeen + seen.Counts[code]);
        if (sumSeen == 0)
            return lengths;
        return Vector.Of(
            counts.Count,
            t =>
            {
                var sum = 0.0;
                if (IsCorrected(t))
                    ForEachHexamer(index, mapped, t, code => sum += seen.Counts[code] / expected[code]);
                var corrected = sum * share * sumExpected / sumSeen;
                return corrected > mapped.Fragments.MeanWithin(index.Lengths[t]) ? corrected : lengths[t];
            }
        );

        bool IsCorrected(int t) => index.Lengths[t] >= mapped.Fragments.MeanWithin(index.Lengths[t]) && counts[t] >= Negligible;
    }

    // Those where a fragment of the mean length can begin: on the transcript's strand as they are, on the other one turned.
    static void ForEachHexamer(TranscriptIndex index, MappedReads mapped, int transcript, Action<int> action)
    {
        var sequence = index.SequenceOf(transcript);
        var mean = mapped.Fragments.MeanWithin(index.Lengths[transcript]);
        var forward = (int)Math.Max(sequence.Length - mean - Hexamer, 0);
        if (mapped.Strand != StrandMode.FirstReverse)
            for (var j = 0; j < forward; j++)
                action(Hexamers.Forward(sequence.AsSpan(j, Hexamer)));
        if (mapped.Strand != StrandMode.FirstForward)
            for (var j = (int)Math.Max(mean - Hexamer, 0); j < sequence.Length - Hexamer; j++)
                action(Hexamers.Turned(sequence.AsSpan(j, Hexamer)));
    }
}
