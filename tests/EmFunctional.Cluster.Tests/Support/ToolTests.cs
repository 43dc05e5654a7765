using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Numerics;
using EmFunctional.Tables;

namespace EmFunctional.Cluster.Tests.Support;

/// <summary>Calls of the tool as real processes, in a folder with a file of rows.</summary>
public abstract class ToolTests : IDisposable
{
    /// <summary>A run that lasts for seconds, so that something can be done to it.</summary>
    protected static readonly string Fit = FitOf(400);

    protected static string FitOf(int iterations) =>
        $"fit gaussian-mixture rows.npy -k 4 --init random-rows --seed 2 --stop iterations({iterations}) --quiet";

    readonly List<Process> _started = [];

    protected string Folder { get; } = Directory.CreateTempSubdirectory("em-cluster-").FullName;

    protected ToolTests()
    {
        const int Rows = 150_000;
        const int d = 5;
        var values = Vector.Of(Rows * d, i => new Seed(1).Uniform(i) * 2 + i / d % 4 * (1 + i % d));
        NumPyFile.Write(Path.Combine(Folder, "rows.npy"), NumPyArray.Matrix(Rows, values.ToArray())).OrThrow();
    }

    public virtual void Dispose()
    {
        // Of a test that failed.
        foreach (var process in _started.Where(process => !process.HasExited))
            process.Kill(entireProcessTree: true);
        Directory.Delete(Folder, recursive: true);
    }

    // A process that hears interrupts, also where the tests were started by one that ignores them.
    protected Process Start(string call)
    {
        string[] program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "em.dll"), .. call.Split(' ')];
        string[] all = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,TERM", .. program] : program;
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }

    protected static async Task<(int Code, string Out, string Error)> End(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output, await error);
    }

    protected async Task<string> Digest(string call)
    {
        var (code, output, error) = await End(Start(call));
        Assert.True(code == 0, error);
        return DigestIn(output);
    }

    protected static string DigestIn(string output) =>
        output.Split('\n').Last(line => line.StartsWith("trace digest", StringComparison.Ordinal));

    // Processes that another has started and that still run.
    protected static IReadOnlyList<int> Workers(Process of)
    {
        int[] workers =
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Where(name => ParentOf(name!) == of.Id)
                .Select(name => int.Parse(name!)),
        ];
        Assert.True(workers.Length > 0, "the run has no workers: it has ended, or never had any");
        return workers;
    }

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

    /// <summary>Sends a signal, and gives back the processes that got it.</summary>
    protected static IReadOnlyList<int> Signal(string signal, params IReadOnlyList<int> processes)
    {
        Process.Start("kill", [$"-{signal}", .. processes.Select(process => $"{process}")]).WaitForExit();
        return processes;
    }

    protected Task Recorded(string journal, int lines) => Recorded(journal, lines, () => true);

    // What is done then is done at once: on a thread of its own, since those of the pool may all be busy until the run has ended.
    protected Task<T> Recorded<T>(string journal, int lines, Func<T> then)
    {
        var path = Path.Combine(Folder, journal);
        return Task.Factory.StartNew(
            () =>
            {
                for (var begun = Stopwatch.StartNew(); !File.Exists(path) || Count(path) < lines; Thread.Sleep(5))
                    Assert.True(begun.Elapsed < TimeSpan.FromMinutes(1), $"{journal} has not {lines} lines");
                return then();
            },
            TaskCreationOptions.LongRunning
        );
    }

    protected static int Count(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Count(c => c == '\n');
    }

    protected static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
