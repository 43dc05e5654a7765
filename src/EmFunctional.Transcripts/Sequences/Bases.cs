using System.Buffers;
using System.Buffers.Binary;

namespace EmFunctional.Transcripts.Sequences;

/// <summary>
/// Bases as two bits: A 0, C 1, T 2, G 3, which are bits 1 and 2 of the letter, small or capital. The complement is the code with its upper bit turned. A
/// k-mer is a whole number with its first base in the lowest bits.
/// </summary>
static class Bases
{
    /// <summary>The longest k-mer, in bases.</summary>
    public const int MostOfKmer = 31;

    const ulong UpperBits = 0xAAAA_AAAA_AAAA_AAAA;

    /// <summary>The letters that are bases.</summary>
    public static SearchValues<byte> Letters { get; } = SearchValues.Create("ACGTacgt"u8);

    /// <summary>The letters by code.</summary>
    public static ReadOnlySpan<byte> ByCode => "ACTG"u8;

    /// <summary>The code of a letter.</summary>
    public static int CodeOf(byte letter) => (letter >> 1) & 3;

    /// <summary>The bits of a k-mer.</summary>
    public static ulong Mask(int k) => (1UL << (2 * k)) - 1;

    /// <summary>The k-mer on the other strand, read in its direction.</summary>
    public static ulong ReverseComplement(ulong kmer, int k)
    {
        var x = kmer ^ UpperBits;
        x = ((x >> 2) & 0x3333_3333_3333_3333) | ((x & 0x3333_3333_3333_3333) << 2);
        x = ((x >> 4) & 0x0F0F_0F0F_0F0F_0F0F) | ((x & 0x0F0F_0F0F_0F0F_0F0F) << 4);
        return BinaryPrimitives.ReverseEndianness(x) >> (64 - 2 * k);
    }

    /// <summary>Eight letters as sixteen bits.</summary>
    public static ulong CodesOf(ulong letters)
    {
        var x = (letters >> 1) & 0x0303_0303_0303_0303;
        x = (x | (x >> 6)) & 0x000F_000F_000F_000F;
        x = (x | (x >> 12)) & 0x0000_00FF_0000_00FF;
        return (x | (x >> 24)) & 0xFFFF;
    }
}
