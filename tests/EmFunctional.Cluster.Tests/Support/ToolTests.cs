using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Numerics;
using EmFunctional.Tables;

namespace EmFunctional.Cluster.Tests.Support;

/// <summary>Calls of the tool as real processes, in a folder with a file of rows.</summary>
public abstract class ToolTests : IDisposable
{
    protected const string Fit = "fit gaussian-mixture rows.npy -k 4 --init random-rows --seed 2 --stop iterations(150) --quiet";

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
    protected static IReadOnlyList<int> Workers(Process of) =>
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

    protected static void Signal(string signal, int process) => Process.Start("kill", [$"-{signal}", $"{process}"]).WaitForExit();

    protected async Task Recorded(string journal, int lines)
    {
        var path = Path.Combine(Folder, journal);
        for (var begun = Stopwatch.StartNew(); ; await Task.Delay(5))
        {
            Assert.True(begun.Elapsed < TimeSpan.FromMinutes(1), $"{journal} has not {lines} lines");
            if (File.Exists(path) && Count(path) >= lines)
                return;
        }
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
