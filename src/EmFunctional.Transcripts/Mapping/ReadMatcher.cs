using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Sequences;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>
/// Finds which contigs a read hits. Where a k-mer is in a contig, those up to the contig's end tell nothing new, so the next one looked up is there.
/// </summary>
/// <remarks>
/// The steps of kallisto 0.48, in their order and with their consequences: a k-mer behind a jump that no transcript has ends the search between (that is how errors
/// in reads are passed over); where the jump leads to another contig and the middle to a third, one k-mer is looked up and jumping goes on.
/// </remarks>
sealed class ReadMatcher
{
    const int WorthTheMiddle = 4;

    readonly Contigs _contigs;
    readonly KmerTable _table;
    readonly int _k;

    public ReadMatcher(TranscriptIndex index) => (_contigs, _table, _k) = (index.Contigs, index.Table, index.K);

    /// <summary>Matches a read.</summary>
    /// <param name="read">The read.</param>
    /// <param name="hits">Where the hits go, in the place of what is there.</param>
    public void Match(EncodedRead read, ReadHits hits)
    {
        hits.Clear();
        for (var at = read.From(0); at >= 0; )
        {
            var place = _table.Find(read.At(at));
            if (!place.IsNone)
            {
                hits.Add(place, at);
                var left = KmersLeft(place);
                if (left >= 2)
                    at = Jump(read, hits, place, at, left);
            }
            if (at < 0)
                break;
            at = read.From(at + 1);
        }
    }

    // How many k-mers of the contig come behind this one, in the direction of the read.
    int KmersLeft(KmerPlace place) =>
        place.IsAlong ? _contigs.End(place.Contig) - _k - place.Place : place.Place - _contigs.Start(place.Contig);

    // The last place that is done with, or −1 if that is all of the read.
    int Jump(EncodedRead read, ReadHits hits, KmerPlace place, int at, int left)
    {
        var target = Math.Min(at + left, read.Last);
        var jump = read.From(target);
        if (jump < 0)
            return -1;
        var there = FindNear(read, place, at, jump, left);
        if (there.IsNone || there.Contig == place.Contig)
            return (there.IsNone ? at : at + left) >= read.Last ? -1 : jump;
        if (left > WorthTheMiddle && read.From((at + target) / 2) is >= 0 and var middle)
        {
            var between = _table.Find(read.At(middle));
            if (!between.IsNone && (between.Contig == place.Contig || between.Contig == there.Contig))
            {
                hits.Add(between, middle);
                return target >= read.Last ? -1 : jump;
            }
        }
        var next = read.From(at + 1);
        if (next >= 0 && _table.Find(read.At(next)) is { IsNone: false } found)
            hits.Add(found, next);
        return next;
    }

    // The k-mer is mostly where the contig goes on; then it need not be searched.
    KmerPlace FindNear(EncodedRead read, KmerPlace place, int at, int jump, int left)
    {
        var kmer = read.At(jump);
        var ahead = jump - at;
        if (ahead <= left)
        {
            var expected = place.Place + (place.IsAlong ? ahead : -ahead);
            var there = _contigs.Bases.At(expected, Bases.Mask(_k));
            if (there == (place.IsAlong ? kmer : Bases.ReverseComplement(kmer, _k)))
                return place with { Place = expected };
        }
        return _table.Find(kmer);
    }
}
