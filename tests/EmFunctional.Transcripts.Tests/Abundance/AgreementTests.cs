using System.IO;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Bootstrapping;
using EmFunctional.Transcripts.Files;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Abundance;

/// <summary>From the same classes the same tables as kallisto, in every printed digit.</summary>
public class AgreementTests
{
    [Fact]
    public void Pairs_have_the_counts_of_kallisto_after_as_many_rounds() =>
        AssertTable(Samples.Pairs, 52, "kallisto_test/q_pe/abundance.tsv");

    [Fact]
    public void Single_reads_with_given_fragment_lengths_do_too() =>
        AssertTable(Samples.Single, 52, "kallisto_test/q_se_over/abundance.tsv");

    [Fact]
    public void Thousands_of_transcripts_do_too() => AssertTable(Samples.Many, 933, "ec_small/abundance.tsv.gz");

    [Fact]
    public void Bootstraps_draw_the_very_reads_that_kallisto_draws() =>
        AssertBootstraps(Samples.Pairs, 10, "kallisto_test/q_pe/bs_abundance_{0}.tsv");

    [Fact]
    public void Bootstraps_of_thousands_of_transcripts_do_too() => AssertBootstraps(Samples.Many, 2, "ec_small/bs_abundance_{0}.tsv.gz");

    static void AssertTable(AbundanceData data, int rounds, string reference)
    {
        var found = Quantification.Of(data).OrThrow();
        Assert.Equal(rounds, found.Rounds);
        Assert.Equal(Reference.Text(reference), Written(path => AbundanceFile.Write(path, found)));
    }

    static void AssertBootstraps(AbundanceData data, int count, string reference)
    {
        var b = 0;
        foreach (var counts in Bootstraps.Of(data, count, threads: 2))
            Assert.Equal(
                Reference.Text(string.Format(null, reference, b++)),
                Written(path => AbundanceFile.Write(path, data, counts.OrThrow()))
            );
        Assert.Equal(count, b);
    }

    static string Written(Func<string, LanguageExt.Either<Modelling.EmError, LanguageExt.Unit>> write)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            write(path).OrThrow();
            return File.ReadAllText(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
