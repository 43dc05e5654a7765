using System.IO;
using System.Linq;
using EmFunctional.Cli;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Bias;
using EmFunctional.Transcripts.Files;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Mapping;
using EmFunctional.Transcripts.Model;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Abundance;

/// <summary>From transcripts and reads to kallisto's tables, in every printed digit.</summary>
public sealed class QuantificationTests : IDisposable
{
    static readonly TranscriptIndex _test = IndexFile.Build([Reference.PathTo("kallisto_test/transcripts.fasta.gz")]).OrThrow();
    static readonly TranscriptIndex _small = IndexFile.Build([Reference.PathTo("kallisto_small/tx.fa.gz")]).OrThrow();
    readonly string _folder = Directory.CreateTempSubdirectory("quant").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("q_pe", 52, false, StrandMode.Unstranded, false)]
    [InlineData("q_pe_l", 52, false, StrandMode.Unstranded, true)]
    [InlineData("q_pe_fr", 52, false, StrandMode.FirstForward, false)]
    [InlineData("q_pe_rf", 52, false, StrandMode.FirstReverse, false)]
    [InlineData("q_se", 52, true, StrandMode.Unstranded, true)]
    [InlineData("q_se_fr", 52, true, StrandMode.FirstForward, true)]
    public void Kallistos_test_data(string reference, int rounds, bool isSingle, StrandMode strand, bool isGiven) =>
        AssertTable(
            _test,
            $"kallisto_test/{reference}/abundance.tsv",
            rounds,
            new()
            {
                IsPaired = !isSingle,
                Strand = strand,
                Fragments = isGiven ? new GivenFragments(200, 20) : LanguageExt.Option<GivenFragments>.None,
            },
            "kallisto_test"
        );

    [Theory]
    [InlineData("q", 148, false, StrandMode.Unstranded)]
    [InlineData("qs", 340, true, StrandMode.Unstranded)]
    [InlineData("qr", 374, false, StrandMode.FirstReverse)]
    public void Simulated_reads_with_errors(string reference, int rounds, bool isSingle, StrandMode strand) =>
        AssertTable(
            _small,
            $"kallisto_small/{reference}/abundance.tsv",
            rounds,
            new()
            {
                IsPaired = !isSingle,
                Strand = strand,
                Fragments = isSingle ? new GivenFragments(200, 30) : LanguageExt.Option<GivenFragments>.None,
            },
            "kallisto_small"
        );

    [Theory]
    [InlineData("kallisto_test/q_pe_bias", 52, false)]
    [InlineData("kallisto_small/qbias", 596, false)]
    [InlineData("kallisto_small/qbs", null, true)]
    public void Effective_lengths_are_corrected_for_bias_before_rounds_50_and_550(string reference, int? rounds, bool isSingle) =>
        AssertTable(
            reference.StartsWith("kallisto_test", StringComparison.Ordinal) ? _test : _small,
            $"{reference}/abundance.tsv",
            rounds,
            new()
            {
                IsPaired = !isSingle,
                Strand = isSingle ? StrandMode.FirstForward : StrandMode.Unstranded,
                Fragments = isSingle ? new GivenFragments(200, 30) : LanguageExt.Option<GivenFragments>.None,
                CountsHexamers = true,
            },
            reference.Split('/')[0]
        );

    static void AssertTable(TranscriptIndex index, string reference, int? rounds, MappingOptions options, string reads)
    {
        string[] files = [Reference.PathTo($"{reads}/reads_1.fastq.gz"), Reference.PathTo($"{reads}/reads_2.fastq.gz")];
        var mapped = Pseudoalignment.Run(index, options.IsPaired ? files : files[..1], options).OrThrow();
        var found = AbundanceData
            .Create(mapped.Classes, mapped.Fragments.EffectiveLengths(mapped.Classes))
            .Bind(data => Quantification.Of(data, correct: options.CountsHexamers ? BiasCorrection.Of(index, mapped) : null))
            .OrThrow();
        Assert.Equal(rounds ?? found.Rounds, found.Rounds);
        Assert.Equal(Reference.Text(reference), AbundanceFile.Text(found));
    }

    [Fact]
    public void The_tool_writes_the_table_the_bootstraps_and_what_is_to_be_said()
    {
        var (index, output, journal) = (In("t.emi"), In("out"), In("run.clef"));
        IndexFile.Save(_test, index).OrThrow();
        var code = EmTool.Run([
            "quant",
            index,
            Reference.PathTo("kallisto_test/reads_1.fastq.gz"),
            Reference.PathTo("kallisto_test/reads_2.fastq.gz"),
            "-o",
            output,
            "-b",
            "2",
            "--journal",
            journal,
            "--quiet",
        ]);
        Assert.Equal(0, code);
        Assert.Equal(Reference.Text("kallisto_test/q_pe/abundance.tsv"), File.ReadAllText(Path.Combine(output, "abundance.tsv")));
        string[] files = ["abundance.tsv", "bs_abundance_0.tsv", "bs_abundance_1.tsv", "run_info.json", "uncertainty.tsv"];
        Assert.Equal(files, Directory.GetFiles(output).Select(Path.GetFileName).Order());
        var info = File.ReadAllText(Path.Combine(output, "run_info.json"));
        Assert.Contains("\"n_processed\": 10000,\n\t\"n_pseudoaligned\": 9413,\n\t\"n_unique\": 7174,\n\t\"p_pseudoaligned\": 94.1,", info);
        Assert.Equal(
            51,
            Recovery.Of(journal, Modelling.Chart.OfNames(NamesOf(journal))).OrThrow().Run.Last.Map(e => e.State.Iteration).IfNone(0)
        );
    }

    [Fact]
    public void Classes_alone_give_the_same_table_and_what_is_missing_is_said()
    {
        string[] call =
        [
            "quant",
            "classes",
            Reference.PathTo("kallisto_test/p_pe/pseudoalignments.ec"),
            Reference.PathTo("kallisto_test/p_pe/pseudoalignments.tsv"),
            "-o",
            In("classes"),
            "--quiet",
        ];
        Assert.Equal(2, EmTool.Run(call));
        Assert.False(Directory.Exists(In("classes")));
        string[] given =
        [
            "-i",
            Reference.PathTo("kallisto_test/q_pe/abundance.tsv"),
            "-f",
            Reference.PathTo("kallisto_test/fragment_lengths_pe.txt"),
        ];
        Assert.Equal(0, EmTool.Run([.. call, .. given]));
        Assert.Equal(Reference.Text("kallisto_test/q_pe/abundance.tsv"), File.ReadAllText(Path.Combine(In("classes"), "abundance.tsv")));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_an_error_and_leaves_nothing()
    {
        File.WriteAllText(In("file"), "");
        Assert.True(AbundanceFile.Write(Path.Combine(In("file"), "abundance.tsv"), Quantification.Of(Samples.Pairs).OrThrow()).IsLeft);
        Assert.Equal([In("file")], Directory.GetFileSystemEntries(_folder));
    }

    static LanguageExt.Arr<string> NamesOf(string journal)
    {
        using var stream = File.OpenRead(journal);
        return Recovery.Find(journal, JournalReader.Read(stream)).OrThrow().Run.Chart.Names;
    }

    string In(string name) => Path.Combine(_folder, name);
}
