using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace EmFunctional.Playground.Tests.Support;

/// <summary>The tool <c>em</c>.</summary>
static class Tool
{
    /// <summary>What a call prints, and what it says of what it refuses.</summary>
    public static async Task<(string Printed, string Said)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "em.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (printed, said) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (await printed, await said);
    }

    /// <summary>What a call prints.</summary>
    public static async Task<string> PrintedAsync(params string[] arguments) => (await RunAsync(arguments)).Printed;
}
