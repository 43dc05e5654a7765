namespace EmFunctional.Transcripts.Indexing;

/// <summary>Where a k-mer is.</summary>
/// <param name="Contig">The contig, or −1.</param>
/// <param name="Place">Where it begins among the bases of all contigs.</param>
/// <param name="IsAlong">Whether it has the direction of the contig.</param>
readonly record struct KmerPlace(int Contig, int Place, bool IsAlong)
{
    /// <summary>Nowhere.</summary>
    public static KmerPlace None => new(-1, -1, false);

    /// <summary>Whether it is nowhere.</summary>
    public bool IsNone => Contig < 0;
}
