using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using EmFunctional.Transcripts.Sequences;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>
/// Where each k-mer is. The table has the places of minimisers in the contigs, one for about eight k-mers, by their hash; a k-mer is where its minimiser is, if the
/// bases about it are the same. So it needs about one byte a k-mer (a sparse and dense index in the way of Pibiri 2022, in one table).
/// </summary>
/// <param name="contigs">The contigs.</param>
/// <param name="places">
/// Places by hash, 0 where there is none, each more by 1; with <see cref="Common"/> set where a minimiser is so common that its k-mers are in the other table.
/// </param>
/// <param name="commonPlaces">The places of k-mers of common minimisers by hash, each more by 1.</param>
sealed class KmerTable(Contigs contigs, uint[] places, uint[] commonPlaces)
{
    /// <summary>Marks a minimiser that comes too often.</summary>
    public const uint Common = 0x8000_0000;

    readonly PackedBases _bases = contigs.Bases;
    readonly int _k = contigs.K;
    readonly ulong _mask = Sequences.Bases.Mask(contigs.K);
    readonly Minimiser _minimiser = new(contigs.K);

    /// <summary>The places, for a file.</summary>
    public ReadOnlySpan<uint> Places => places;

    /// <summary>The places of k-mers of common minimisers, for a file.</summary>
    public ReadOnlySpan<uint> CommonPlaces => commonPlaces;

    /// <summary>Brings the memory near in which the search for a k-mer begins; then <see cref="Near"/> does so with where it leads.</summary>
    /// <param name="kmer">The k-mer.</param>
    /// <returns>The slot.</returns>
    public unsafe int Approach(ulong kmer)
    {
        var slot = SlotOf(_minimiser.Of(kmer, Sequences.Bases.ReverseComplement(kmer, _k), out _), places.Length);
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref places[slot]));
        return slot;
    }

    /// <summary>Brings the bases near to which a slot leads.</summary>
    /// <param name="slot">What <see cref="Approach"/> said.</param>
    public void Near(int slot)
    {
        if (places[slot] is not 0 and var entry)
            contigs.Near((int)(entry & ~Common) - 1);
    }

    /// <summary>Finds a k-mer on either strand.</summary>
    /// <param name="kmer">The k-mer.</param>
    /// <returns>Where it is; <see cref="KmerPlace.None"/> if no transcript has it.</returns>
    public KmerPlace Find(ulong kmer)
    {
        var reverse = Sequences.Bases.ReverseComplement(kmer, _k);
        var hash = _minimiser.Of(kmer, reverse, out var bits);
        var offset = Minimiser.PlaceOf(bits);
        var otherOffset = _minimiser.Windows - 1 - offset;
        var slot = SlotOf(hash, places.Length);
        for (var entry = places[slot]; entry != 0; entry = places[slot])
        {
            var place = (int)(entry & ~Common) - 1;
            if (entry < Common)
            {
                if (ContigOf(place - offset, kmer) is var along && along >= 0)
                    return new(along, place - offset, true);
                if (ContigOf(place - otherOffset, reverse) is var against && against >= 0)
                    return new(against, place - otherOffset, false);
            }
            else if (_minimiser.HashOf((uint)_bases.At(place, Sequences.Bases.Mask(_minimiser.Length))) == hash)
                return FindCommon(kmer, reverse);
            slot = slot + 1 == places.Length ? 0 : slot + 1;
        }
        return KmerPlace.None;
    }

    /// <summary>The slot at which the search for a hash begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SlotOf(ulong hash, int slots) => (int)Math.BigMul(hash * 0x9E37_79B9_7F4A_7C15, (ulong)slots, out _);

    /// <summary>The hash of a k-mer on both strands.</summary>
    public static ulong HashOf(ulong kmer, ulong reverse)
    {
        var canonical = Math.Min(kmer, reverse);
        return (canonical ^ (canonical >> 32)) * 0xD6E8_FEB8_6659_FD93;
    }

    // The contig that has the k-mer there, or −1. A k-mer over the end of a contig is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int ContigOf(int place, ulong kmer)
    {
        if (place < 0 || _bases.At(place, _mask) != kmer || place + _k > _bases.Count)
            return -1;
        var contig = contigs.At(place);
        return place + _k <= contigs.End(contig) ? contig : -1;
    }

    KmerPlace FindCommon(ulong kmer, ulong reverse)
    {
        if (commonPlaces.Length == 0)
            return KmerPlace.None;
        var slot = SlotOf(HashOf(kmer, reverse), commonPlaces.Length);
        for (; commonPlaces[slot] != 0; slot = slot + 1 == commonPlaces.Length ? 0 : slot + 1)
        {
            var place = (int)commonPlaces[slot] - 1;
            var there = _bases.At(place, _mask);
            if (there == kmer || there == reverse)
                return new(contigs.At(place), place, there == kmer);
        }
        return KmerPlace.None;
    }
}
