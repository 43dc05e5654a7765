using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace EmFunctional.Fuzz.Walking;

/// <summary>A process that runs the tool call after call; where it dies or hangs, another takes its place.</summary>
public sealed class ToolServer : IDisposable
{
    static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    Process _process = Start();

    /// <summary>Runs a call to its end.</summary>
    /// <param name="call">The call.</param>
    /// <returns>What it printed, and how it ended.</returns>
    public (string Out, Ending Ending) Run(Call call)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(call));
        _process.StandardInput.Flush();
        var reading = Task.Run(Read);
        if (reading.Wait(_patience) && reading.Result.Ending is { } ending)
            return (reading.Result.Out, ending);
        var crash = reading.IsCompleted ? $"the process ended: {reading.Result.Out}" : "it hangs";
        Dispose();
        _process = Start();
        return ("", new(134, "", crash));
    }

    (string Out, Ending? Ending) Read()
    {
        var output = new StringBuilder();
        while (_process.StandardOutput.ReadLine() is { } line)
            if (line.StartsWith(ToolHost.Mark))
                return (output.ToString(0, output.Length - 1), JsonSerializer.Deserialize<Ending>(line.AsSpan(1)));
            else
                output.Append(line).Append('\n');
        return (output.ToString(), null);
    }

    static Process Start() =>
        Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EmFunctional.Fuzz.dll"), "tool"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = new UTF8Encoding(false),
                StandardOutputEncoding = Encoding.UTF8,
            }
        )!;

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
