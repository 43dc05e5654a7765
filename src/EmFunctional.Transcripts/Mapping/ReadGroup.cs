using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Reading;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>
/// Some reads of a batch that are encoded together: the memory that the first k-mer of each needs comes while the others are encoded, and nobody waits for it.
/// </summary>
sealed class ReadGroup
{
    /// <summary>How many there are at the most.</summary>
    public const int Size = 16;

    readonly KmerTable _table;
    readonly EncodedRead[] _reads = new EncodedRead[Size];
    readonly int[] _slots = new int[Size];
    int _count;

    public ReadGroup(TranscriptIndex index)
    {
        _table = index.Table;
        for (var i = 0; i < Size; i++)
            _reads[i] = new(index.K);
    }

    /// <summary>The read of a batch, if it is in the group.</summary>
    public EncodedRead Of(int index) => _reads[index % Size];

    /// <summary>Encodes reads from one on.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="from">The first, a multiple of the size.</param>
    public void Take(ReadBatch batch, int from)
    {
        _count = Math.Clamp(batch.Count - from, 0, Size);
        for (var i = 0; i < _count; i++)
        {
            _reads[i].Take(batch[from + i]);
            var at = _reads[i].From(0);
            _slots[i] = at < 0 ? -1 : _table.Approach(_reads[i].At(at));
        }
    }

    /// <summary>Brings near what the first k-mers are compared to.</summary>
    public void Near()
    {
        for (var i = 0; i < _count; i++)
            if (_slots[i] >= 0)
                _table.Near(_slots[i]);
    }
}
