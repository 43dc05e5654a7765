using System.Numerics;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Sequences;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>In how many bases a read differs from a transcript, at the place where its first hit puts it, without gaps.</summary>
/// <param name="transcripts">The bases of all transcripts.</param>
sealed class ReadDifferences(TranscriptBases transcripts)
{
    const int PerStep = 32;
    const ulong LowerBits = 0x5555_5555_5555_5555;

    /// <summary>How many differ: those outside the transcript do, since it has none there; letters that are no bases are not counted.</summary>
    /// <param name="read">The read.</param>
    /// <param name="transcript">The transcript.</param>
    /// <param name="at">Where the first base of the read is in the transcript; of a read against it, the place behind.</param>
    /// <param name="isForward">Whether the read goes along the transcript.</param>
    /// <param name="most">Where there are more, it need not be known how many.</param>
    public int Count(EncodedRead read, int transcript, int at, bool isForward, int most)
    {
        var (start, end) = (transcripts.Start(transcript), transcripts.Start(transcript + 1));
        var (from, to) = isForward
            ? (Math.Max(0, -at), Math.Min(read.Length, end - start - at))
            : (Math.Max(0, at - (end - start)), Math.Min(read.Length, at));
        var count = read.Length - Math.Max(0, to - from);
        for (int i = from, bases; i < to && count <= most; i += bases)
        {
            bases = Math.Min(PerStep, to - i);
            var there = transcripts.At(start + (isForward ? at + i : at - i - bases));
            var differing = (isForward ? there : Bases.ReverseComplement(there, bases)) ^ read.Word(i);
            var lanes = (differing | (differing >> 1)) & LowerBits & ~read.Others(i);
            count += BitOperations.PopCount(lanes << (2 * (PerStep - bases)));
        }
        return count;
    }
}
