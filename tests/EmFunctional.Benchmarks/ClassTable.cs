using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Files;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>
/// EM over many equivalence classes: processor and wall time a round on one and two threads, beside a plain C program where there is one, and whether the counts
/// are those of kallisto in every printed digit.
/// </summary>
static class ClassTable
{
    const int Warm = 20;
    const int Rounds = 60;

    /// <param name="folder">Has k.ec, k.tsv, k.idx and k.fld, and perhaps kallisto_est_counts.txt.gz, the counts of kallisto, and ec.bin, the input of the C program.</param>
    /// <param name="baseline">The C program's source, compiled here if there is gcc; none if null.</param>
    public static void Print(string folder, string? baseline)
    {
        var data = Read(folder).OrThrow();
        var problem = AbundanceModel.ProblemOf(data).OrThrow();
        Console.WriteLine($"{data.Classes.Transcripts} transcripts, {data.Classes.Count} classes, {data.Classes.Members.Length} members");
        foreach (var threads in new[] { 1, 2 })
            Console.WriteLine(Timed(problem.On(new Threads(threads)), AbundanceModel.Start(data), threads));
        if (baseline is not null)
            Console.WriteLine(Compiled(folder, baseline));
        var clock = Stopwatch.StartNew();
        var found = Quantification.Of(data, executor: Threads.OfMachine).OrThrow();
        Console.WriteLine(
            $"{found.Rounds} rounds to kallisto's stop in {Text(clock.Elapsed.TotalSeconds)} s, log-likelihood {NumberText.Shortest(found.Objective)}"
        );
        var reference = Path.Combine(folder, "kallisto_est_counts.txt.gz");
        if (File.Exists(reference))
            Console.WriteLine(Agreement(found, reference));
    }

    static Either<EmError, AbundanceData> Read(string folder)
    {
        string In(string name) => Path.Combine(folder, name);
        return from targets in TargetsFile.Read(In("k.idx"))
            from samples in ClassFile.Read(In("k.ec"), In("k.tsv"), targets)
            from fragments in FragmentFile.Read(In("k.fld"))
            from data in AbundanceData.Create(samples[0], fragments[0].EffectiveLengths(samples[0]))
            select data;
    }

    static string Timed(Problem<Vector> problem, Vector start, int threads)
    {
        var (clock, processor) = (Stopwatch.StartNew(), TimeSpan.Zero);
        foreach (var state in Iterates.Of(problem, start).Take(Warm + Rounds).Select((state, round) => (state, round)))
            if (state.round == Warm - 1)
                (clock, processor) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        var used = Process.GetCurrentProcess().TotalProcessorTime - processor;
        return $"{threads} threads: {Text(clock.Elapsed.TotalMilliseconds / Rounds)} ms a round, {Text(used.TotalMilliseconds / Rounds)} ms of processors";
    }

    static string Compiled(string folder, string source)
    {
        var program = Path.Combine(Path.GetTempPath(), "em_baseline");
        try
        {
            Run("gcc", "-O3", "-march=native", source, "-o", program, "-lm");
            return $"C: {Run(program, Path.Combine(folder, "ec.bin"), "-", $"{Rounds}", "fixed").Trim()}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "there is no gcc; the C program was not run";
        }
    }

    static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    static string Agreement(Quantified found, string reference)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(reference), CompressionMode.Decompress));
        var recorded = text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Number).ToArray();
        var worst = recorded.Select((count, t) => Math.Abs(count - found.Counts[t]) / Math.Max(count, 1e-4)).Max();
        return $"largest relative difference to kallisto's {recorded.Length} counts: {NumberFormat.Significant(worst, 2)} (they have six digits)";
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    static string Text(double value) => NumberFormat.Fixed(value, 1);
}
