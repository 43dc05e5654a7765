using EmFunctional.Transcripts.Indexing;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>What a read hit: the first k-mer that some transcript has, and the contigs of all that were looked up.</summary>
sealed class ReadHits
{
    int[] _contigs = new int[64];
    (KmerPlace Place, int At)[] _places = new (KmerPlace, int)[64];

    /// <summary>How many contigs were hit.</summary>
    public int Count { get; private set; }

    /// <summary>Whether nothing was hit.</summary>
    public bool IsNone => Count == 0;

    /// <summary>Where the first hit is.</summary>
    public KmerPlace First => _places[0].Place;

    /// <summary>The place in the read of the first hit.</summary>
    public int FirstAt => _places[0].At;

    /// <summary>Where a contig was hit first in a row, and at which place in the read.</summary>
    public (KmerPlace Place, int At) this[int hit] => _places[hit];

    /// <summary>The contigs, mostly different.</summary>
    public ReadOnlySpan<int> Contigs => _contigs.AsSpan(0, Count);

    /// <summary>Takes all out.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a hit behind those that there are.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="at">The place in the read.</param>
    public void Add(KmerPlace place, int at)
    {
        if (Count > 0 && _contigs[Count - 1] == place.Contig)
            return;
        if (Count == _contigs.Length)
        {
            Array.Resize(ref _contigs, 2 * Count);
            Array.Resize(ref _places, 2 * Count);
        }
        (_contigs[Count], _places[Count]) = (place.Contig, (place, at));
        Count++;
    }
}
