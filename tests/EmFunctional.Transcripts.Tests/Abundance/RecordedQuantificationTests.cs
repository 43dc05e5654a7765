using System.IO;
using System.Linq;
using EmFunctional.Cli;
using EmFunctional.Journal;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Abundance;

/// <summary>Journals of quantifications: taken up, proved and drawn, by the verbs that do so with all others.</summary>
public sealed class RecordedQuantificationTests : IDisposable
{
    static readonly TranscriptIndex _test = IndexFile.Build([Reference.PathTo("kallisto_test/transcripts.fasta.gz")]).OrThrow();
    readonly string _folder = Directory.CreateTempSubdirectory("quant").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_journal_that_breaks_off_is_resumed_proved_and_drawn()
    {
        var journal = In("run.clef");
        string[] classes =
        [
            Reference.PathTo("kallisto_test/p_pe/pseudoalignments.ec"),
            Reference.PathTo("kallisto_test/p_pe/pseudoalignments.tsv"),
            "-i",
            Reference.PathTo("kallisto_test/q_pe/abundance.tsv"),
            "-f",
            Reference.PathTo("kallisto_test/fragment_lengths_pe.txt"),
            "--quiet",
        ];
        string[] call = ["quant", "classes", .. classes, "-o", In("out"), "--journal", journal];
        Assert.Equal(0, EmTool.Run(call));
        var whole = TraceOf(journal);
        File.WriteAllLines(journal, File.ReadLines(journal).Take(20).ToArray());
        Assert.Equal(2, EmTool.Run(call)); // it is there already
        Assert.Equal(0, EmTool.Run([.. call, "--resume"]));
        Assert.Equal(whole, TraceOf(journal));
        Assert.Equal(0, EmTool.Run(["verify", journal, .. classes]));
        Assert.Equal(2, EmTool.Run([.. call, "--resume"])); // it has ended
        // The options are those of the journal; the files are named, since it may come from anywhere.
        string[] files = [.. classes[..6], "--quiet"];
        Assert.Equal(
            0,
            EmTool.Run(["quant", "classes", .. classes, "-o", In("short"), "--journal", In("short.clef"), "--stop", "iterations(9)"])
        );
        Assert.Equal(0, EmTool.Run(["verify", In("short.clef"), .. files]));
        var short9 = File.ReadAllLines(In("short.clef"));
        File.WriteAllLines(In("short.clef"), short9[..7]);
        Assert.Equal(2, EmTool.Run(["resume", In("short.clef"), "--quiet", "-o", In("again")])); // no files
        Assert.Equal(0, EmTool.Run(["resume", In("short.clef"), .. files, "-o", In("again")]));
        Assert.Equal(short9.Length + 1, File.ReadAllLines(In("short.clef")).Length); // with the line that says so
        Assert.Equal(0, EmTool.Run(["verify", In("short.clef"), .. files]));
        Assert.Equal(0, EmTool.Run(["plot", journal, "-o", In("run.svg"), "--quiet"]));
        Assert.Contains("ENST00000040584.5", File.ReadAllText(In("run.svg")));
        File.WriteAllText(
            journal,
            File.ReadAllText(journal)
                .Replace(
                    "\"Iteration\":7,\"Evaluations\":8,\"Objective\":-",
                    "\"Iteration\":7,\"Evaluations\":8,\"Objective\":-9",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(3, EmTool.Run(["verify", journal, .. classes]));
    }

    /// <summary>Cut in the first run, at its end, behind the start of the second, in it, and before its end.</summary>
    [Fact]
    public void A_quantification_corrected_for_bias_is_taken_up_in_every_run_and_proved_from_its_reads()
    {
        var (index, journal) = (In("t.emi"), In("run.clef"));
        IndexFile.Save(_test, index).OrThrow();
        string[] reads =
        [
            index,
            Reference.PathTo("kallisto_test/reads_1.fastq.gz"),
            Reference.PathTo("kallisto_test/reads_2.fastq.gz"),
            "--bias",
            "--quiet",
        ];
        Assert.Equal(0, EmTool.Run(["quant", .. reads, "-o", In("out"), "--journal", journal]));
        var (whole, trace, second) = (File.ReadAllLines(journal), TraceOf(journal), SecondStart(journal));
        foreach (var lines in new[] { 20, second - 2, second - 1, second, second + 1, whole.Length - 1 })
        {
            File.WriteAllLines(journal, whole[..lines]);
            Assert.Equal(0, EmTool.Run(["resume", journal, .. reads, "-o", In("again")]));
            Assert.Equal(trace, TraceOf(journal));
            Assert.Equal(
                Reference.Text("kallisto_test/q_pe_bias/abundance.tsv"),
                File.ReadAllText(Path.Combine(In("again"), "abundance.tsv"))
            );
        }
        // The journal has the options of its call, and names its files.
        string[] files = [.. reads[..3], "--quiet"];
        Assert.Equal(0, EmTool.Run(["verify", journal, .. files]));
        Assert.Equal(2, EmTool.Run(["verify", journal])); // no files
        File.WriteAllLines(journal, whole[..20]);
        Assert.Equal(2, EmTool.Run(["resume", journal, .. files])); // where its files go is for each call to say
        Assert.Equal(2, EmTool.Run(["resume", journal, .. files, "--fr-stranded", "-o", In("again")])); // other data
        Assert.Equal(0, EmTool.Run(["resume", journal, .. files, "-o", In("alone")]));
        Assert.Equal(trace, TraceOf(journal));
        Assert.Equal(Reference.Text("kallisto_test/q_pe_bias/abundance.tsv"), File.ReadAllText(Path.Combine(In("alone"), "abundance.tsv")));
        Assert.Equal(0, EmTool.Run(["verify", journal, .. reads]));
        Assert.Equal(2, EmTool.Run(["resume", journal, .. files, "-o", In("again")])); // it has ended
        File.WriteAllLines(journal, whole[..20]);
        Assert.Equal(2, EmTool.Run(["resume", journal, .. reads, "--fr-stranded", "-o", In("again")])); // other data
        Assert.Equal(3, EmTool.Run(["verify", journal, .. reads, "--fr-stranded"]));
    }

    /// <summary>The second run begins elsewhere, and every line has its seal again.</summary>
    [Fact]
    public void A_run_that_does_not_begin_where_the_one_before_ended_is_different()
    {
        var data = Samples.Pairs;
        var lines = Recorded(data, [(Vector.Of(data.Classes.Transcripts, _ => 1.0), null), (null, "bias")]);
        static Vector Same(Vector counts, Vector lengths) => lengths;
        Assert.True(RecordedQuantification.Prove(lines, data, Same).OrThrow().Discrepancy.IsNone);
        Assert.True(RecordedQuantification.Prove(lines, data).IsLeft);
        var moved = Recorded(
            data,
            [(Vector.Of(data.Classes.Transcripts, _ => 1.0), null), (Vector.Of(data.Classes.Transcripts, _ => 2.0), "bias")]
        );
        Assert.Contains("start", RecordedQuantification.Prove(moved, data, Same).OrThrow().Discrepancy.Map(at => at.ToString()).IfNone(""));
        static Vector Other(Vector counts, Vector lengths) => 2 * lengths;
        Assert.Contains("data", RecordedQuantification.Prove(lines, data, Other).OrThrow().Discrepancy.Map(at => at.ToString()).IfNone(""));
    }

    JournalLine[] Recorded(AbundanceData data, (Vector? Start, string? Why)[] runs)
    {
        var (journal, end, parent) = (In("two.clef"), Vector.Empty, LanguageExt.Option<RunParent>.None);
        using (var file = JournalFile.Create(journal, force: true).OrThrow())
            foreach (var (start, why) in runs)
            {
                var problem = AbundanceModel.ProblemOf(data).OrThrow();
                var options = RunOptions<Vector>.Default with
                {
                    Parent = why is null ? LanguageExt.Option<RunParent>.None : parent.Map(of => of with { Why = why }),
                };
                foreach (var happened in Em.Events(problem, start ?? end, Iterating.StopRule.Iterations(4), options))
                {
                    if (happened is RunEvent<Vector>.Started started)
                        parent = new RunParent(started.Run, 4, "");
                    if (happened is RunEvent<Vector>.Iterated at)
                        end = at.State.Parameters;
                    file.Logger.Write(
                        JournalEvent.Of(happened, p => p, parent.Map(of => of.Run).IfNone(default(Hash256)), DateTimeOffset.UnixEpoch)
                    );
                }
            }
        using var stream = File.OpenRead(journal);
        return [.. JournalReader.Read(stream, Seals.Ignored).Select(line => line.OrThrow())];
    }

    // The line on which the second run starts, from 1.
    static int SecondStart(string journal)
    {
        using var stream = File.OpenRead(journal);
        return JournalReader
            .Read(stream)
            .Select(line => line.OrThrow())
            .Where(line => line.Event is RunEvent<Vector>.Started)
            .Skip(1)
            .First()
            .Number;
    }

    [Fact]
    public void The_lengths_of_fragments_are_drawn()
    {
        var journal = In("run.clef");
        string[] classes =
        [
            Reference.PathTo("kallisto_test/p_pe/pseudoalignments.ec"),
            Reference.PathTo("kallisto_test/p_pe/pseudoalignments.tsv"),
            "-i",
            Reference.PathTo("kallisto_test/q_pe/abundance.tsv"),
            "--quiet",
        ];
        Assert.Equal(0, EmTool.Run(["quant", "classes", .. classes, "-o", In("out"), "--journal", journal]));
        string[] plot = ["plot", journal, "--quiet", "--force", "-o", In("run.svg")];
        Assert.Equal(0, EmTool.Run([.. plot, "--data", Reference.PathTo("kallisto_test/fragment_lengths_pe.txt")]));
        var drawn = File.ReadAllText(In("run.svg"));
        Assert.Contains("lengths of fragments", drawn);
        Assert.Contains("ENST00000040584.5", drawn);
        File.Delete(In("run.svg"));
        File.WriteAllText(In("none.txt"), string.Join(' ', Enumerable.Repeat("0", 1000)));
        Assert.Equal(2, EmTool.Run([.. plot, "--data", In("none.txt")]));
        Assert.Equal(2, EmTool.Run([.. plot, "--data", Reference.PathTo("kallisto_test/q_pe/abundance.tsv")]));
        Assert.False(File.Exists(In("run.svg")));
    }

    static string TraceOf(string journal)
    {
        using var stream = File.OpenRead(journal);
        return Recovery.Find(journal, JournalReader.Read(stream)).OrThrow().Run.Trace.ToString();
    }

    string In(string name) => Path.Combine(_folder, name);
}
