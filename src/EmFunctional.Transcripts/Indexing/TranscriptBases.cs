using EmFunctional.Transcripts.Sequences;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>The sequences of all transcripts of an index with the tails that were clipped, one behind the other, two bits a base.</summary>
sealed class TranscriptBases
{
    readonly int[] _starts;
    readonly ulong[] _words;

    public TranscriptBases(TranscriptIndex index)
    {
        _starts = new int[index.Names.Length + 1];
        for (var t = 0; t < index.Names.Length; t++)
            _starts[t + 1] = checked(_starts[t] + index.Lengths[t]); // a tail is of A, whose code is 0
        _words = new ulong[PackedBases.WordsFor(_starts[^1])];
        for (var t = 0; t < index.Names.Length; t++)
        {
            var at = _starts[t];
            foreach (var code in index.SequenceOf(t))
            {
                _words[at / 32] |= (ulong)code << (2 * (at % 32));
                at++;
            }
        }
    }

    /// <summary>Where a transcript begins; of T, where the last ends.</summary>
    public int Start(int transcript) => _starts[transcript];

    /// <summary>32 bases from a place on.</summary>
    public ulong At(int place) => PackedBases.At(_words, place);
}
