using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Sharding;

/// <summary>
/// The same bits everywhere: the same fits in processes with fewer and fewer instruction sets, on 1, 2, 3 and 8 threads, and in parts. The digests
/// are a snapshot, so they hold from machine to machine too.
/// </summary>
[Collection("alone")]
public class MatrixTests
{
    static readonly (string Switch, string Capability)[] _switches =
    [
        ("DOTNET_EnableAVX512", "avx512"),
        ("DOTNET_EnableAVX2", "avx2"),
        ("DOTNET_EnableHWIntrinsic", "vectors"),
    ];

    [Fact]
    public async Task One_digest_a_case()
    {
        var whole = await Lines([]);
        Assert.Equal(29, whole.Skip(1).Count(line => line.Split(": ")[^1].Split(' ').Length == 6)); // of four numbers of threads, and of two sizes of parts
        foreach (var line in whole.Skip(1))
            Assert.Single(line.Split(": ")[1].Split(' ').Distinct());
        foreach (var (name, capability) in _switches)
        {
            var without = await Lines([(name, "0")]);
            // What the switch turns off is off, and was on unless this machine lacks it.
            Assert.Contains($"{capability} False", without[0], StringComparison.Ordinal);
            Assert.True(
                whole[0] != without[0] || whole[0].Contains($"{capability} False", StringComparison.Ordinal),
                $"{name} changed nothing"
            );
            Assert.Equal(whole.Skip(1), without.Skip(1));
        }
        await Snapshot.Match(string.Join('\n', whole.Skip(1).Select(line => line[..(line.IndexOf(": ", StringComparison.Ordinal) + 18)])));
    }

    /// <summary>What a browser and an emulator get through in time: their tests compare with this snapshot.</summary>
    [Fact]
    public async Task Few_rows() => await Snapshot.Match(string.Join('\n', (await Lines(Recorder("2000"))).Skip(1)));

    [Arm64Fact]
    public async Task On_arm64_every_fit_has_the_one_digest()
    {
        var rows = Environment.GetEnvironmentVariable("MATRIX_ROWS") ?? "2000";
        var lines = await Lines(Arm64FactAttribute.Start("matrix", rows));
        Assert.StartsWith("linux-arm64, ", lines[0]);
        var snapshot = $"snapshots/MatrixTests.{(rows == "2000" ? nameof(Few_rows) : nameof(One_digest_a_case))}.verified.txt";
        Assert.Equal(await File.ReadAllLinesAsync(Repository.PathTo(snapshot)), lines.Skip(1));
    }

    static Task<string[]> Lines(IEnumerable<(string Name, string Value)> environment)
    {
        var start = Recorder();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Lines(start);
    }

    static ProcessStartInfo Recorder(params string[] rows) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "EmFunctional.Recorder.dll"), "matrix", .. rows]);

    static async Task<string[]> Lines(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
