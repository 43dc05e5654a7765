using System.Collections.Generic;
using System.Collections.Immutable;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Sequences;
using LanguageExt;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>
/// What says which transcripts a read fits: the coloured de Bruijn graph of the transcripts as contigs, a table that finds a k-mer in them, and the set of transcripts
/// that run through each contig.
/// </summary>
/// <remarks>Bray, Pimentel, Melsted and Pachter 2016; the contigs and the sets are those of kallisto 0.48.</remarks>
public sealed class TranscriptIndex
{
    internal TranscriptIndex(
        ImmutableArray<string> names,
        ImmutableArray<int> lengths,
        Contigs contigs,
        Visits visits,
        KmerTable table,
        long replaced,
        int clipped
    )
    {
        (Names, Lengths, Contigs, Visits, Table) = (names, lengths, contigs, visits, table);
        (Replaced, Clipped) = (replaced, clipped);
        Occurrences = new(contigs, visits);
        Classes = new();
        for (var t = 0; t < names.Length; t++)
            Classes.Intern([t]);
        ClassOf = new int[contigs.Count];
        var members = new List<int>();
        for (var contig = 0; contig < contigs.Count; contig++)
        {
            members.Clear();
            foreach (var t in Occurrences.Transcripts(contig))
                if (members.Count == 0 || members[^1] != t)
                    members.Add(t);
            ClassOf[contig] = Classes.Intern(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
        }
    }

    /// <summary>The domain of k: an odd number, so that no k-mer is its own reverse complement.</summary>
    public static Domain LengthsOfKmers { get; } =
        new($"an odd number from 3 to {Bases.MostOfKmer}", k => k is >= 3 and <= 31 && k % 2 == 1);

    /// <summary>k, the length of k-mers in bases.</summary>
    public int K => Contigs.K;

    /// <summary>The names of the transcripts [T].</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Their lengths before clipping, in bases [T].</summary>
    public ImmutableArray<int> Lengths { get; }

    /// <summary>How many contigs there are.</summary>
    public int ContigCount => Contigs.Count;

    /// <summary>How many k-mers there are.</summary>
    public long KmerCount => Contigs.AllKmers;

    /// <summary>How many equivalence classes contigs and single transcripts have.</summary>
    public int ClassCount => Classes.Count;

    /// <summary>How many letters of the transcripts were no bases, and were replaced.</summary>
    public long Replaced { get; }

    /// <summary>How many transcripts ended in ten A or more, and were clipped.</summary>
    public int Clipped { get; }

    internal Contigs Contigs { get; }

    internal Visits Visits { get; }

    internal KmerTable Table { get; }

    internal Occurrences Occurrences { get; }

    // Class t < T is transcript t alone.
    internal ClassTable Classes { get; }

    internal int[] ClassOf { get; }

    internal static Either<EmError, TranscriptIndex> Build(TranscriptSequences transcripts, int k)
    {
        if (!LengthsOfKmers.Contains(k))
            return new EmError.OutsideDomain("k", k, LengthsOfKmers);
        var (contigs, visits) = ContigBuilder.Build(transcripts, k);
        return new TranscriptIndex(
            transcripts.Names,
            transcripts.Lengths,
            contigs,
            visits,
            KmerTableBuilder.Build(contigs),
            transcripts.Replaced,
            transcripts.Clipped
        );
    }

    /// <summary>The codes of a transcript's clipped sequence; none where it has fewer than k bases.</summary>
    internal byte[] SequenceOf(int transcript)
    {
        var (sequence, at) = (new byte[ClippedLengthOf(transcript)], 0);
        foreach (var code in Visits.Of(transcript))
        {
            // The first k − 1 bases of a later contig are there already.
            var (contig, from) = (Visits.ContigOf(code), at == 0 ? 0 : K - 1);
            var (start, end) = (Contigs.Start(contig), Contigs.End(contig));
            for (var i = from; i < end - start; i++)
                sequence[at++] = (byte)(Visits.IsAlong(code) ? Contigs.Bases.CodeAt(start + i) : Contigs.Bases.CodeAt(end - 1 - i) ^ 2);
        }
        return sequence;
    }

    /// <summary>How many bases a transcript has after clipping; 0 where it has fewer than k.</summary>
    internal int ClippedLengthOf(int transcript)
    {
        var visits = Visits.Of(transcript);
        var length = visits.IsEmpty ? 0 : K - 1;
        foreach (var code in visits)
            length += Contigs.Kmers(Visits.ContigOf(code));
        return length;
    }
}
