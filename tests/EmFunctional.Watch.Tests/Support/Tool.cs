using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace EmFunctional.Watching.Tests.Support;

/// <summary>The tool <c>em</c> in a folder of its own.</summary>
public sealed class Tool : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("watch").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string PathTo(string name) => Path.Combine(Folder, name);

    /// <summary>A call that has begun, and hears interrupts also where the tests were started by what ignores them.</summary>
    public Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(
                "env",
                ["--default-signal=INT,TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "em.dll"), .. arguments]
            )
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

    /// <summary>What a call that ends by itself printed.</summary>
    public async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Records a run.</summary>
    /// <param name="journal">The name of its journal.</param>
    /// <param name="call">The model, the data and the options.</param>
    /// <returns>The path of the journal.</returns>
    public async Task<string> RecordAsync(string journal, params string[] call)
    {
        var (code, _, error) = await RunAsync(["fit", .. call, "--journal", journal, "--quiet"]);
        Assert.True(code == 0, error);
        return PathTo(journal);
    }

    /// <summary>Ends a call as Ctrl-C does.</summary>
    public static async Task<int> InterruptAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
