using System.Collections.Generic;
using EmFunctional.Transcripts.Sequences;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>Makes the table of the k-mers of contigs.</summary>
static class KmerTableBuilder
{
    // A search that meets more places than these would be slow.
    const int MostOfMinimiser = 16;
    const double Load = 0.6;

    /// <summary>The table.</summary>
    public static KmerTable Build(Contigs contigs)
    {
        var minimisers = Minimisers(contigs);
        minimisers.Sort(); // by hash, then by place
        var common = new HashSet<uint>();
        var kept = new List<(uint Hash, uint Entry)>(minimisers.Count);
        for (int from = 0, to; from < minimisers.Count; from = to)
        {
            var hash = (uint)(minimisers[from] >> 32);
            for (to = from + 1; to < minimisers.Count && (uint)(minimisers[to] >> 32) == hash; )
                to++;
            if (to - from > MostOfMinimiser)
            {
                common.Add(hash);
                kept.Add((hash, ((uint)minimisers[from] + 1) | KmerTable.Common));
            }
            else
                for (var i = from; i < to; i++)
                    kept.Add((hash, (uint)minimisers[i] + 1));
        }
        var places = Slots(kept.Count);
        foreach (var (hash, entry) in kept)
            Put(places, hash, entry);
        return new(contigs, places, common.Count == 0 ? [] : CommonPlaces(contigs, common));
    }

    // The hash in the upper half, the place in the lower. A minimiser that k-mers share comes once.
    static List<ulong> Minimisers(Contigs contigs)
    {
        var minimiser = new Minimiser(contigs.K);
        var found = new List<ulong>(contigs.Bases.Count / 6 + 16);
        var (contig, last) = (-1, -1);
        ForEachKmer(
            contigs,
            (at, place, kmer, reverse) =>
            {
                if (at != contig)
                    (contig, last) = (at, -1);
                var hash = minimiser.Of(kmer, reverse, out var bits);
                if (bits == (bits & -bits))
                    Add(place + Minimiser.PlaceOf(bits));
                else
                    for (var i = 0; i < minimiser.Windows; i++)
                        if ((bits >> (i / 4 + 4 * (i % 4)) & 1) != 0)
                            Add(place + i);

                void Add(int where)
                {
                    if (where <= last)
                        return;
                    found.Add(((ulong)hash << 32) | (uint)where);
                    last = where;
                }
            }
        );
        return found;
    }

    static uint[] CommonPlaces(Contigs contigs, HashSet<uint> common)
    {
        var minimiser = new Minimiser(contigs.K);
        var kept = new List<(ulong Hash, uint Entry)>();
        ForEachKmer(
            contigs,
            (_, place, kmer, reverse) =>
            {
                if (common.Contains(minimiser.Of(kmer, reverse, out _)))
                    kept.Add((KmerTable.HashOf(kmer, reverse), (uint)place + 1));
            }
        );
        var places = Slots(kept.Count);
        foreach (var (hash, entry) in kept)
            Put(places, hash, entry);
        return places;
    }

    static void ForEachKmer(Contigs contigs, Action<int, int, ulong, ulong> action)
    {
        var mask = Bases.Mask(contigs.K);
        for (var contig = 0; contig < contigs.Count; contig++)
        for (var place = contigs.Start(contig); place + contigs.K <= contigs.End(contig); place++)
        {
            var kmer = contigs.Bases.At(place, mask);
            action(contig, place, kmer, Bases.ReverseComplement(kmer, contigs.K));
        }
    }

    static uint[] Slots(int entries) => new uint[(int)(entries / Load) + 8];

    static void Put(uint[] slots, ulong hash, uint entry)
    {
        var slot = KmerTable.SlotOf(hash, slots.Length);
        while (slots[slot] != 0)
            slot = slot + 1 == slots.Length ? 0 : slot + 1;
        slots[slot] = entry;
    }
}
