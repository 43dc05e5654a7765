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

    /// <summary>The folders in which the tool finds other programs; those of the test unless it is set.</summary>
    public string? SearchPath { get; set; }

    public ToolResult Run(params string[] arguments) => Feed(null, arguments);

    public ToolResult Feed(string? input, params string[] arguments)
    {
        using var process = Start(arguments);
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();
        return End(process);
    }

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "em.dll"), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (SearchPath is not null)
            start.Environment["PATH"] = SearchPath;
        return Process.Start(start)!;
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
