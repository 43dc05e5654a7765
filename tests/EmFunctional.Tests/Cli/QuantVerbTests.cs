using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Reads become kallisto's tables through the tool; what is wrong is told in one line, and nothing is written.</summary>
public class QuantVerbTests
{
    static string Reference(string file) => Repository.PathTo($"tests/EmFunctional.Transcripts.Tests/Reference/kallisto_test/{file}");

    static readonly string[] _pair = [Reference("reads_1.fastq.gz"), Reference("reads_2.fastq.gz")];

    [Fact]
    public void Every_mode_writes_the_table_of_kallisto()
    {
        using var tool = new Tool();
        Assert.Equal(
            "t.emi: 14 transcripts, 22,118 k-mers of 31 bases in 27 contigs, 20 classes, 0.0 MB\n",
            tool.Succeeded("quant", "index", Reference("transcripts.fasta.gz"), "-o", "t.emi")
        );
        foreach (
            var (mode, words) in new (string, string[])[]
            {
                ("q_pe", _pair),
                ("q_pe_bias", [.. _pair, "--bias"]),
                ("q_pe_fr", [.. _pair, "--fr-stranded", "-t", "1"]),
                ("q_pe_rf", [.. _pair, "--rf-stranded", "--threads", "3"]),
                ("q_pe_l", [.. _pair, "-l", "200", "-s", "20"]),
                ("q_se", [_pair[0], "--single", "-l", "200", "-s", "20"]),
                ("q_se_over", [_pair[0], "--single", "--single-overhang", "-l", "200", "-s", "20"]),
                ("q_se_fr", [_pair[0], "--single", "--fr-stranded", "-l", "200", "-s", "20"]),
            }
        )
        {
            tool.Done(["quant", "t.emi", .. words, "-o", mode]);
            Assert.Equal(
                File.ReadAllText(Reference($"{mode}/abundance.tsv")),
                File.ReadAllText(Path.Combine(tool.Folder, mode, "abundance.tsv"))
            );
            foreach (var name in new[] { "n_processed", "n_pseudoaligned", "n_unique", "p_pseudoaligned", "p_unique" })
                Assert.Equal(Told(Reference($"{mode}/run_info.json"), name), Told(Path.Combine(tool.Folder, mode, "run_info.json"), name));
        }
    }

    [Fact]
    public void What_is_wrong_is_told_in_a_line_and_nothing_is_written()
    {
        using var tool = new Tool();
        tool.Done("quant", "index", Reference("transcripts.fasta.gz"), "-o", "t.emi", "--quiet");
        tool.Write("short.fq", "@a\nACGT\n+\nII\n");
        tool.Write("other.fq", "@a\n" + new string('C', 50) + "\n+\n" + new string('I', 50) + "\n");
        tool.Write("twice.fa", ">a\nACGT\n>a\nACGT\n");
        string[] single = ["--single", "-l", "200", "-s", "20", "-o", "out"];
        Refuses("short.fq: record 1, line 4: 4 bases and 2 qualities", ["quant", "t.emi", "short.fq", .. single]);
        Refuses("none of 1 read fits a transcript", ["quant", "t.emi", "other.fq", .. single]);
        Refuses("none.fq: there is no such file", ["quant", "t.emi", "none.fq", .. single]);
        Refuses("short.fq: this is no index of transcripts", ["quant", "short.fq", "other.fq", .. single]);
        Refuses("an index of k = 31, and k = 21 was asked for", ["quant", "t.emi", "other.fq", "-k", "21", .. single]);
        Refuses("for single reads", ["quant", "t.emi", "other.fq", "--single", "-o", "out"]);
        Refuses("two for each pair", ["quant", "t.emi", "other.fq", "-o", "out"]);
        Refuses("without --fr-stranded", ["quant", "t.emi", "other.fq", "--fr-stranded", "--rf-stranded", .. single]);
        Refuses("given with --fragment-length", ["quant", "t.emi", .. _pair, "-l", "200", "-o", "out"]);
        Refuses("twice.fa: record 2, line 3: the name 'a'", ["quant", "index", "twice.fa", "-o", "new.emi"]);
        Refuses("an odd number from 3 to 31", ["quant", "index", "twice.fa", "-o", "new.emi", "-k", "30"]);
        Refuses("--force", ["quant", "index", Reference("transcripts.fasta.gz"), "-o", "t.emi"]);
        Refuses("another file than those that are read", ["quant", "index", "twice.fa", "-o", "twice.fa", "--force"]);
        Assert.Equal(["other.fq", "short.fq", "t.emi", "twice.fa"], tool.Files.Select(Path.GetFileName).Order());

        void Refuses(string message, string[] call)
        {
            var result = tool.Run(call);
            Assert.Equal((2, ""), (result.ExitCode, result.Out));
            Assert.Contains(message, result.Error, System.StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_handful_of_reads_is_explained()
    {
        using var tool = new Tool();
        var told = tool.Done("explain", "transcripts").Out;
        Assert.Contains("A,B                6  2.2105   3.7895", told, System.StringComparison.Ordinal);
        Assert.Equal(told, tool.Done("quant", "explain").Out);
        Assert.Equal(2, tool.Run("quant", "explain", "A=0").ExitCode);
        tool.Done("quant", "explain", "A=3", "A,B=4", "-o", "story.html");
        Assert.Contains("<html", File.ReadAllText(Path.Combine(tool.Folder, "story.html")), System.StringComparison.Ordinal);
    }

    /// <summary>Of an index, of classes, of a table, and of a journal: what is there under its final name is whole.</summary>
    [Fact]
    public void A_disk_that_is_full_leaves_nothing_half_written()
    {
        using var tool = new Tool();
        tool.Done("quant", "index", Reference("../kallisto_small/tx.fa.gz"), "-o", "t.emi", "--quiet");
        string[] reads =
        [
            "quant",
            "t.emi",
            Reference("../kallisto_small/reads_1.fastq.gz"),
            Reference("../kallisto_small/reads_2.fastq.gz"),
            "--quiet",
            "-o",
        ];
        tool.Done([.. reads, "whole", "--save-classes", "-b", "1"]);
        Assert.EndsWith(
            "\tNA",
            File.ReadLines(Path.Combine(tool.Folder, "whole", "uncertainty.tsv")).Last(),
            System.StringComparison.Ordinal
        );
        Full(2048, 0, "quant", "index", Reference("../kallisto_small/tx.fa.gz"), "-o", "new.emi");
        Full(2048, 0, [.. reads, "classes", "--save-classes"]);
        Full(2048, 0, [.. reads, "table"]);
        Assert.Equal(["whole", "table", "classes"], Directory.GetDirectories(tool.Folder).Select(Path.GetFileName).OrderDescending());
        Assert.Equal(["t.emi"], Directory.GetFiles(tool.Folder).Select(Path.GetFileName));
        Full(32 * 1024, 1, [.. reads, "recorded", "--journal", "run.clef"]);
        Assert.False(Directory.Exists(Path.Combine(tool.Folder, "recorded")));
        // What is recorded can be taken up where there is room again.
        tool.Done(["resume", "run.clef", .. reads[1..], "recorded"]);
        Assert.Equal(
            File.ReadAllText(Path.Combine(tool.Folder, "whole", "abundance.tsv")),
            File.ReadAllText(Path.Combine(tool.Folder, "recorded", "abundance.tsv"))
        );

        void Full(int room, int journals, params string[] call)
        {
            var result = tool.Bounded(room, call);
            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains("large", result.Error, System.StringComparison.Ordinal);
            Assert.Equal(journals, Directory.GetFiles(tool.Folder, "*.clef").Length);
            // Only what had room: whole, under its name, and nothing beside it.
            foreach (var folder in Directory.GetDirectories(tool.Folder).Where(folder => Path.GetFileName(folder) != "whole"))
            foreach (var file in Directory.GetFiles(folder))
                Assert.Equal(File.ReadAllBytes(Path.Combine(tool.Folder, "whole", Path.GetFileName(file))), File.ReadAllBytes(file));
            string[] tables = Directory.GetFiles(tool.Folder, "abundance.tsv", SearchOption.AllDirectories);
            Assert.Equal([Path.Combine(tool.Folder, "whole", "abundance.tsv")], tables);
        }
    }

    /// <summary>A journal may come from anywhere: what it names is told, and opened where the call names it. What has ended is told before anything is read.</summary>
    [Fact]
    public void A_journal_tells_what_it_was_recorded_from_and_opens_none_of_it()
    {
        using var tool = new Tool();
        string[] files =
        [
            Reference("p_pe/pseudoalignments.ec"),
            Reference("p_pe/pseudoalignments.tsv"),
            "-i",
            Reference("q_pe/abundance.tsv"),
            "-f",
            Reference("fragment_lengths_pe.txt"),
        ];
        tool.Done(["quant", "classes", .. files, "--stop", "iterations(9)", "-o", "out", "--journal", "run.clef", "--quiet"]);
        var named = $"run.clef was recorded from {files[0]}, {files[1]}, --index {files[3]}, --fragment-file {files[5]}. Name them";
        Refuses(named, "verify", "run.clef");
        Refuses(named, "resume", "run.clef", "-o", "again");
        Refuses("run.clef: the run has ended", "resume", "run.clef", "none.ec", "none.tsv", "-o", "again");
        tool.Done(["verify", "run.clef", .. files]); // with the rule of the journal
        // Of a version that did not write the words of a call.
        var lines = File.ReadAllLines(Path.Combine(tool.Folder, "run.clef"));
        tool.Write("old.clef", string.Join('\n', lines.Select(line => Regex.Replace(line, ",\"Words\":\\[[^]]*\\]", ""))) + "\n");
        Refuses("old.clef does not say which they were", "verify", "old.clef");
        Assert.False(Directory.Exists(Path.Combine(tool.Folder, "again")));

        void Refuses(string message, params string[] call)
        {
            var result = tool.Run(call);
            Assert.Equal((2, ""), (result.ExitCode, result.Out));
            Assert.Contains(message, result.Error, System.StringComparison.Ordinal);
        }
    }

    static string Told(string file, string name) =>
        File.ReadLines(file).Single(line => line.Contains($"\"{name}\"", System.StringComparison.Ordinal)).Trim();
}
