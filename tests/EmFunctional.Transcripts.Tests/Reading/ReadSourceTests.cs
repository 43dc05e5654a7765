using System.Collections.Generic;
using System.Linq;
using System.Text;
using EmFunctional.Transcripts.Reading;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Reading;

public class ReadSourceTests
{
    [Theory]
    [InlineData("", "r.fq: no sequences; give a FASTA or FASTQ file with at least one record")]
    [InlineData(
        "ACGT\n",
        "r.fq: record 1, line 1: a record begins with > (FASTA) or @ (FASTQ), and here is 'ACGT'; give a FASTA or FASTQ file"
    )]
    [InlineData(
        "@a\nACGT\n+\nIIII\nACGT\n",
        "r.fq: record 2, line 5: a record begins with > (FASTA) or @ (FASTQ), and here is 'ACGT'; give a FASTA or FASTQ file"
    )]
    [InlineData("@a\nACGT\n+\nIIII\n@b\nACGT\n+\nIII\n", "r.fq: record 2, line 8: 4 bases and 3 qualities; give each base one quality")]
    [InlineData(
        "@a\nACGT\nIIII\n@b\nACGT\n",
        "r.fq: record 1, line 4: the line behind the bases begins with +, and here is '@b'; write each read as a name, bases, + and qualities"
    )]
    [InlineData("@a\nACGT\nIIII\n", "r.fq: record 1, line 3: the file ends within this record; copy it again, or leave the record out")]
    [InlineData("@a\nACGT\n+\nIII\n@b\nACGT\n+\nIIII\n", "r.fq: record 1, line 4: 4 bases and 3 qualities; give each base one quality")]
    [InlineData("@a\nACGT\n+\nIIIII\n", "r.fq: record 1, line 4: 4 bases and 5 qualities; give each base one quality")]
    [InlineData("@a\nAC\nGT\n+\nII\nI\n@b\n", "r.fq: record 1, line 6: 4 bases and 3 qualities; give each base one quality")]
    [InlineData("@a\nAC\nGT\n+\nII\n", "r.fq: record 1, line 5: 4 bases and 2 qualities; give each base one quality")]
    [InlineData("@a\n\n+\n\n", "r.fq: record 1, line 1: 'read 1' has no bases; leave such records out")]
    [InlineData("@a\nACGT\n+\n", "r.fq: record 1, line 3: the file ends within this record; copy it again, or leave the record out")]
    [InlineData(
        "@a\nACGT\n+\nIIII\n@b\n",
        "r.fq: record 2, line 5: the file ends within this record; copy it again, or leave the record out"
    )]
    [InlineData(">a\nACGT\n>b\nAC!T\n", "r.fq: record 2, line 4: '!' stands among the bases; write bases as letters")]
    public void What_is_wrong_is_told_with_record_and_line(string text, string message)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(message, Told(folder, folder.Write("r.fq", text)));
    }

    [Theory]
    [InlineData(
        2,
        3,
        "2.fq: record 3, line 9: a read without a mate, since 1.fq has 2 reads; give two files of equally many reads, in the same order"
    )]
    [InlineData(
        3,
        1,
        "1.fq: record 2, line 5: a read without a mate, since 2.fq has 1 read; give two files of equally many reads, in the same order"
    )]
    [InlineData(
        4097,
        4096,
        "1.fq: record 4097, line 16385: a read without a mate, since 2.fq has 4096 reads; give two files of equally many reads, in the same order"
    )]
    public void Files_of_unequal_numbers_of_reads_are_an_error(int first, int second, string message)
    {
        using var folder = new TemporaryFolder();
        var files = new[] { folder.Write("1.fq", Reads(first)), folder.Write("2.fq", Reads(second)) };
        using var source = new ReadSource(files, isPaired: true, isReadAhead: false);
        Assert.Equal(message, Told(folder, source));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_compressed_file_that_is_cut_off_gives_what_it_has_and_then_an_error(bool isReadAhead)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var text = Make.Fastq([.. Enumerable.Range(0, 9000).Select(_ => Make.Random(random, 100))]);
        using var source = new ReadSource([folder.Write("r.fq", TemporaryFolder.Gzip(text)[..^10_000])], isPaired: false, isReadAhead);
        Assert.Matches("^r.fq: record 8\\d\\d\\d, line \\d+: the compressed file is cut off here; copy it again$", Told(folder, source));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_forms_of_the_same_reads_are_read_alike(bool isReadAhead)
    {
        using var folder = new TemporaryFolder();
        string[] reads = ["ACGT", "NNNNN", "acg", new string('T', 200_000)];
        var fastq = Make.Fastq(reads);
        var files = new[]
        {
            folder.Write("plain.fq", fastq),
            folder.Write("windows.fq", fastq.Replace("\n", "\r\n", System.StringComparison.Ordinal)),
            folder.Write("open.fq", fastq.TrimEnd('\n')),
            folder.Write("blank.fq", fastq + "\n\n"),
            folder.Write("gzip.fq", TemporaryFolder.Gzip(fastq)),
            folder.Write("parts.fq", [.. TemporaryFolder.Gzip(fastq[..9]), .. TemporaryFolder.Gzip(fastq[9..])]),
            folder.Write("reads.fa", Make.Fasta(reads)),
            folder.Write(
                "folded.fa",
                ">a b\nAC\nGT\n\n>b\nNNNNN\n>c\nacg\n>d\n" + string.Concat(Enumerable.Repeat("TTTTTTTTTT\n", 20_000))
            ),
            // Qualities may begin with any sign, also with those that begin a record.
            folder.Write(
                "folded.fq",
                "@a b\nAC\n\nGT\n+a b\n@I\n+I\n@b\nNNN\nNN\n+\n>IIII\n@c\nacg\n+\nI\nII\n@d\n"
                    + string.Concat(Enumerable.Repeat("TTTTTTTTTT\n", 20_000))
                    + "+\n"
                    + string.Concat(Enumerable.Repeat("@@@@@@@@@@\n", 20_000))
            ),
        };
        foreach (var file in files)
        {
            using var source = new ReadSource([file], isPaired: false, isReadAhead);
            Assert.Equal(reads, All(source));
        }
        using var several = new ReadSource([files[0], files[4], files[6], files[1]], isPaired: true, isReadAhead);
        Assert.Equal(8, All(several).Count);
    }

    [Fact]
    public void Who_reads_ahead_can_be_left_early()
    {
        using var folder = new TemporaryFolder();
        var source = new ReadSource([folder.Write("r.fq", TemporaryFolder.Gzip(Reads(300_000)))], isPaired: false, isReadAhead: true);
        Assert.Equal(ReadSource.BatchSize, source.Fill(new(), new()).OrThrow());
        source.Dispose();
    }

    static string Reads(int count) => Make.Fastq([.. Enumerable.Repeat("ACGT", count)]);

    static string Told(TemporaryFolder folder, string file)
    {
        using var source = new ReadSource([file], isPaired: false, isReadAhead: false);
        return Told(folder, source);
    }

    static string Told(TemporaryFolder folder, ReadSource source)
    {
        while (true)
        {
            var filled = source.Fill(new(), new());
            if (filled.Case is EmFunctional.Modelling.EmError error)
                return error.ToString().Replace(folder.Path + System.IO.Path.DirectorySeparatorChar, "", System.StringComparison.Ordinal);
            if (filled.Case is 0)
                return "";
        }
    }

    static List<string> All(ReadSource source)
    {
        var (batch, all) = (new ReadBatch(), new List<string>());
        while (source.Fill(batch, new()).OrThrow() > 0)
            for (var i = 0; i < batch.Count; i++)
                all.Add(Encoding.ASCII.GetString(batch[i]));
        return all;
    }
}
