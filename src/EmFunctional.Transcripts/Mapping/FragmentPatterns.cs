using System.Collections.Generic;
using System.Runtime.InteropServices;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>
/// How long the fragment of a pair would be in each transcript that the pair fits: transcripts that leave out what lies between the reads have shorter ones. Pairs are
/// counted by set and lengths, where the lengths differ. Where one read alone hit, a number from <see cref="FragmentLengths.Most"/> on says how long the fragment can be at
/// the most.
/// </summary>
sealed class FragmentPatterns
{
    /// <summary>The length where the reads do not face each other in a transcript, or the fragment would hang over an end of it.</summary>
    public const int None = 0;

    readonly ClassTable _patterns = new();
    readonly List<long> _counts = [];
    readonly List<int> _key = [];

    /// <summary>How many patterns there are.</summary>
    public int Count => _counts.Count;

    /// <summary>A pattern: its set, then the length in each member; and how many pairs have it.</summary>
    public (ReadOnlyMemory<int> Key, long Count) this[int pattern] => (_patterns.Members(pattern).ToArray(), _counts[pattern]);

    /// <summary>Counts a pair, if its fragment would be of different lengths.</summary>
    /// <param name="index">The index.</param>
    /// <param name="set">The number of the set that the pair fits.</param>
    /// <param name="members">Its members.</param>
    /// <param name="first">What the first read hit.</param>
    /// <param name="second">What the second read hit.</param>
    public void Add(TranscriptIndex index, int set, ReadOnlySpan<int> members, ReadHits first, ReadHits second)
    {
        if (members.Length == 1 || (first.IsNone && second.IsNone))
            return;
        _key.Clear();
        _key.Add(set);
        var differ = false;
        foreach (var t in members)
        {
            _key.Add(
                first.IsNone ? Room(index, t, second)
                : second.IsNone ? Room(index, t, first)
                : Length(index, t, first, second)
            );
            differ |= _key[^1] != _key[1];
        }
        if (!differ)
            return;
        var pattern = _patterns.Intern(CollectionsMarshal.AsSpan(_key));
        if (pattern == _counts.Count)
            _counts.Add(0);
        _counts[pattern]++;
    }

    // Where one read alone hit: how long its fragment can be at the most, as a number of FragmentLengths.Most or more.
    static int Room(TranscriptIndex index, int transcript, ReadHits hits)
    {
        var (at, isForward) = End(index, transcript, hits);
        return FragmentLengths.Most + Math.Clamp(isForward ? index.Lengths[transcript] - at : at, 0, FragmentLengths.Most - 1);
    }

    static int Length(TranscriptIndex index, int transcript, ReadHits first, ReadHits second)
    {
        var (a, isForward) = End(index, transcript, first);
        var (b, isOtherForward) = End(index, transcript, second);
        var (begin, end) = isForward ? (a, b) : (b, a);
        var isInside = isForward != isOtherForward && begin >= 0 && end <= index.Lengths[transcript];
        return isInside && end - begin is > 0 and < FragmentLengths.Most ? end - begin : None;
    }

    // Where the fragment ends on the side of the read, in the transcript, and whether the read goes along it.
    static (int At, bool IsForward) End(TranscriptIndex index, int transcript, ReadHits hits)
    {
        var (place, contig) = (hits.First, hits.First.Contig);
        var (start, isAlong) = index.Occurrences.First(contig, transcript);
        var offset = place.Place - index.Contigs.Start(contig);
        var at = start + (isAlong ? offset : index.Contigs.Kmers(contig) - 1 - offset);
        var isForward = isAlong == place.IsAlong;
        return (isForward ? at - hits.FirstAt : at + index.K + hits.FirstAt, isForward);
    }
}
