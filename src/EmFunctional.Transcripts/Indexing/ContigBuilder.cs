using System.Collections.Generic;
using EmFunctional.Transcripts.Sequences;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>Makes contigs of transcripts, and says through which each transcript runs.</summary>
/// <remarks>
/// kallisto first makes unitigs and then cuts them where transcripts begin or end within them. To end a contig at every such place gives the same contigs, but
/// that a ring of k-mers is cut there only, and nowhere at will.
/// </remarks>
sealed class ContigBuilder
{
    readonly TranscriptSequences _transcripts;
    readonly int _k;
    readonly ulong _mask;
    readonly BasesPacker _bases = new();
    readonly List<int> _starts = [0];
    readonly List<ulong> _firstKmers = [];
    readonly Dictionary<ulong, int> _byEnd = [];
    readonly List<int> _visits = [];
    readonly int[] _visitStarts;

    ContigBuilder(TranscriptSequences transcripts, int k)
    {
        (_transcripts, _k, _mask) = (transcripts, k, Bases.Mask(k));
        _visitStarts = new int[transcripts.Names.Length + 1];
    }

    /// <summary>The contigs and the visits.</summary>
    /// <param name="transcripts">The transcripts.</param>
    /// <param name="k">Odd, 3 to 31.</param>
    public static (Contigs Contigs, Visits Visits) Build(TranscriptSequences transcripts, int k)
    {
        var builder = new ContigBuilder(transcripts, k);
        builder.Walk();
        return (new(k, builder._bases.Packed(), [.. builder._starts]), new(builder._visitStarts, [.. builder._visits]));
    }

    void Walk()
    {
        var pass = new NodePass(_transcripts, _k);
        var table = new NodeTable(_transcripts.Bases.Count / 2);
        pass.Fill(table);
        var ends = Array.Empty<bool>();
        for (var t = 0; t < _transcripts.Names.Length; t++)
        {
            var kmers = _transcripts.ClippedLength(t) - _k + 1;
            if (kmers > 0)
            {
                if (ends.Length <= kmers)
                    ends = new bool[2 * kmers];
                pass.Ends(table, t, ends.AsSpan(0, kmers + 1));
                for (int from = 0, to; from < kmers; from = to)
                {
                    to = from + 1;
                    while (!ends[to])
                        to++;
                    Visit(_transcripts.Starts[t] + from, to - from);
                }
            }
            _visitStarts[t + 1] = _visits.Count;
        }
    }

    // A run of k-mers from one end of a contig to the other.
    void Visit(int place, int kmers)
    {
        var first = _transcripts.Bases.At(place, _mask);
        if (!_byEnd.TryGetValue(Canonical(first), out var contig))
            contig = Add(place, kmers, first);
        _visits.Add(Visits.Code(contig, isAlong: _firstKmers[contig] == first));
    }

    int Add(int place, int kmers, ulong first)
    {
        var contig = _firstKmers.Count;
        _bases.Append(_transcripts.Bases, place, kmers + _k - 1);
        _starts.Add(_bases.Count);
        _firstKmers.Add(first);
        _byEnd[Canonical(first)] = contig;
        _byEnd[Canonical(_transcripts.Bases.At(place + kmers - 1, _mask))] = contig;
        return contig;
    }

    ulong Canonical(ulong kmer) => Math.Min(kmer, Bases.ReverseComplement(kmer, _k));
}
