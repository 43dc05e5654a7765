using System.Collections.Generic;
using System.Runtime.InteropServices;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>Says which set of transcripts a read, or a pair, fits.</summary>
/// <remarks>The rules of kallisto 0.48 (Bray et al. 2016).</remarks>
sealed class PairMapper
{
    // What a read without a hit tells.
    const int Nothing = -2;

    readonly TranscriptIndex _index;
    readonly MappingOptions _options;
    readonly ClassPool _pool;
    readonly ReadMatcher _matcher;
    readonly List<int> _kept = [];

    // The whole bases of the mean, where overhanging fragments are dropped; else 0.
    readonly int _fragment;

    public PairMapper(TranscriptIndex index, MappingOptions options, ClassPool pool)
    {
        (_index, _options, _pool, _matcher) = (index, options, pool, new(index));
        _fragment = options.KeepsOverhanging ? 0 : options.Fragments.Match(given => (int)Math.Min(given.Mean, int.MaxValue / 2), () => 0);
    }

    /// <summary>What the first read hit.</summary>
    public ReadHits First { get; } = new();

    /// <summary>What the second read hit.</summary>
    public ReadHits Second { get; } = new();

    /// <summary>The set of a single read.</summary>
    /// <returns>Its number; <see cref="ClassPool.Empty"/> if the read fits no transcript.</returns>
    public int Map(EncodedRead read)
    {
        _matcher.Match(read, First);
        Second.Clear();
        var set = SetOf(First);
        return set == Nothing ? ClassPool.Empty : Filtered(set);
    }

    /// <summary>The set of a pair.</summary>
    /// <returns>Its number; <see cref="ClassPool.Empty"/> if the pair fits no transcript.</returns>
    public int Map(EncodedRead first, EncodedRead second)
    {
        _matcher.Match(first, First);
        _matcher.Match(second, Second);
        var (a, b) = (SetOf(First), SetOf(Second));
        return Filtered(
            a == Nothing ? (b == Nothing ? ClassPool.Empty : b)
            : b == Nothing ? a
            : a == ClassPool.Empty ? a
            : _pool.Intersection(a, b)
        );
    }

    // The transcripts that all contigs share.
    int SetOf(ReadHits hits)
    {
        if (hits.IsNone)
            return Nothing;
        var contigs = hits.Contigs;
        var set = _index.ClassOf[contigs[0]];
        for (var i = 1; i < contigs.Length && set != ClassPool.Empty; i++)
            set = _pool.Intersection(set, _index.ClassOf[contigs[i]]);
        return set;
    }

    int Filtered(int set)
    {
        if (set != ClassPool.Empty && _fragment > 0 && (First.IsNone || Second.IsNone))
            set = Within(set, Second.IsNone ? First : Second);
        if (set != ClassPool.Empty && _options.Strand != StrandMode.Unstranded)
        {
            var isForward = _options.Strand == StrandMode.FirstForward;
            set = OnStrand(set, First, isForward);
            set = OnStrand(set, Second, !isForward);
        }
        return set;
    }

    // Without the transcripts over whose end the fragment of the read would hang.
    int Within(int set, ReadHits hits)
    {
        var (place, at) = (hits.First, hits.FirstAt);
        var (contig, start) = (place.Contig, _index.Contigs.Start(place.Contig));
        var (offset, kmers) = (place.Place - start, _index.Contigs.Kmers(contig));
        _kept.Clear();
        foreach (var t in _pool.Members(set))
        {
            var (first, isAlong) = _index.Occurrences.First(contig, t);
            // Counted from 1: the end of the read that is the end of its fragment.
            var isForward = isAlong == place.IsAlong;
            var (before, behind) = isAlong ? (offset, offset) : (kmers - offset, kmers - offset - 1);
            var end = isForward ? first + before - at + (isAlong ? 1 : 0) : first + behind + _index.K + at;
            if (isForward ? end + _fragment <= _index.Lengths[t] : end - _fragment >= 0)
                _kept.Add(t);
        }
        return _pool.Intern(CollectionsMarshal.AsSpan(_kept));
    }

    // The transcripts that the read comes from the wanted strand of.
    int OnStrand(int set, ReadHits hits, bool isForward)
    {
        if (hits.IsNone || set == ClassPool.Empty)
            return set;
        _kept.Clear();
        foreach (var t in _pool.Members(set))
            if (_index.Occurrences.First(hits.First.Contig, t).IsAlong == hits.First.IsAlong == isForward)
                _kept.Add(t);
        return _pool.Intern(CollectionsMarshal.AsSpan(_kept));
    }
}
