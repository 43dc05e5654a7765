using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;

namespace EmFunctional.Benchmarks;

/// <summary>
/// The workloads side by side with other software, in alternating rounds, each run in a process of its own. What is not installed is left out.
/// Printed as Markdown; written between two marks of a file where one is named.
/// </summary>
static class PeerTable
{
    const string Begin = "<!-- begin of the table of peers -->";
    const string End = "<!-- end of the table of peers -->";

    // This software without AVX-512.
    const string Narrow = "AVX2";

    sealed record Peer(string Name, Func<Workload, bool> Takes, Func<Workload, string[]> Command, params int[] Threads);

    sealed record Run(string Peer, string Workload, int Threads, double Seconds, double? First, double? LogLikelihood, string Version);

    public static void Make(string folder, int rounds, string? into)
    {
        var scripts = Path.Combine(AppContext.BaseDirectory, "Peers");
        var workloads = Directory.GetFiles(folder, "*.json").Select(Workload.Read).OrderBy(Order).ToArray();
        var machine = Machine(scripts, folder);
        var runs = new List<Run>();
        for (var round = 1; round <= rounds; round++)
            foreach (var workload in workloads)
            foreach (var peer in Peers(scripts, folder).Where(peer => peer.Takes(workload)))
            foreach (var threads in peer.Threads)
                if (Measure(peer, workload, threads) is { } run)
                {
                    runs.Add(run);
                    Console.Error.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"round {round}: {workload.Name}, {run.Version}, {threads} threads: {1000 * run.Seconds:F2} ms, {run.LogLikelihood:R}"
                        )
                    );
                }
        var text = string.Join('\n', Lines(workloads, runs, machine, rounds));
        Console.WriteLine(text);
        if (into is not null)
        {
            var before = File.ReadAllText(into);
            var (begin, end) = (
                before.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length,
                before.IndexOf(End, StringComparison.Ordinal)
            );
            File.WriteAllText(into, $"{before[..begin]}\n{text}\n{before[end..]}");
        }
    }

    static Peer[] Peers(string scripts, string folder)
    {
        string[] Shape(Workload of) =>
            [Path.Combine(folder, of.Name), of.Kind, .. new[] { of.Rows, of.Columns, of.Components, of.Iterations }.Select(Text)];
        string[] Script(string interpreter, string name, Workload of, params string[] more) =>
            [interpreter, Path.Combine(scripts, name), folder, of.Name, .. more];
        return
        [
            new("EmFunctional", _ => true, of => [Environment.ProcessPath!, "workload", Path.Combine(folder, of.Name + ".json")], 1, 2),
            new(Narrow, _ => true, of => [Environment.ProcessPath!, "workload", Path.Combine(folder, of.Name + ".json")], 1, 2),
            new("scikit-learn", of => of.Kind != "missing", of => Script("/usr/bin/python3", "scikit_learn.py", of), 1, 2),
            new("Armadillo", of => of.Kind is "full" or "diag", of => [Path.Combine(folder, "armadillo"), .. Shape(of)], 1, 2),
            new("mclust", of => of.Kind == "spherical", of => Script("Rscript", "mclust.R", of), 1),
            new("Amelia", of => of.Kind == "missing", of => Script("Rscript", "missing.R", of, "Amelia"), 1),
            new("lavaan", of => of.Kind == "missing", of => Script("Rscript", "missing.R", of, "lavaan"), 1),
            new("baseline", _ => true, of => [Path.Combine(folder, "baseline"), .. Shape(of)], 1, 2),
        ];
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static Run? Measure(Peer peer, Workload workload, int threads)
    {
        var products = peer.Name is "scikit-learn" ? threads : 1;
        var command = peer.Command(workload);
        if (peer.Name is "EmFunctional" or Narrow)
            command = [.. command, Text(threads)];
        var environment = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = Text(threads), ["OPENBLAS_NUM_THREADS"] = Text(products) };
        if (peer.Name == Narrow)
            environment["DOTNET_EnableAVX512"] = "0";
        if (Output(command, environment) is not { } line)
            return null;
        using var document = JsonDocument.Parse(line);
        double? Number(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetDouble() : null;
        return new(
            peer.Name,
            workload.Name,
            threads,
            Number("secondsPerIteration")!.Value,
            Number("first"),
            Number("logLikelihood"),
            document.RootElement.GetProperty("peer").GetString()!
        );
    }

    // What it prints last; nothing where it cannot be started or fails.
    static string? Output(string[] command, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Each chooses its kernels by the processor, whatever the shell says.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var printed = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? printed.TrimEnd().Split('\n')[^1] : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    static Dictionary<string, double>? Machine(string scripts, string folder) =>
        Output(["/usr/bin/python3", Path.Combine(scripts, "machine.py"), folder], []) is { } line
            ? JsonSerializer.Deserialize<Dictionary<string, double>>(line)
            : null;

    // In the order in which the workloads are made.
    static int Order(Workload of) =>
        Array.IndexOf(["full_200k_d10_k8", "full_1m_d2_k3", "full_100k_d32_k16", "diagonal_1m_d16_k32", "spherical_1m_d16_k32"], of.Name)
            is >= 0
                and var place
            ? place
        : of.Kind == "missing" ? 9
        : 8;

    static IEnumerable<string> Lines(Workload[] workloads, List<Run> runs, Dictionary<string, double>? machine, int rounds)
    {
        var others = runs.Select(run => run.Peer).Distinct().Where(peer => peer != "EmFunctional").ToArray();
        yield return $"| workload | ms an iteration (least; first of a cold process) | {string.Join(" | ", others.Select(peer => peer == Narrow ? "AVX2 alone takes" : peer + " takes"))} | of the bound |";
        yield return $"|---|---|{string.Concat(others.Select(_ => "---|"))}---|";
        foreach (var workload in workloads)
        {
            var of = runs.Where(run => run.Workload == workload.Name).ToLookup(run => run.Peer);
            var (ours, threads) = Best(of["EmFunctional"]);
            var mine = of["EmFunctional"].Where(run => run.Threads == threads).ToArray();
            var cells = others.Select(peer => of[peer].Any() ? Times(Ratio(of[peer], of["EmFunctional"])) : "–");
            var bound =
                machine is not null && workload.Bound(machine, threads) is { } least
                    ? string.Create(CultureInfo.InvariantCulture, $"{100 * least / ours:F0} %")
                    : "–";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| {Title(workload)} | {Milliseconds(ours)} ({Milliseconds(mine.Min(run => run.Seconds))}; {Milliseconds(Median(mine.Select(run => run.First!.Value)))}), {threads} {(threads == 1 ? "thread" : "threads")} | {string.Join(" | ", cells)} | {bound} |"
            );
        }
        var versions = string.Join(", ", runs.Select(run => run.Version).Where(version => version != "EmFunctional").Distinct());
        yield return "";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Medians of {rounds} alternating rounds, the better of 1 and 2 threads on both sides, on {Processor()}, {Environment.ProcessorCount} processors, AVX-512 {(Avx512F.IsSupported ? "on" : "off")}, .NET {Environment.Version}, {DateTime.Today:yyyy-MM-dd}, beside {versions}."
        );
        if (machine is not null)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The bound is what products and exponentials take at the peak measured here with 1 and 2 threads: {machine["flops1"] / 1e9:F0} and {machine["flops2"] / 1e9:F0} GFLOP/s, {1e9 / machine["exponentials1"]:F2} and {1e9 / machine["exponentials2"]:F2} ns an exponential, {machine["bytes1"] / 1e9:F0} and {machine["bytes2"] / 1e9:F0} GB/s."
            );
    }

    static string Title(Workload of) =>
        (of.Kind, of.Columns) switch
        {
            ("missing", _) => $"20 % missing, n {of.Rows:N0}, d {of.Columns}",
            (_, 1) => $"one dimension, n {of.Rows:N0}, K {of.Components}",
            ("diag", _) => $"diagonal, n {of.Rows:N0}, d {of.Columns}, K {of.Components}",
            _ => $"{of.Kind}, n {of.Rows:N0}, d {of.Columns}, K {of.Components}",
        };

    static string Times(double ratio) => ratio.ToString(ratio < 9.95 ? "F1" : "F0", CultureInfo.InvariantCulture) + "×";

    static string Milliseconds(double seconds) => (1000 * seconds).ToString(seconds < 0.1 ? "F1" : "F0", CultureInfo.InvariantCulture);

    static double Median(IEnumerable<double> of) => of.Order().ElementAt(of.Count() / 2);

    static (double Seconds, int Threads) Best(IEnumerable<Run> runs) =>
        runs.GroupBy(run => run.Threads).Select(of => (Median(of.Select(run => run.Seconds)), of.Key)).Min();

    // The median of the rounds' ratios.
    static double Ratio(IEnumerable<Run> theirs, IEnumerable<Run> ours)
    {
        static double[] ByRound(IEnumerable<Run> runs) =>
            runs.Where(run => run.Threads == Best(runs).Threads).Select(run => run.Seconds).ToArray();
        return Median(ByRound(theirs).Zip(ByRound(ours), (their, our) => their / our));
    }

    static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo")
                .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf(':') + 1)..].Trim())
                .FirstOrDefault("an unnamed processor")
            : "an unnamed processor";
}
