using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using Xunit;

namespace EmFunctional.Playground.Tests.Support;

/// <summary>The page as plain files, and beside the tool: published for these tests, and anew where anything of it has changed since.</summary>
public sealed class PublishedPage : IAsyncLifetime
{
    /// <summary>The files, each beside what it is compressed.</summary>
    public static string Folder { get; } =
        Path.Combine(DevServer.Root, "src", "EmFunctional.Playground", "bin", DevServer.Configuration, "net10.0", "publish", "wwwroot");

    /// <summary>The tool with the page beside it.</summary>
    public static string Tool { get; } =
        Path.Combine(DevServer.Root, "src", "EmFunctional.Cli", "bin", DevServer.Configuration, "net10.0", "em.dll");

    public async Task InitializeAsync()
    {
        if (Browser.Executable is null)
            return;
        string[] build =
        [
            "build",
            "src/EmFunctional.Cli",
            "-t:Playground",
            "-c",
            DevServer.Configuration,
            "--no-restore",
            "-nologo",
            "-v",
            "q",
        ];
        // What a build leaves running would hold on to the output.
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [.. build, "-nodeReuse:false", "-p:UseSharedCompilation=false"])
            {
                WorkingDirectory = DevServer.Root,
                RedirectStandardOutput = true,
            }
        )!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"the page could not be published: {said}");
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
