using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EmFunctional.Transcripts.Sequences;

/// <summary>
/// The minimiser of a k-mer: of the m-mers within it, each on whichever strand is smaller, the one with the least hash. A k-mer has the same one on both strands,
/// and k-mers that overlap mostly share it (Roberts et al. 2004).
/// </summary>
/// <remarks>m is 16, or k where that is less, so that an m-mer is a 32-bit number and a k-mer has at most 16 of them: four vectors of four.</remarks>
sealed class Minimiser
{
    const int Longest = 16;
    const int Lanes = 16;

    readonly int _padding;
    readonly Vector128<uint> _mask;
    readonly int _valid;
    readonly Vector128<uint> _outside0;
    readonly Vector128<uint> _outside1;
    readonly Vector128<uint> _outside2;
    readonly Vector128<uint> _outside3;

    /// <summary>The minimisers of k-mers.</summary>
    /// <param name="k">At most 31.</param>
    public Minimiser(int k)
    {
        Length = Math.Min(Longest, k);
        Windows = k - Length + 1;
        _padding = 2 * (Lanes - Windows);
        _mask = Vector128.Create(Length == Longest ? uint.MaxValue : (1u << (2 * Length)) - 1);
        (_outside0, _outside1, _outside2, _outside3) = (Outside(0), Outside(1), Outside(2), Outside(3));
        for (var i = 0; i < Windows; i++)
            _valid |= 1 << (i / 4 + 4 * (i % 4));
    }

    /// <summary>m.</summary>
    public int Length { get; }

    /// <summary>How many m-mers a k-mer has: k − m + 1.</summary>
    public int Windows { get; }

    /// <summary>The least hash.</summary>
    /// <param name="kmer">The k-mer.</param>
    /// <param name="reverse">The same on the other strand.</param>
    /// <param name="places">Where it is: a bit for each place, in the order of <see cref="PlaceOf"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Of(ulong kmer, ulong reverse, out int places)
    {
        // Vector r holds the m-mers that begin at 4b + r, b = 0 … 3; on the other strand the same ones begin at 15 − (4b + r) after the shift.
        var backward = reverse << _padding;
        var h0 = Hashes(kmer, backward >> 6) | _outside0;
        var h1 = Hashes(kmer >> 2, backward >> 4) | _outside1;
        var h2 = Hashes(kmer >> 4, backward >> 2) | _outside2;
        var h3 = Hashes(kmer >> 6, backward) | _outside3;
        var least = Vector128.Min(Vector128.Min(h0, h1), Vector128.Min(h2, h3));
        least = Vector128.Min(least, Vector128.Shuffle(least, Vector128.Create(2u, 3, 0, 1)));
        least = Vector128.Min(least, Vector128.Shuffle(least, Vector128.Create(1u, 0, 3, 2)));
        places = (Bits(h0, least) | (Bits(h1, least) << 4) | (Bits(h2, least) << 8) | (Bits(h3, least) << 12)) & _valid;
        return least.ToScalar();
    }

    /// <summary>The place in the k-mer that the lowest bit stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PlaceOf(int places)
    {
        var bit = BitOperations.TrailingZeroCount(places);
        return 4 * (bit & 3) + (bit >> 2);
    }

    /// <summary>The hash of one m-mer, the same on both strands.</summary>
    public uint HashOf(uint mer)
    {
        var reverse = (uint)Bases.ReverseComplement(mer, Length);
        return Hashes(Vector128.CreateScalar(Math.Min(mer, reverse))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector128<uint> Hashes(ulong forward, ulong backward)
    {
        var there = Vector128.Shuffle(
            Vector128.CreateScalar(forward).AsByte(),
            Vector128.Create((byte)0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6)
        );
        var back = Vector128.Shuffle(
            Vector128.CreateScalar(backward).AsByte(),
            Vector128.Create((byte)3, 4, 5, 6, 2, 3, 4, 5, 1, 2, 3, 4, 0, 1, 2, 3)
        );
        return Hashes(Vector128.Min(there.AsUInt32() & _mask, back.AsUInt32() & _mask));
    }

    // One to one, so that m-mers of one hash are one m-mer; runs of A are not the least.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<uint> Hashes(Vector128<uint> mers)
    {
        var x = mers ^ Vector128.Create(0x9E3779B9u);
        x ^= x >>> 15;
        x *= Vector128.Create(0x85EBCA6Bu);
        return x ^ (x >>> 13);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Bits(Vector128<uint> hashes, Vector128<uint> least) => (int)Vector128.Equals(hashes, least).ExtractMostSignificantBits();

    Vector128<uint> Outside(int r) =>
        Vector128.Create(
            r < Windows ? 0 : uint.MaxValue,
            4 + r < Windows ? 0 : uint.MaxValue,
            8 + r < Windows ? 0 : uint.MaxValue,
            12 + r < Windows ? 0 : uint.MaxValue
        );
}
