using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Reading;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Reading;

public class TranscriptReaderTests
{
    [Theory]
    [InlineData("", "t.fa: no sequences; give a FASTA or FASTQ file with at least one record")]
    [InlineData("\n \n", "t.fa: no sequences; give a FASTA or FASTQ file with at least one record")]
    [InlineData(
        "ACGT\n",
        "t.fa: record 1, line 1: a record begins with > (FASTA) or @ (FASTQ), and here is 'ACGT'; give a FASTA or FASTQ file"
    )]
    [InlineData(">a\nACGT\n> \nACGT\n", "t.fa: record 2, line 3: no name after the sign that begins the record; give each record a name")]
    [InlineData(
        ">a\nAC\n\n>b\nAC\n>a x\nAC\n",
        "t.fa: record 3, line 6: the name 'a' is that of an earlier record; give each record a name of its own"
    )]
    [InlineData(">a\n>b\nAC\n", "t.fa: record 1, line 1: 'a' has no bases; leave such records out")]
    [InlineData(">a\nAC\n>b\n", "t.fa: record 2, line 3: 'b' has no bases; leave such records out")]
    [InlineData(">a\nAC\n>b\nAC\nA7C\n", "t.fa: record 2, line 5: '7' stands among the bases; write bases as letters")]
    [InlineData(">a\nAC\u0007\n", "t.fa: record 1, line 2: byte 0x07 stands among the bases; write bases as letters")]
    public void What_is_wrong_is_told_with_record_and_line(string text, string message)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(message, Told(folder, folder.Write("t.fa", text)));
    }

    [Fact]
    public void A_compressed_file_that_is_cut_off_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var whole = TemporaryFolder.Gzip(Make.Fasta([.. Enumerable.Range(0, 50).Select(_ => Make.Random(random, 500))]));
        Assert.Matches(
            "^t.fa: record \\d+, line \\d+: the compressed file is cut off here; copy it again$",
            Told(folder, folder.Write("t.fa", whole[..^3000]))
        );
        Assert.Matches("^t.fa: record 50, line 100: the compressed file is cut off here", Told(folder, folder.Write("t.fa", whole[..^1])));
    }

    [Fact]
    public void A_compressed_file_that_was_changed_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var bytes = TemporaryFolder.Gzip(Make.Fasta("ACGTACGT", "CCCC"));
        bytes[^6] ^= 1; // of the checksum
        Assert.Matches(
            "^t.fa: record \\d+, line \\d+: the compressed file is damaged here; copy it again$",
            Told(folder, folder.Write("t.fa", bytes))
        );
    }

    [Fact]
    public void Files_that_cannot_be_opened_are_errors()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("none.fa: there is no such file; check the path", Told(folder, folder["none.fa"]));
        Assert.Contains("folder", Told(folder, folder.Path));
    }

    [Fact]
    public void Names_end_at_a_space_and_lines_may_be_those_of_Windows_small_letters_U_and_gaps_between_records()
    {
        var plain = Read(">a\nACGTACGTAC\nGTT\n>b\nTTTTCCCC\n");
        var odd = Read("\r\n>a the first\r\nacguacg\r\nTACGuu\r\n\r\n>b\tx\r\nTTTTCCCC");
        Assert.Equal(["a", "b"], odd.Names.ToArray());
        Assert.Equal(plain.Lengths, odd.Lengths, (a, b) => a.SequenceEqual(b));
        Assert.Equal(plain.Bases.Words.ToArray(), odd.Bases.Words.ToArray());
        Assert.Equal(0, odd.Replaced);
    }

    [Fact]
    public void A_tail_of_ten_A_or_more_is_clipped_and_the_length_stays()
    {
        var read = Read(">a\nCCCCCAAAAAAAAAA\n>b\nCCCCCAAAAAAAAA\n>c\nAAAAAAAAAAAA\n");
        Assert.Equal([15, 14, 12], read.Lengths.ToArray());
        Assert.Equal([5, 14, 0], new[] { 0, 1, 2 }.Select(read.ClippedLength));
        Assert.Equal(2, read.Clipped);
    }

    // The 32-bit Mersenne Twister from 42: 1608637542, 3421126067, 4083286876, 787846414; their last two bits say which base.
    [Fact]
    public void Letters_that_are_no_bases_are_replaced_by_the_numbers_of_the_Mersenne_Twister()
    {
        var read = Read(">a\nCNCRC\n>b\nNN\n");
        Assert.Equal(4, read.Replaced);
        Assert.Equal("CGCTCAG", string.Concat(Enumerable.Range(0, 7).Select(i => "ACTG"[read.Bases.CodeAt(i)])));
    }

    [Fact]
    public void Names_that_come_again_get_a_number_where_that_is_wanted()
    {
        using var folder = new TemporaryFolder();
        var files = new[] { folder.Write("a.fa", ">a\nAC\n>a\nAC\n>a_1\nAC\n"), folder.Write("b.fa", ">a\nAC\n") };
        Assert.Equal(["a", "a_1", "a_1_1", "a_2"], TranscriptReader.Read(files, makeUnique: true).OrThrow().Names.ToArray());
        Assert.Contains("b.fa: record 1", Told(folder, folder.Write("c.fa", ">a\nAC\n"), files[1]));
    }

    static EmFunctional.Transcripts.Indexing.TranscriptSequences Read(string text)
    {
        using var folder = new TemporaryFolder();
        return TranscriptReader.Read([folder.Write("t.fa", text)], makeUnique: false).OrThrow();
    }

    static string Told(TemporaryFolder folder, params string[] files) =>
        TranscriptReader
            .Read(files, makeUnique: false)
            .Match(_ => "", error => error.ToString())
            .Replace(folder.Path + System.IO.Path.DirectorySeparatorChar, "", System.StringComparison.Ordinal);
}
