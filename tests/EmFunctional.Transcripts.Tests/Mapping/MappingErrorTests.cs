using EmFunctional.Modelling;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Mapping;
using EmFunctional.Transcripts.Tests.Support;
using LanguageExt;

namespace EmFunctional.Transcripts.Tests.Mapping;

public class MappingErrorTests
{
    static readonly string _transcript = Make.Random(new Random(3), 300);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void That_no_read_fits_is_an_error(int threads)
    {
        var other = Make.Random(new Random(4), 100);
        Assert.Equal(
            "none of 2 reads fits a transcript; check that index and reads are of one species, and the strand that was asked for",
            Told(Make.Fastq(other, other), threads)
        );
        Assert.Equal(
            "none of 1 read fits a transcript; the longest has 30 bases, and the index needs 31: make one with a smaller k",
            Told(Make.Fastq(_transcript[..30]), threads)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_first_record_that_is_wrong_is_told_on_any_number_of_threads(int threads)
    {
        var read = Make.Fastq(_transcript[..60]);
        var text = string.Concat(System.Linq.Enumerable.Repeat(read, 9000)) + "@x\nACGT\n+\nI\n";
        Assert.Contains("record 9001, line 36004: 4 bases and 1 qualities", Told(text, threads));
    }

    [Fact]
    public void Small_letters_map_as_capital_ones()
    {
        var (large, small) = (Run(Make.Fastq(_transcript[50..120]), 1), Run(Make.Fastq(_transcript[50..120].ToLowerInvariant()), 1));
        Assert.Equal((1L, 1L), (large.OrThrow().Pseudoaligned, small.OrThrow().Pseudoaligned));
    }

    [Fact]
    public void Single_reads_need_the_lengths_of_fragments_and_pairs_an_even_number_of_files()
    {
        using var folder = new TemporaryFolder();
        var index = Index(folder);
        var file = folder.Write("r.fq", Make.Fastq(_transcript[..60]));
        Assert.Contains("for single reads", Text(Pseudoalignment.Run(index, [file], new() { IsPaired = false })));
        Assert.Contains("pairs of files", Text(Pseudoalignment.Run(index, [file], new())));
        Assert.Contains("a file or more", Text(Pseudoalignment.Run(index, [], new() { IsPaired = false })));
    }

    [Fact]
    public void A_run_can_be_ended_early()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("r.fq", Make.Fastq(_transcript[..60]));
        foreach (var threads in new[] { 1, 3 })
            Assert.Throws<System.OperationCanceledException>(() =>
                Pseudoalignment.Run(Index(folder), [file, file], new() { Threads = threads }, null, new(canceled: true))
            );
    }

    static string Told(string reads, int threads) => Text(Run(reads, threads));

    static Either<EmError, EmFunctional.Transcripts.Model.MappedReads> Run(string reads, int threads)
    {
        using var folder = new TemporaryFolder();
        var options = new MappingOptions
        {
            IsPaired = false,
            Fragments = new GivenFragments(100, 10),
            Threads = threads,
        };
        return Pseudoalignment.Run(Index(folder), [folder.Write("r.fq", reads)], options);
    }

    static TranscriptIndex Index(TemporaryFolder folder) => IndexFile.Build([folder.Write("t.fa", Make.Fasta(_transcript))]).OrThrow();

    static string Text<T>(Either<EmError, T> either) => either.Match(_ => "", error => error.ToString());
}
