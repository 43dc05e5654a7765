using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using Xunit.Abstractions;

namespace EmFunctional.Cluster.Tests;

/// <summary>
/// Real processes that are killed, stopped and started anew: the run ends with the digest of one machine, or can be resumed to it. CLUSTER_KILLS says
/// how many random moments are tried.
/// </summary>
public sealed class ProcessTests : IDisposable
{
    const string Fit = "fit gaussian-mixture rows.npy -k 4 --init random-rows --seed 2 --stop iterations(150) --quiet";

    static readonly int _kills = int.TryParse(Environment.GetEnvironmentVariable("CLUSTER_KILLS"), out var kills) ? kills : 8;

    readonly string _folder = Directory.CreateTempSubdirectory("em-cluster-").FullName;
    readonly ITestOutputHelper _output;

    public ProcessTests(ITestOutputHelper output)
    {
        _output = output;
        const int Rows = 150_000;
        const int d = 5;
        var values = Vector.Of(Rows * d, i => new Seed(1).Uniform(i) * 2 + i / d % 4 * (1 + i % d));
        NumPyFile.Write(Path.Combine(_folder, "rows.npy"), NumPyArray.Matrix(Rows, values.ToArray())).OrThrow();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A process that hears interrupts, also where the tests were started by one that ignores them.
    Process Start(string call)
    {
        string[] program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "em.dll"), .. call.Split(' ')];
        string[] all = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,TERM", .. program] : program;
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    static async Task<(int Code, string Out, string Error)> End(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output, await error);
    }

    async Task<string> Digest(string call)
    {
        var (code, output, error) = await End(Start(call));
        Assert.True(code == 0, error);
        return DigestIn(output);
    }

    static string DigestIn(string output) => output.Split('\n').Last(line => line.StartsWith("trace digest", StringComparison.Ordinal));

    // Processes that another has started and that still run.
    static IReadOnlyList<int> Workers(Process of) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Where(name => ParentOf(name!) == of.Id)
                .Select(name => int.Parse(name!)),
        ];

    static int ParentOf(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? 0 : int.Parse(fields[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    static void Signal(string signal, int process) => Process.Start("kill", [$"-{signal}", $"{process}"]).WaitForExit();

    async Task Recorded(string journal, int lines)
    {
        var path = Path.Combine(_folder, journal);
        for (var begun = Stopwatch.StartNew(); ; await Task.Delay(5))
        {
            Assert.True(begun.Elapsed < TimeSpan.FromMinutes(1), $"{journal} has not {lines} lines");
            if (File.Exists(path) && Count(path) >= lines)
                return;
        }
    }

    static int Count(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Count(c => c == '\n');
    }

    [Fact]
    public async Task Workers_killed_at_any_moment_change_no_bit()
    {
        var alone = await Digest(Fit);
        var random = new Random(7);
        for (var killed = 0; killed < _kills; )
        {
            var journal = $"k{killed}.clef";
            var fit = Start($"{Fit} --cluster 3 --journal {journal}");
            // One alone, or two at once.
            await Recorded(journal, 2 + random.Next(100));
            var victims = Workers(fit).Take(killed % 3 == 2 ? 2 : 1).ToArray();
            foreach (var victim in victims)
                Signal("KILL", victim);
            killed += Math.Max(victims.Length, 1);
            var (code, output, error) = await End(fit);
            Assert.True(code == 0, error);
            Assert.Equal(alone, DigestIn(output));
        }
        _output.WriteLine($"{_kills} workers killed");
        // One machine proves what the cluster did, and a cluster what one machine did.
        foreach (var call in new[] { "verify k0.clef rows.npy --quiet", "verify k0.clef rows.npy --quiet --cluster 2" })
            Assert.StartsWith("identical", (await End(Start(call))).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_hangs_is_given_up_and_comes_back()
    {
        var alone = await Digest(Fit);
        var fit = Start($"{Fit.Replace(" --quiet", "")} --cluster 2 --journal hang.clef");
        await Recorded("hang.clef", 20);
        var victim = Workers(fit)[0];
        Signal("STOP", victim);
        // The pass in hand waits for it, and goes on without it.
        await Recorded("hang.clef", Count(Path.Combine(_folder, "hang.clef")) + 5);
        Signal("CONT", victim);
        var (code, output, error) = await End(fit);
        Assert.True(code == 0, error);
        Assert.Equal(alone, DigestIn(output));
        Assert.Contains(" is lost: 1 worker now, which goes on with its rows", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_all_workers_are_gone_the_run_is_resumed_by_others()
    {
        var alone = await Digest(Fit);
        var fit = Start($"{Fit} --cluster 2 --journal all.clef");
        await Recorded("all.clef", 30);
        foreach (var worker in Workers(fit))
            Signal("KILL", worker);
        var (code, _, error) = await End(fit);
        Assert.Equal(1, code);
        Assert.Contains("resume the run from its journal", error, StringComparison.Ordinal);
        Assert.Equal(alone, await Digest("resume all.clef rows.npy --cluster 3 --quiet"));
    }

    [Fact]
    public async Task Where_the_fit_is_killed_its_workers_end_and_it_is_resumed()
    {
        var alone = await Digest(Fit);
        var fit = Start($"{Fit} --cluster 2 --journal fit.clef");
        await Recorded("fit.clef", 30);
        var workers = Workers(fit).Select(Process.GetProcessById).ToArray();
        Signal("KILL", fit.Id);
        await fit.WaitForExitAsync();
        foreach (var worker in workers)
            await worker.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(alone, await Digest("resume fit.clef rows.npy --cluster 1 --quiet"));
    }

    [Fact]
    public async Task Workers_that_join_serve_one_fit_after_the_other()
    {
        var alone = await Digest(Fit);
        var port = FreePort();
        var workers = new[] { Start($"worker --join localhost:{port}"), Start($"worker --join 127.0.0.1:{port} --threads 1") };
        var ended = workers.Select(End).ToArray();
        for (var fit = 0; fit < 2; fit++)
            Assert.Equal(alone, await Digest($"{Fit} --cluster listen:127.0.0.1:{port} --workers 2"));
        foreach (var worker in workers)
            Signal("INT", worker.Id);
        foreach (var (code, _, error) in await Task.WhenAll(ended))
        {
            Assert.Equal(0, code);
            Assert.Equal(2, error.Split('\n').Count(line => line.StartsWith("joined", StringComparison.Ordinal)));
        }
    }

    static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Theory]
    [InlineData("--cluster 0", "cluster '0' must be a number of workers from 1 to 1024")]
    [InlineData("--cluster listen:0.0.0.0:7100", "must be an address of this machine alone")]
    [InlineData("--cluster listen:127.0.0.1", "must be an address and a port")]
    [InlineData("--cluster 2 --workers 3", "workers '3' must be left out where --cluster says how many")]
    [InlineData("--workers 3", "workers '3' must be left out where there is no --cluster")]
    public async Task Wrong_options_are_refused(string options, string words)
    {
        var (code, output, error) = await End(Start($"{Fit} {options}"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_refused_since_every_worker_reads_the_data()
    {
        var (code, _, error) = await End(Start("fit coins - --cluster 2"));
        Assert.Equal(2, code);
        Assert.Contains("must be of data in a file, which every worker reads", error, StringComparison.Ordinal);
    }
}
