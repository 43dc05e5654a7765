using System.Collections.Immutable;
using EmFunctional.Transcripts.Sequences;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>Transcripts as an index takes them: bases that are none are replaced, and an end of ten A or more is clipped.</summary>
/// <param name="Names">The names.</param>
/// <param name="Lengths">The lengths before clipping.</param>
/// <param name="Bases">The clipped sequences one behind the other.</param>
/// <param name="Starts">Where each begins, and the end [T + 1].</param>
/// <param name="Replaced">How many letters were no bases.</param>
/// <param name="Clipped">How many transcripts were clipped.</param>
sealed record TranscriptSequences(
    ImmutableArray<string> Names,
    ImmutableArray<int> Lengths,
    PackedBases Bases,
    ImmutableArray<int> Starts,
    long Replaced,
    int Clipped
)
{
    /// <summary>How many bases a transcript has after clipping.</summary>
    public int ClippedLength(int transcript) => Starts[transcript + 1] - Starts[transcript];
}
