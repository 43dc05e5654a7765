using System.Diagnostics;
using System.IO;
using System.Linq;

namespace EmFunctional.Benchmarks;

/// <summary>What a call of a program took, as seen every few milliseconds.</summary>
/// <param name="Seconds">Seconds that passed.</param>
/// <param name="Processor">Seconds of processors, of the program and the system for it.</param>
/// <param name="Resident">Bytes in memory at the most.</param>
sealed record MeasuredProcess(double Seconds, double Processor, double Resident)
{
    /// <summary>The repository, from a build of it.</summary>
    public static string Repository
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "EmFunctional.sln")))
                folder = Path.GetDirectoryName(folder) ?? throw new FileNotFoundException("run it from a build of the repository");
            return folder;
        }
    }

    /// <summary>The tool of this build.</summary>
    public static string Tool => Path.Combine(Repository, "src/EmFunctional.Cli/bin/Release/net10.0/em");

    /// <summary>Whether a program is on the path.</summary>
    public static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs a program; one that fails is an exception.</summary>
    public static MeasuredProcess Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (printed, told) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (resident, processor) = (0.0, 0.0);
        while (!process.WaitForExit(10))
        {
            process.Refresh();
            if (process.HasExited)
                continue;
            resident = Math.Max(resident, process.PeakWorkingSet64);
            processor = process.TotalProcessorTime.TotalSeconds;
        }
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{string.Join(' ', arguments)}: exit code {process.ExitCode}\n{printed.Result}{told.Result}"
            );
        return new(watch.Elapsed.TotalSeconds, processor, resident);
    }
}
