using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using EmFunctional.Fuzz.Walking;

namespace EmFunctional.Tests.Support;

/// <summary>What a call of the tool printed, and how it ended.</summary>
sealed record ToolResult(int ExitCode, string Out, string Error);

/// <summary>Standard input as a file outside the folder of the call.</summary>
sealed class GivenInput : IDisposable
{
    public string Path { get; } = System.IO.Path.GetTempFileName();

    public GivenInput(string text) => File.WriteAllText(Path, text);

    public void Dispose() => File.Delete(Path);
}

/// <summary>The tool <c>em</c>, in a folder of its own.</summary>
sealed class Tool : IDisposable
{
    // They end with the process of the tests, which closes their standard input.
    static readonly ConcurrentBag<ToolServer> _servers = [];

    static readonly TimeSpan _mostOfACall = TimeSpan.FromMinutes(8);

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

    /// <summary>
    /// What a call does with so much standard input. Calls share a few processes, each of which makes one call after another: starting a process
    /// for each took most of the time of all tests. What is about the process itself is tried by <see cref="Start(string[])"/> and <see cref="Shell"/>.
    /// </summary>
    public ToolResult Feed(string? input, params string[] arguments)
    {
        if (!ToolHost.HasStreams)
            return Alone(input, arguments);
        var server = _servers.TryTake(out var idle) ? idle : new ToolServer();
        using var given = input is null ? null : new GivenInput(input);
        var (output, ending) = server.Run(new(Folder, arguments, given?.Path));
        _servers.Add(server);
        Assert.True(ending.Crash is null, ending.Crash);
        return new(ending.ExitCode, output.ReplaceLineEndings("\n"), ending.Error.ReplaceLineEndings("\n"));
    }

    ToolResult Alone(string? input, string[] arguments)
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
        var process = Process.Start(start)!;
        _ = Task.Delay(_mostOfACall).ContinueWith(_ => Kill(process), TaskScheduler.Default);
        return process;
    }

    // A call that never ends fails its test, and does not keep all the others waiting.
    static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException) { } // it is over, as it should be
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
