using System.Collections.Generic;
using System.Runtime.InteropServices;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>
/// What a pair tells of each transcript that a k-mer of it hit: how long its fragment would be there (transcripts that leave out what lies between the reads have shorter
/// ones), and in how many bases more the reads differ from it than from the nearest. Pairs that do not tell the same of all are counted here, by transcripts and by what
/// they tell.
/// </summary>
/// <param name="index">The index.</param>
/// <param name="transcripts">The bases of its transcripts.</param>
/// <param name="strand">Which strand reads come from.</param>
/// <param name="pool">The sets of transcripts.</param>
sealed class PairPatterns(TranscriptIndex index, TranscriptBases transcripts, StrandMode strand, ClassPool pool)
{
    /// <summary>The set of a pair that is counted here.</summary>
    public const int Counted = -2;

    /// <summary>The length where the reads do not face each other in a transcript, or the fragment would hang over an end of it.</summary>
    public const int None = 0;

    /// <summary>How many lengths there are: those of fragments, and behind them how long one can be at the most, where one read alone hit.</summary>
    public const int Lengths = 2 * FragmentLengths.Most;

    /// <summary>A transcript from which the reads differ in more bases more than from the nearest is out of the question.</summary>
    public const int MostDifferences = 3;

    // A read without a hit is found where at most one base of so many is wrong.
    const int WrongOf = 6;

    readonly ReadDifferences _differences = new(transcripts);
    readonly ClassTable _patterns = new();
    readonly List<long> _counts = [];
    readonly List<Candidate> _candidates = [];
    readonly List<int> _hit = [];
    readonly List<int> _key = [];

    /// <summary>How many patterns there are.</summary>
    public int Count => _counts.Count;

    /// <summary>In how many bases the pairs differ from the nearest of their transcripts.</summary>
    public long Differing { get; private set; }

    /// <summary>How many bases these pairs have.</summary>
    public long Bases { get; private set; }

    /// <summary>
    /// A pattern: its set, then for each member the length and <see cref="Lengths"/> times the number of differences; and how many pairs have it.
    /// </summary>
    public (ReadOnlyMemory<int> Key, long Count) this[int pattern] => (_patterns.Members(pattern).ToArray(), _counts[pattern]);

    /// <summary>Counts a pair, if it does not tell the same of all transcripts that it may come from.</summary>
    /// <param name="first">The first read, and what it hit.</param>
    /// <param name="second">The second read, and what it hit; some transcript fits what both hit.</param>
    /// <returns><see cref="Counted"/>, or the set of the transcripts, of which all is the same.</returns>
    public int Take((EncodedRead Read, ReadHits Hits) first, (EncodedRead Read, ReadHits Hits) second)
    {
        Find(first, second);
        var nearest = int.MaxValue;
        foreach (var candidate in _candidates)
            nearest = Math.Min(nearest, candidate.Differences);
        _candidates.RemoveAll(candidate => candidate.Differences > nearest + MostDifferences);
        var isOne = (first.Hits.IsNone || second.Hits.IsNone) && _candidates[0].Length >= FragmentLengths.Most;
        Differing += nearest;
        Bases += isOne ? (first.Hits.IsNone ? second : first).Read.Length : first.Read.Length + second.Read.Length;
        _hit.Clear();
        _key.Clear();
        _key.Add(0);
        foreach (var (transcript, length, differences) in _candidates)
        {
            _hit.Add(transcript);
            _key.Add(length + Lengths * (differences - nearest));
        }
        var set = pool.Intern(CollectionsMarshal.AsSpan(_hit));
        if (CollectionsMarshal.AsSpan(_key)[1..].IndexOfAnyExcept(_key[1]) < 0)
            return set;
        _key[0] = set;
        var pattern = _patterns.Intern(CollectionsMarshal.AsSpan(_key));
        if (pattern == _counts.Count)
            _counts.Add(0);
        _counts[pattern]++;
        return Counted;
    }

    // The transcripts that both reads have a place in, or the one that hit at all; each once, ascending.
    void Find((EncodedRead Read, ReadHits Hits) first, (EncodedRead Read, ReadHits Hits) second)
    {
        _hit.Clear();
        foreach (var contig in (first.Hits.IsNone ? second : first).Hits.Contigs)
            _hit.AddRange(index.Classes.Members(index.ClassOf[contig]));
        _hit.Sort();
        _candidates.Clear();
        var last = -1;
        foreach (var transcript in _hit)
        {
            if (transcript == last)
                continue;
            last = transcript;
            var (a, b) = (End(transcript, first.Hits), End(transcript, second.Hits));
            if ((a is null && !first.Hits.IsNone) || (b is null && !second.Hits.IsNone) || !IsOnStrand(a, b))
                continue;
            _candidates.Add(Of(transcript, (first.Read, a), (second.Read, b)));
        }
        if (first.Hits.IsNone || second.Hits.IsNone)
            KeepFound();
    }

    Candidate Of(int transcript, (EncodedRead Read, ReadEnd? End) first, (EncodedRead Read, ReadEnd? End) second) =>
        (first.End, second.End) switch
        {
            ({ } a, { } b) => new(
                transcript,
                Length(transcript, a, b),
                Differences(first.Read, transcript, a) + Differences(second.Read, transcript, b)
            ),
            ({ } a, _) => OfOne(transcript, (first.Read, a), second.Read),
            _ => OfOne(transcript, (second.Read, second.End!.Value), first.Read),
        };

    // Where one read alone hit, the other is looked for within a fragment's length of it; if it is not there, it is known only how long the fragment can be at the most.
    Candidate OfOne(int transcript, (EncodedRead Read, ReadEnd End) hit, EncodedRead other)
    {
        var room = Room(hit.End, index.Lengths[transcript]);
        var here = Differences(hit.Read, transcript, hit.End);
        var most = other.Length / WrongOf;
        var (nearest, found) = (most + 1, None);
        var last = Room(hit.End, transcripts.Start(transcript + 1) - transcripts.Start(transcript));
        for (var length = Math.Max(1, other.Length); length <= last && nearest > 0; length++)
        {
            var end = new ReadEnd(hit.End.IsForward ? hit.End.At + length : hit.End.At - length, !hit.End.IsForward);
            if (Differences(other, transcript, end, nearest - 1) is var there && there < nearest)
                (nearest, found) = (there, length);
        }
        return found == None ? new(transcript, FragmentLengths.Most + room, here) : new(transcript, found, here + nearest);
    }

    // How long a fragment can be at the most.
    static int Room(ReadEnd end, int transcriptLength) =>
        Math.Clamp(end.IsForward ? transcriptLength - end.At : end.At, 0, FragmentLengths.Most - 1);

    // Where the other read was found in a transcript, those in which it is not are out of the question.
    void KeepFound()
    {
        if (_candidates.Exists(candidate => candidate.Length < FragmentLengths.Most))
            _candidates.RemoveAll(candidate => candidate.Length >= FragmentLengths.Most);
    }

    bool IsOnStrand(ReadEnd? first, ReadEnd? second)
    {
        var isForward = strand == StrandMode.FirstForward;
        return strand == StrandMode.Unstranded
            || ((first is null || first.Value.IsForward == isForward) && (second is null || second.Value.IsForward != isForward));
    }

    int Length(int transcript, ReadEnd first, ReadEnd second)
    {
        var (begin, end) = first.IsForward ? (first.At, second.At) : (second.At, first.At);
        var isInside = first.IsForward != second.IsForward && begin >= 0 && end <= index.Lengths[transcript];
        return isInside && end - begin is > 0 and < FragmentLengths.Most ? end - begin : None;
    }

    int Differences(EncodedRead read, int transcript, ReadEnd end, int most = int.MaxValue) =>
        _differences.Count(read, transcript, end.At, end.IsForward, most);

    // By the first contig that was hit and that the transcript runs through.
    ReadEnd? End(int transcript, ReadHits hits)
    {
        for (var i = 0; i < hits.Count; i++)
        {
            var (place, readAt) = hits[i];
            if (index.Occurrences.Find(place.Contig, transcript) is not { } occurrence)
                continue;
            var (start, isAlong) = occurrence;
            var offset = place.Place - index.Contigs.Start(place.Contig);
            var at = start + (isAlong ? offset : index.Contigs.Kmers(place.Contig) - 1 - offset);
            var isForward = isAlong == place.IsAlong;
            return new(isForward ? at - readAt : at + index.K + readAt, isForward);
        }
        return null;
    }

    // Where the fragment ends on the side of the read, in the transcript, and whether the read goes along it.
    readonly record struct ReadEnd(int At, bool IsForward);

    readonly record struct Candidate(int Transcript, int Length, int Differences);
}
