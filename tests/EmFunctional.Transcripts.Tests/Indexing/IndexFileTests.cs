using System.IO;
using System.Linq;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Mapping;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Indexing;

public class IndexFileTests
{
    [Fact]
    public void An_index_from_a_file_maps_as_the_one_that_was_written()
    {
        using var folder = new TemporaryFolder();
        var made = Mapped.Index("kallisto_test");
        IndexFile.Save(made, folder["t.emi"]).OrThrow();
        var read = IndexFile.Load(folder["t.emi"], 31).OrThrow();
        Assert.Equal(made.Names, read.Names, (a, b) => a.SequenceEqual(b));
        Assert.Equal(
            (made.ContigCount, made.KmerCount, made.ClassCount, made.Clipped),
            (read.ContigCount, read.KmerCount, read.ClassCount, read.Clipped)
        );
        var mapped = Pseudoalignment.Run(read, Mapped.Reads("kallisto_test", 1, 2), new()).OrThrow();
        Assert.Equal(Mapped.Counts("kallisto_test/p_pe"), Mapped.Counts(mapped.Classes));
    }

    [Fact]
    public void The_same_transcripts_make_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "1.emi", "2.emi" })
            IndexFile.Save(IndexFile.Build([Reference.PathTo("kallisto_small/tx.fa.gz")]).OrThrow(), folder[name]).OrThrow();
        Assert.Equal(File.ReadAllBytes(folder["1.emi"]), File.ReadAllBytes(folder["2.emi"]));
    }

    [Fact]
    public void A_file_with_any_byte_changed_or_an_end_missing_is_no_index()
    {
        using var folder = new TemporaryFolder();
        IndexFile.Save(Mapped.Index("kallisto_test"), folder["t.emi"]).OrThrow();
        var whole = File.ReadAllBytes(folder["t.emi"]);
        foreach (
            var at in Enumerable.Range(0, 96).Concat(Enumerable.Range(1, 60).Select(i => i * (whole.Length / 61))).Append(whole.Length - 1)
        )
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x40;
            Assert.Contains("make the index anew", Told(folder.Write("changed.emi", changed)));
        }
        foreach (var length in new[] { 0, 7, 8, 20, 100, 1000, whole.Length - 1 })
            Assert.Contains("cut off", Told(folder.Write("cut.emi", whole[..length])));
    }

    [Fact]
    public void What_is_wrong_with_an_index_is_told()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("there is no such file", Told(folder["none.emi"]));
        Assert.Contains("this is no index of transcripts", Told(folder.Write("t.fa", Make.Fasta("ACGT"))));
        Assert.Contains("an index of kallisto", Told(folder.Write("t.idx", [10, 0, 0, 0, 0, 0, 0, 0, 31, 0, 0, 0])));
        Assert.Contains("an index of version 2", Told(folder.Write("new.emi", [.. "emindex\n"u8, 2, 0, 0, 0, 31, 0, 0, 0])));
        IndexFile.Save(Mapped.Index("kallisto_test"), folder["t.emi"]).OrThrow();
        Assert.Contains("an index of k = 31, and k = 21 was asked for", Told(folder["t.emi"], 21));
    }

    [Fact]
    public void Where_no_file_can_be_written_none_is_left()
    {
        using var folder = new TemporaryFolder();
        Assert.True(IndexFile.Save(Mapped.Index("kallisto_test"), folder["none/t.emi"]).IsLeft);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(33)]
    public void K_is_odd_and_from_3_to_31(int k) =>
        Assert.Contains(
            "an odd number from 3 to 31",
            IndexFile.Build([Reference.PathTo("kallisto_small/tx.fa.gz")], k).Match(_ => "", error => error.ToString())
        );

    static string Told(string path, int k = 0) => IndexFile.Load(path, k).Match(_ => "", error => error.ToString());
}
