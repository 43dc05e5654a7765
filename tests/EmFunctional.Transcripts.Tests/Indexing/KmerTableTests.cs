using System.Collections.Generic;
using System.Linq;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Sequences;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Indexing;

public class KmerTableTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(21)]
    [InlineData(29)]
    [InlineData(31)]
    public void Every_k_mer_is_in_the_contig_of_the_transcripts_that_have_it_and_no_other_is_found(int k)
    {
        var transcripts = Transcripts(new Random(k));
        var index = Build(transcripts, k);
        var owners = Owners(transcripts, k);
        Assert.Equal(owners.Count, index.KmerCount);
        foreach (var (kmer, set) in owners)
        foreach (var strand in new[] { kmer, Make.ReverseComplement(kmer) })
        {
            var place = index.Table.Find(Code(strand));
            Assert.False(place.IsNone);
            Assert.Equal(set, index.Classes.Members(index.ClassOf[place.Contig]).ToArray());
            var there = string.Concat(Enumerable.Range(place.Place, k).Select(i => "ACTG"[index.Contigs.Bases.CodeAt(i)]));
            Assert.Equal(place.IsAlong ? strand : Make.ReverseComplement(strand), there);
        }
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var other = Make.Random(random, k);
            if (!owners.ContainsKey(Canonical(other)))
                Assert.True(index.Table.Find(Code(other)).IsNone);
        }
    }

    // So many transcripts share 20 bases that the minimiser within them is not looked through place by place.
    [Fact]
    public void K_mers_about_a_common_motif_are_found_too()
    {
        var random = new Random(5);
        var motif = Make.Random(random, 20);
        var transcripts = Enumerable.Range(0, 200).Select(_ => Make.Random(random, 40) + motif + Make.Random(random, 40)).ToArray();
        var index = Build(transcripts, 31);
        Assert.NotEqual(0, index.Table.CommonPlaces.Length);
        Assert.Contains(index.Table.Places.ToArray(), place => place >= KmerTable.Common);
        for (var t = 0; t < transcripts.Length; t++)
        for (var i = 0; i + 31 <= 100; i++)
            Assert.Equal(
                [t],
                index.Classes.Members(index.ClassOf[index.Table.Find(Code(transcripts[t].Substring(i, 31))).Contig]).ToArray()
            );
        Assert.True(index.Table.Find(Code("ACACA" + motif + "GTGTGT")).IsNone);
    }

    [Fact]
    public void Sequences_are_put_together_again_from_contigs()
    {
        var transcripts = Transcripts(new Random(9));
        var index = Build(transcripts, 15);
        for (var t = 0; t < transcripts.Length; t++)
            Assert.Equal(transcripts[t].Length < 15 ? "" : transcripts[t], string.Concat(index.SequenceOf(t).Select(code => "ACTG"[code])));
    }

    // Shared, turned, repeated, circular and short ones.
    static string[] Transcripts(Random random)
    {
        var parts = Enumerable.Range(0, 6).Select(_ => Make.Random(random, 70)).ToArray();
        var ring = Make.Random(random, 40);
        return
        [
            parts[0] + parts[1] + parts[2],
            parts[1] + parts[2] + parts[3],
            Make.ReverseComplement(parts[0] + parts[1]) + parts[4],
            parts[2][20..] + parts[2] + parts[2],
            ring + ring + ring[..20] + "C",
            "ACACACACACACACACACACACACACACACACACACACACACACACACACACACAC",
            parts[5] + Make.ReverseComplement(parts[5]),
            "ACG",
            parts[0][10..50],
            new string('A', 60) + "C",
        ];
    }

    static SortedDictionary<string, int[]> Owners(string[] transcripts, int k) =>
        new(
            transcripts
                .SelectMany(
                    (text, t) =>
                        Enumerable.Range(0, System.Math.Max(0, text.Length - k + 1)).Select(i => (Kmer: Canonical(text.Substring(i, k)), t))
                )
                .GroupBy(one => one.Kmer)
                .ToDictionary(group => group.Key, group => group.Select(one => one.t).Distinct().Order().ToArray()),
            System.StringComparer.Ordinal
        );

    static string Canonical(string kmer) =>
        string.CompareOrdinal(kmer, Make.ReverseComplement(kmer)) <= 0 ? kmer : Make.ReverseComplement(kmer);

    static ulong Code(string kmer) => kmer.Select((b, i) => (ulong)Bases.CodeOf((byte)b) << (2 * i)).Aggregate(0UL, (a, b) => a | b);

    static TranscriptIndex Build(string[] transcripts, int k)
    {
        using var folder = new TemporaryFolder();
        return IndexFile.Build([folder.Write("t.fa", Make.Fasta(transcripts))], k).OrThrow();
    }
}
