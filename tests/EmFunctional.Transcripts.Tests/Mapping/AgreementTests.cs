using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Transcripts.Mapping;
using EmFunctional.Transcripts.Model;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Mapping;

/// <summary>Every number that kallisto 0.48 has for the same reads before EM.</summary>
public class AgreementTests
{
    static readonly GivenFragments _test = new(200, 20);
    static readonly GivenFragments _small = new(200, 30);

    [Theory]
    [InlineData("kallisto_test", 14, 27, 22_118, 20)]
    [InlineData("kallisto_small", 122, 305, 74_232, 0)]
    public void The_index_has_the_contigs_k_mers_and_classes_of_kallisto(string data, int transcripts, int contigs, int kmers, int classes)
    {
        var index = Mapped.Index(data);
        Assert.Equal((transcripts, contigs, kmers), (index.Names.Length, index.ContigCount, index.KmerCount));
        if (classes > 0)
            Assert.Equal(classes, index.ClassCount);
    }

    public static TheoryData<string, MappingOptions, int[], string> Classes =>
        new()
        {
            { "kallisto_test", new(), [1, 2], "kallisto_test/p_pe" },
            { "kallisto_test", Single(_test) with { KeepsOverhanging = true }, [1], "kallisto_test/p_se" },
            { "kallisto_small", new(), [1, 2], "kallisto_small/p" },
            { "kallisto_small", Single(_small) with { KeepsOverhanging = true }, [2], "kallisto_small/ps" },
        };

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_class_has_the_count_of_kallisto(string data, MappingOptions options, int[] files, string folder) =>
        Assert.Equal(Mapped.Counts(folder), Mapped.Counts(Mapped.Run(data, options, files).Classes));

    public static TheoryData<string, MappingOptions, int[], string> Modes =>
        new()
        {
            { "kallisto_test", new(), [1, 2], "q_pe" },
            { "kallisto_test", Single(_test), [1], "q_se" },
            { "kallisto_test", Single(_test), [2], "q_se2" },
            { "kallisto_test", Single(_test) with { KeepsOverhanging = true }, [1], "q_se_over" },
            { "kallisto_test", Single(_test) with { Strand = StrandMode.FirstForward }, [1], "q_se_fr" },
            {
                "kallisto_test",
                new() { Fragments = _test },
                [1, 2],
                "q_pe_l"
            },
            {
                "kallisto_test",
                new() { Strand = StrandMode.FirstForward },
                [1, 2],
                "q_pe_fr"
            },
            {
                "kallisto_test",
                new() { Strand = StrandMode.FirstReverse },
                [1, 2],
                "q_pe_rf"
            },
            { "kallisto_small", new(), [1, 2], "q" },
            { "kallisto_small", Single(_small), [1], "qs" },
            {
                "kallisto_small",
                new() { Strand = StrandMode.FirstReverse },
                [1, 2],
                "qr"
            },
            { "kallisto_small", Single(_small) with { Strand = StrandMode.FirstForward }, [1], "qbs" },
        };

    [Theory]
    [MemberData(nameof(Modes))]
    public void As_many_reads_fit_as_in_kallisto_and_effective_lengths_are_its_own(
        string data,
        MappingOptions options,
        int[] files,
        string mode
    )
    {
        var mapped = Mapped.Run(data, options, files);
        var told = Reference.Lines($"{data}/{mode}/run_info.json");
        Assert.Equal(
            (Told(told, "n_processed"), Told(told, "n_pseudoaligned"), Told(told, "n_unique")),
            (mapped.Processed, mapped.Pseudoaligned, mapped.Unique)
        );
        if (mode == "qbs")
            return; // its lengths are corrected for bias
        foreach (var row in Reference.Lines($"{data}/{mode}/abundance.tsv").Skip(1).Select(line => line.Split('\t')))
        {
            var (length, effective) = (int.Parse(row[1], CultureInfo.InvariantCulture), double.Parse(row[2], CultureInfo.InvariantCulture));
            Assert.Equal(effective, mapped.Fragments.EffectiveLength(length), effective * 5e-6);
        }
    }

    [Fact]
    public void The_pairs_have_the_fragment_lengths_of_kallisto() =>
        Assert.Equal(
            Reference.Text("kallisto_test/fragment_lengths_pe.txt").Split([' ', '\n'], System.StringSplitOptions.RemoveEmptyEntries),
            Mapped.Run("kallisto_test", new(), 1, 2).Fragments.Histogram.Match(all => all.Select(n => $"{n}"), () => []).ToArray()
        );

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_number_of_threads_gives_the_same(int threads)
    {
        var options = new MappingOptions { CountsHexamers = true };
        var (one, several) = (
            Mapped.Run("kallisto_small", options, 1, 2),
            Mapped.Run("kallisto_small", options with { Threads = threads }, 1, 2)
        );
        Assert.Equal(one.Classes.Members, several.Classes.Members, (a, b) => a.SequenceEqual(b));
        Assert.Equal(one.Classes.Counts, several.Classes.Counts, (a, b) => a.SequenceEqual(b));
        Assert.Equal(one.Fragments.Means, several.Fragments.Means);
        Assert.Equal(CodesOf(one), CodesOf(several));
        Assert.NotEqual(0, CodesOf(one).Sum());
    }

    static IReadOnlyList<long> CodesOf(MappedReads reads) => reads.Hexamers.Match(all => all.Counts, () => []);

    static MappingOptions Single(GivenFragments fragments) => new() { IsPaired = false, Fragments = fragments };

    static long Told(string[] json, string name) =>
        long.Parse(json.Single(line => line.Contains($"\"{name}\"")).Split(':')[1].Trim(' ', ','), CultureInfo.InvariantCulture);
}
