using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace EmFunctional.Tests.Support;

/// <summary>What a call of the tool printed, and how it ended.</summary>
sealed record ToolResult(int ExitCode, string Out, string Error);

/// <summary>The tool <c>em</c> as a process, in a folder of its own.</summary>
sealed class Tool : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("em").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return name;
    }

    public IEnumerable<string> Files => Directory.EnumerateFileSystemEntries(Folder);

    public ToolResult Run(params string[] arguments) => Feed(null, arguments);

    /// <summary>What a call that succeeds printed.</summary>
    public ToolResult Done(params string[] arguments)
    {
        var result = Run(arguments);
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
        return result;
    }

    /// <summary>What a call printed that succeeds and has nothing to say beside.</summary>
    public string Succeeded(params string[] arguments)
    {
        var result = Done(arguments);
        Assert.Equal("", result.Error);
        return result.Out;
    }

    public ToolResult Feed(string? input, params string[] arguments)
    {
        using var process = Start(arguments);
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();
        return End(process);
    }

    /// <summary>With files of at most so many bytes.</summary>
    public ToolResult Bounded(int bytes, params string[] arguments) => Shell($"ulimit -f {bytes / 1024}; \"$@\"", arguments);

    /// <summary>Within a command of bash, in which <c>"$@"</c> is the call of the tool.</summary>
    public ToolResult Shell(string command, params string[] arguments)
    {
        using var process = Start("bash", ["-c", command, "bash", "dotnet", Program, .. arguments]);
        process.StandardInput.Close();
        return End(process);
    }

    /// <summary>The tool as a process that hears interrupts, also where the test was started by one that ignores them.</summary>
    public Process Start(params string[] arguments) =>
        OperatingSystem.IsLinux()
            ? Start("env", ["--default-signal=INT,TERM", "dotnet", Program, .. arguments])
            : Start("dotnet", [Program, .. arguments]);

    static string Program => Path.Combine(AppContext.BaseDirectory, "em.dll");

    Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime's doubly mapped memory counts as a large file.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }

    public static void Interrupt(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public static ToolResult End(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(TimeSpan.FromSeconds(120)))
            process.Kill();
        Task.WaitAll(output, error);
        return new(process.ExitCode, output.Result.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }
}
