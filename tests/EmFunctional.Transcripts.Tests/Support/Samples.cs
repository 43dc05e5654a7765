using System.Collections.Immutable;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Files;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Tests.Support;

/// <summary>The reads by class of the references.</summary>
static class Samples
{
    /// <summary>The pairs of kallisto's test data.</summary>
    public static AbundanceData Pairs { get; } =
        DataOf(
            "kallisto_test/p_pe/pseudoalignments.ec",
            "kallisto_test/p_pe/pseudoalignments.tsv",
            "kallisto_test/q_pe/abundance.tsv",
            FragmentFile.Read(Reference.PathTo("kallisto_test/fragment_lengths_pe.txt")).OrThrow()[0]
        );

    /// <summary>The first reads alone, with given fragment lengths and without the overhang filter.</summary>
    public static AbundanceData Single { get; } =
        DataOf(
            "kallisto_test/p_se/pseudoalignments.ec",
            "kallisto_test/p_se/pseudoalignments.tsv",
            "kallisto_test/q_se_over/abundance.tsv",
            FragmentLengths.Normal(200, 20).OrThrow()
        );

    /// <summary>2,000 transcripts, 10,000 classes.</summary>
    public static AbundanceData Many { get; } =
        DataOf(
            "ec_small/k.ec.gz",
            "ec_small/k.tsv.gz",
            "ec_small/abundance.tsv.gz",
            FragmentFile.Read(Reference.PathTo("ec_small/k.fld.gz")).OrThrow()[0]
        );

    /// <summary>Data of a few classes.</summary>
    public static AbundanceData Of(double[] lengths, params (int[] Members, long Count)[] classes) =>
        EquivalenceClasses
            .Create(
                [.. lengths.Select((_, t) => $"t{t}")],
                [.. lengths.Select(length => (int)length)],
                [.. classes.Aggregate(ImmutableArray.Create(0), (ends, one) => ends.Add(ends[^1] + one.Members.Length))],
                [.. classes.SelectMany(one => one.Members)],
                [.. classes.Select(one => one.Count)]
            )
            .Bind(all => AbundanceData.Create(all, Vector.Create(lengths)))
            .OrThrow();

    static AbundanceData DataOf(string classes, string counts, string table, FragmentLengths fragments) =>
        (
            from targets in Targets.OfTable(Reference.PathTo(table))
            from read in ClassFile.Read(Reference.PathTo(classes), Reference.PathTo(counts), targets)
            from data in AbundanceData.Create(read[0], fragments.EffectiveLengths(read[0]))
            select data
        ).OrThrow();
}
