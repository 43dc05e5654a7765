using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>What a mapped read tells of its fragment: the length, and the hexamer about its beginning.</summary>
static class FragmentEnds
{
    /// <summary>Nothing is told.</summary>
    public const int None = -1;

    const int Before = 2;
    const int Hexamer = 6;

    /// <summary>
    /// The length of a pair's fragment, below 1000: the distance of the ends of its reads, where both are on one contig and in opposite directions.
    /// </summary>
    public static int Length(TranscriptIndex index, ReadHits first, ReadHits second)
    {
        if (first.IsNone || second.IsNone || first.First.Contig != second.First.Contig || first.First.IsAlong == second.First.IsAlong)
            return None;
        var length = Math.Abs(End(index.K, first) - End(index.K, second));
        return length is > 0 and < FragmentLengths.Most ? length : None;
    }

    // Where the read begins, on one line for all reads of a contig.
    static int End(int k, ReadHits hits) => hits.First.IsAlong ? hits.First.Place - hits.FirstAt : hits.First.Place + k + hits.FirstAt;

    /// <summary>
    /// The code of the hexamer from two bases before the beginning of the read to four behind it, read from the contig, where that goes so far. Of a read along the contig it
    /// is that of the other strand.
    /// </summary>
    public static int HexamerCode(TranscriptIndex index, ReadHits hits)
    {
        if (hits.IsNone)
            return None;
        var (place, contigs) = (hits.First, index.Contigs);
        var begin = place.IsAlong ? place.Place - hits.FirstAt - Before : place.Place + hits.FirstAt + index.K - (Hexamer - Before);
        if (begin < contigs.Start(place.Contig) || begin + Hexamer > contigs.End(place.Contig))
            return None;
        Span<byte> bases = stackalloc byte[Hexamer];
        for (var i = 0; i < Hexamer; i++)
            bases[i] = (byte)contigs.Bases.CodeAt(begin + i);
        return place.IsAlong ? Hexamers.Turned(bases) : Hexamers.Forward(bases);
    }
}
