using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace EmFunctional.Playground.Tests.Support;

/// <summary>A page that is served as <c>dotnet run</c> serves it.</summary>
sealed class DevServer : IDisposable
{
    readonly Process _process;

    DevServer(Process process, string address) => (_process, Address) = (process, address);

    /// <summary>Where the page is.</summary>
    public string Address { get; }

    /// <summary>How these tests were built.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}") ? "Release" : "Debug";

    /// <summary>The folder of the repository.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "EmFunctional.sln")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="project">The folder of the project, from that of the repository.</param>
    public static async Task<DevServer> StartAsync(string project)
    {
        string[] run = ["run", "--no-build", "--no-launch-profile", "-c", Configuration, "--project", project];
        var process = Process.Start(
            new ProcessStartInfo("dotnet", [.. run, "--urls", "http://127.0.0.1:0"])
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
            }
        )!;
        var address = "";
        while (address.Length == 0 && await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Split("listening on: ") is [_, var said])
                address = said.Trim();
        _ = process.StandardOutput.ReadToEndAsync();
        return new(process, address);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
