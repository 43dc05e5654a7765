using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace EmFunctional.Benchmarks.Transcripts;

/// <summary>
/// <c>em quant</c> beside kallisto, where that is on the path, in alternating rounds on one simulation: seconds that passed, seconds of processors, and the memory
/// resident at the most; whether the tables are equal; and how near they are to the truth.
/// </summary>
static class TranscriptTable
{
    /// <summary>Makes the simulation where it is not there, and prints the table.</summary>
    /// <param name="folder">Where all files are.</param>
    /// <param name="genes">How many genes; 6000 make about 14,000 transcripts.</param>
    /// <param name="pairs">How many pairs of reads.</param>
    /// <param name="rounds">How often each is run.</param>
    public static void Print(string folder, int genes, int pairs, int rounds)
    {
        string In(string name) => Path.Combine(folder, name);
        if (!File.Exists(In("truth.tsv")))
        {
            Directory.CreateDirectory(folder);
            RnaSimulation.Write(folder, genes, pairs, seed: 1);
        }
        var em = MeasuredProcess.Tool;
        var (first, second) = (In("reads_1.fastq"), In("reads_2.fastq"));
        var calls = new List<(string Name, string Program, string[] Words)>
        {
            ("em quant index", em, ["quant", "index", In("tx.fa"), "-o", In("t.emi"), "--force", "--quiet"]),
            ("kallisto index", "kallisto", ["index", "-i", In("t.idx"), In("tx.fa")]),
        };
        foreach (var threads in new[] { "1", "2" })
        {
            calls.Add(
                (
                    $"em quant, {threads} threads",
                    em,
                    ["quant", In("t.emi"), first, second, "-o", In("em" + threads), "--threads", threads, "--force", "--quiet"]
                )
            );
            calls.Add(
                (
                    $"kallisto quant, {threads} threads",
                    "kallisto",
                    ["quant", "-i", In("t.idx"), "-o", In("kallisto" + threads), "--plaintext", "-t", threads, first, second]
                )
            );
        }
        if (!MeasuredProcess.IsThere("kallisto"))
            calls.RemoveAll(call => call.Program == "kallisto");
        var measured = calls.ToDictionary(call => call.Name, _ => new List<MeasuredProcess>());
        for (var round = 0; round < rounds; round++)
            foreach (var (name, program, words) in calls)
                measured[name].Add(MeasuredProcess.Run(program, words));
        Say($"{"", -28}{"seconds (least)", 18}{"of processors", 16}{"MB resident", 14}");
        foreach (var (name, runs) in measured)
            Say(
                $"{name, -28}{Median(runs.Select(run => run.Seconds)), 9:F2} ({runs.Min(run => run.Seconds):F2}){Median(runs.Select(run => run.Processor)), 16:F2}{runs.Max(run => run.Resident) / 1e6, 14:F0}"
            );
        foreach (var (file, other) in new[] { ("t.emi", "t.idx") }.Where(pair => File.Exists(In(pair.Item2))))
            Say($"the index has {new FileInfo(In(file)).Length / 1e6:F1} MB, kallisto's {new FileInfo(In(other)).Length / 1e6:F1} MB");
        if (File.Exists(In("kallisto1/abundance.tsv")))
            Say(
                $"{Differing(In("em1/abundance.tsv"), In("kallisto1/abundance.tsv"))} rows of abundance.tsv differ from kallisto's on one thread"
            );
        Say($"{Differing(In("em1/abundance.tsv"), In("em2/abundance.tsv"))} differ between one and two threads");
        MeasuredProcess.Run(em, ["quant", In("t.emi"), first, second, "-o", In("weighted"), "--weighted-classes", "--force", "--quiet"]);
        foreach (var table in new[] { "em1", "weighted" })
        {
            var (all, there, wrong) = Nearness.Of(In("truth.tsv"), In($"{table}/abundance.tsv"));
            Say($"{table}: correlation with the truth {all:F4}, {there:F4} of those that are there, {wrong} false positives");
        }
    }

    static int Differing(string one, string other) =>
        File.ReadLines(one).Zip(File.ReadLines(other)).Count(pair => pair.Item1 != pair.Item2);

    static double Median(IEnumerable<double> values) => values.Order().ElementAt((values.Count() - 1) / 2);

    static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
