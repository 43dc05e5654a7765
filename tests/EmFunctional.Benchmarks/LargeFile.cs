using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using EmFunctional.Numerics;

namespace EmFunctional.Benchmarks;

/// <summary>The tool on a file that is larger than its memory should be, and on a CSV file to convert: seconds, and the memory resident at the most.</summary>
static class LargeFile
{
    const int Columns = 10;
    const int Tile = 200_000;

    public static void Print(string folder, double gigabytes)
    {
        var tool = MeasuredProcess.Tool;
        var (rows, lines) = ((long)(gigabytes * 1e9 / (Columns * sizeof(double))), 2_600_000);
        var (raw, csv) = (Path.Combine(folder, "large.f64"), Path.Combine(folder, "large.csv"));
        try
        {
            WriteRaw(raw, rows);
            Say($"{rows} rows of {Columns} columns, {new FileInfo(raw).Length / 1e9:F1} GB, full, K 3");
            double Seconds(string way, int threads, string start, int iterations, out double resident) =>
                Run(
                    out resident,
                    tool,
                    $"fit gaussian-mixture {raw} --raw-columns {Columns} -k 3 --init {start} --read {way} --threads {threads} --stop iterations({iterations}) --quiet".Split(
                        ' '
                    )
                );
            foreach (var (way, threads) in new[] { ("blocks", 1), ("blocks", 2), ("map", 2) })
            {
                var one = Seconds(way, threads, "random-rows", 1, out var first);
                var more = Seconds(way, threads, "random-rows", 11, out var later);
                Say(
                    $"--read {way}, {threads} threads: {(more - one) / 10:F2} s an iteration, {one:F0} s to the end of the first, {Math.Max(first, later) / 1e6:F0} MB resident"
                );
            }
            Say($"with a start by k-means++: {Seconds("blocks", 2, "k-means++", 1, out _):F0} s to the end of the first");
            WriteText(csv, lines);
            var bytes = new FileInfo(csv).Length;
            var seconds = Run(out var most, tool, "convert", csv, "-o", Path.Combine(folder, "large.npy"), "--force", "--quiet");
            Say($"em convert: {bytes / 1e6:F0} MB of CSV in {seconds:F1} s, {bytes / 1e6 / seconds:F0} MB/s, {most / 1e6:F0} MB resident");
        }
        finally
        {
            foreach (var file in new[] { raw, csv, Path.Combine(folder, "large.npy") })
                File.Delete(file);
        }
    }

    static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    static double[] Values()
    {
        var seed = new Seed(1);
        return Enumerable.Range(0, Tile * Columns).Select(i => seed.Normal(i) + i / Columns % 3 * 3).ToArray();
    }

    static void WriteRaw(string path, long rows)
    {
        var bytes = MemoryMarshal.AsBytes(Values().AsSpan());
        using var file = File.Create(path);
        for (var left = rows * Columns * sizeof(double); left > 0; left -= bytes.Length)
            file.Write(bytes[..(int)Math.Min(left, bytes.Length)]);
    }

    static void WriteText(string path, int lines)
    {
        var values = Values();
        using var file = new StreamWriter(path);
        file.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(j => $"x{j}")));
        for (var i = 0; i < lines; i++)
        for (var j = 0; j < Columns; j++)
        {
            file.Write(values[(i * Columns + j) % values.Length].ToString("R", CultureInfo.InvariantCulture));
            file.Write(j + 1 < Columns ? ',' : '\n');
        }
    }

    static double Run(out double resident, string tool, params string[] arguments)
    {
        var run = MeasuredProcess.Run(tool, arguments);
        resident = run.Resident;
        return run.Seconds;
    }
}
