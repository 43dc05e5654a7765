using System.Buffers.Binary;

namespace EmFunctional.Transcripts.Sequences;

/// <summary>Sequences one behind the other, as they are appended.</summary>
sealed class BasesPacker
{
    const int PerWord = 32;

    ulong[] _words = new ulong[1024];

    /// <summary>How many bases there are.</summary>
    public int Count { get; private set; }

    /// <summary>Appends letters, each A, C, G, T or U.</summary>
    public void Append(ReadOnlySpan<byte> letters)
    {
        Span<byte> last = stackalloc byte[8];
        var at = 0;
        for (; letters.Length - at >= 8; at += 8)
            Append(Bases.CodesOf(BinaryPrimitives.ReadUInt64LittleEndian(letters[at..])), 8);
        letters[at..].CopyTo(last);
        Append(
            Bases.CodesOf(BinaryPrimitives.ReadUInt64LittleEndian(last)) & (ulong)((1L << (2 * (letters.Length - at))) - 1),
            letters.Length - at
        );
    }

    /// <summary>Appends a part of a sequence.</summary>
    public void Append(PackedBases bases, int from, int count)
    {
        for (; count >= 16; from += 16, count -= 16)
            Append(bases.At(from, Bases.Mask(16)), 16);
        Append(bases.At(from, Bases.Mask(count)), count);
    }

    /// <summary>The sequences.</summary>
    public PackedBases Packed() => new(_words.AsSpan(0, PackedBases.WordsFor(Count)).ToArray(), Count);

    // At most 16 bases; no bits above them.
    void Append(ulong codes, int count)
    {
        var (word, shift) = (Count / PerWord, 2 * (Count % PerWord));
        if (word + 2 >= _words.Length)
            Array.Resize(ref _words, checked(_words.Length / 2 * 3));
        _words[word] |= codes << shift;
        if (shift + 2 * count > 64)
            _words[word + 1] |= codes >> (64 - shift);
        Count = checked(Count + count);
    }
}
