using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace EmFunctional.Transcripts.Sequences;

/// <summary>A sequence, two bits a base, from which k-mers are taken at any place.</summary>
/// <param name="words">The bases, 32 a word, and one word more.</param>
/// <param name="count">How many bases there are.</param>
sealed class PackedBases(ulong[] words, int count)
{
    const int PerWord = 32;

    /// <summary>How many bases there are.</summary>
    public int Count => count;

    /// <summary>The words, the one behind the last included.</summary>
    public ReadOnlySpan<ulong> Words => words;

    /// <summary>How many words hold so many bases, with one more.</summary>
    public static int WordsFor(long bases) => checked((int)((bases + PerWord - 1) / PerWord + 1));

    /// <summary>Bases from a place on, as many as the mask has; what lies behind the end is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong At(int place, ulong mask) => At(words, place) & mask;

    /// <summary>32 bases from a place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong At(ulong[] words, int place)
    {
        var word = (uint)place / PerWord;
        if (word + 1 >= (uint)words.Length)
            return Last(words, place);
        var shift = 2 * (place & (PerWord - 1));
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(words), word);
        // A shift by 64 is one by 0: two shifts where the place is the beginning of a word.
        return (first >> shift) | (Unsafe.Add(ref first, 1) << 1 << (63 - shift));
    }

    // In the word behind the last base.
    static ulong Last(ulong[] words, int place) => words[place / PerWord] >> (2 * (place % PerWord));

    /// <summary>Brings the memory near that holds a place.</summary>
    public unsafe void Near(int place)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref words[place / PerWord]));
    }

    /// <summary>The code of one base.</summary>
    public int CodeAt(int place) => (int)(words[place / PerWord] >> (2 * (place % PerWord))) & 3;

    /// <summary>Packs letters, each A, C, G, T or U, into words that have room for them and one more.</summary>
    public static void Pack(ReadOnlySpan<byte> letters, Span<ulong> words)
    {
        var at = 0;
        for (; letters.Length - at >= PerWord; at += PerWord)
            words[at / PerWord] = Word(letters.Slice(at, PerWord));
        Span<byte> rest = stackalloc byte[PerWord];
        rest.Fill((byte)'A');
        letters[at..].CopyTo(rest);
        words[at / PerWord] = Word(rest);
        if (at / PerWord + 1 < words.Length)
            words[at / PerWord + 1] = 0;
    }

    static ulong Word(ReadOnlySpan<byte> letters)
    {
        var word = 0UL;
        for (var i = 0; i < 4; i++)
            word |= Bases.CodesOf(BinaryPrimitives.ReadUInt64LittleEndian(letters[(8 * i)..])) << (16 * i);
        return word;
    }
}
