using System.Collections.Immutable;

namespace EmFunctional.Transcripts.Model;

/// <summary>How often each sequence of six bases lay about the beginning of a fragment: random priming prefers some.</summary>
/// <param name="Counts">By the code of the hexamer: A 0, C 1, G 2, T 3, the first base in the highest place [4096].</param>
/// <remarks>Hansen, Brenner and Dudoit 2010 describe the bias; the window, two bases before to four bases behind the beginning, is kallisto's.</remarks>
public sealed record HexamerCounts(ImmutableArray<long> Counts)
{
    /// <summary>4⁶.</summary>
    public const int Codes = 4096;
}
