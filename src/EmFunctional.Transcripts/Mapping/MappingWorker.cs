using System.Collections.Generic;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Reading;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>Maps batches of reads, and counts how many fit each set of transcripts.</summary>
sealed class MappingWorker
{
    readonly TranscriptIndex _index;
    readonly MappingOptions _options;
    readonly PairMapper _mapper;
    readonly ReadGroup _first;
    readonly ReadGroup _second;
    long[] _counts;

    /// <param name="index">The index.</param>
    /// <param name="options">How reads are mapped.</param>
    /// <param name="transcripts">The bases of the transcripts, where classes are weighed.</param>
    public MappingWorker(TranscriptIndex index, MappingOptions options, TranscriptBases? transcripts)
    {
        (_index, _options, Pool) = (index, options, new(index.Classes));
        Patterns = transcripts is null ? null : new(index, transcripts, options.Strand, Pool);
        _mapper = new(index, options, Pool);
        (_first, _second) = (new(index), new(index));
        _counts = new long[index.Classes.Count + 1024];
    }

    /// <summary>The sets that were met.</summary>
    public ClassPool Pool { get; }

    /// <summary>What pairs tell of transcripts, where classes are weighed.</summary>
    public PairPatterns? Patterns { get; }

    /// <summary>The first reads, or all that there are.</summary>
    public ReadBatch First { get; } = new();

    /// <summary>The second reads.</summary>
    public ReadBatch Second { get; } = new();

    /// <summary>The longest read.</summary>
    public int Longest { get; private set; }

    /// <summary>How many reads (or pairs) fit a set.</summary>
    public long CountOf(int set) => set < _counts.Length ? _counts[set] : 0;

    /// <summary>Maps the reads of the batches.</summary>
    /// <param name="lengths">Where the lengths of fragments go, or nothing where they are not needed.</param>
    /// <param name="hexamers">Where the codes of hexamers go, or nothing where they are not needed.</param>
    /// <returns>How many fit some transcript.</returns>
    public int Map(List<int>? lengths, List<int>? hexamers)
    {
        var aligned = 0;
        for (var i = 0; i < First.Count; i++)
        {
            if (i % ReadGroup.Size == 0)
                Take(i);
            var set = _options.IsPaired ? _mapper.Map(_first.Of(i), _second.Of(i)) : _mapper.Map(_first.Of(i));
            Longest = Math.Max(Longest, First[i].Length);
            if (set == ClassPool.Empty)
                continue;
            aligned++;
            // Class t < T is transcript t alone.
            if (lengths is not null && set < _index.Names.Length)
                Keep(lengths, FragmentEnds.Length(_index, _mapper.First, _mapper.Second));
            if (hexamers is not null && (!_options.IsPaired || !_mapper.Second.IsNone))
                Keep(hexamers, FragmentEnds.HexamerCode(_index, _mapper.First));
            Count(Patterns is null ? set : Patterns.Take((_first.Of(i), _mapper.First), (_second.Of(i), _mapper.Second)));
        }
        return aligned;
    }

    void Count(int set)
    {
        if (set == PairPatterns.Counted)
            return;
        if (set >= _counts.Length)
            Array.Resize(ref _counts, 2 * set);
        _counts[set]++;
    }

    void Take(int from)
    {
        _first.Take(First, from);
        _second.Take(Second, from);
        _first.Near();
        _second.Near();
    }

    static void Keep(List<int> samples, int sample)
    {
        if (sample != FragmentEnds.None)
            samples.Add(sample);
    }
}
