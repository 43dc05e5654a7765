using LanguageExt;

namespace EmFunctional.Transcripts.Model;

/// <summary>What mapping makes of reads, and all that EM needs of them.</summary>
/// <param name="Classes">The reads by the transcripts that they fit; class t &lt; T is that of transcript t alone, then come the others.</param>
/// <param name="Processed">How many reads (or pairs) there were.</param>
/// <param name="Fragments">The fragment lengths: from the pairs, or as given.</param>
/// <param name="Strand">The strand mode.</param>
/// <param name="Hexamers">The hexamers at the beginnings of fragments, where the correction of bias was asked for.</param>
public sealed record MappedReads(
    EquivalenceClasses Classes,
    long Processed,
    FragmentLengths Fragments,
    StrandMode Strand,
    Option<HexamerCounts> Hexamers
)
{
    /// <summary>How many reads (or pairs) fit any transcript.</summary>
    public long Pseudoaligned => Classes.Total;

    /// <summary>How many fit one transcript only.</summary>
    public long Unique => Classes.Unique;
}
