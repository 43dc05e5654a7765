using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Benchmarks;

/// <summary>How the time of a pass grows with n, d and K, with the slope of each on logarithmic axes, and two threads against one.</summary>
static class GrowthTable
{
    public static void Print()
    {
        Console.WriteLine("full covariances; least of alternating rounds; 1 | 2 threads");
        Rows("n", "d 4, K 3", "ns a row", [1_000, 10_000, 100_000, 1_000_000, 10_000_000], n => (n, 4, 3), n => n);
        Rows(
            "d",
            "n 20,000, K 4",
            "ns a row, component and product",
            [1, 2, 4, 8, 16, 32, 64, 128],
            d => (20_000, d, 4),
            d => 20_000.0 * 4 * (d + 1) * (d + 2) / 2
        );
        Rows("K", "n 20,000, d 4", "ns a row and component", [1, 2, 4, 8, 16, 32, 64, 128, 256], k => (20_000, 4, k), k => 20_000.0 * k);
        Rows("K", "n 4,096, d 64", "ns a row and component", [4, 16, 64, 256], k => (4_096, 64, k), k => 4_096.0 * k);
    }

    static void Rows(string name, string at, string unit, int[] sizes, Func<int, (int N, int D, int K)> shape, Func<int, double> work)
    {
        Console.WriteLine($"\n| {name} ({at}) | 1 thread | 2 threads | ratio | {unit}, 1 thread |\n|---|---|---|---|---|");
        var points = new List<(double Size, double Seconds)>();
        foreach (var size in sizes)
        {
            var (n, d, k) = shape(size);
            var seconds = Passes.Least(Passes.Gaussian(n, d, k), n > 1_000_000 ? 3 : 7, 1, 2);
            points.Add((size, seconds[0]));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {size} | {Text(seconds[0])} | {Text(seconds[1])} | {seconds[0] / seconds[1]:F2} | {1e9 * seconds[0] / work(size):F2} |"
                )
            );
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"slope {Slope(points):F2}, of the second half {Slope(points[(points.Count / 2)..]):F2}"
            )
        );
    }

    static string Text(double seconds) =>
        (seconds < 1e-3 ? 1e6 * seconds : 1e3 * seconds).ToString("F2", CultureInfo.InvariantCulture) + (seconds < 1e-3 ? " µs" : " ms");

    // Least squares on logarithms.
    static double Slope(List<(double Size, double Seconds)> points)
    {
        var logs = points.Select(p => (X: Math.Log(p.Size), Y: Math.Log(p.Seconds))).ToArray();
        var (x, y) = (logs.Average(p => p.X), logs.Average(p => p.Y));
        return logs.Sum(p => (p.X - x) * (p.Y - y)) / logs.Sum(p => (p.X - x) * (p.X - x));
    }
}
