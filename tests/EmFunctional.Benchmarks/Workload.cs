using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Numerics;
using EmFunctional.Sharding;

namespace EmFunctional.Benchmarks;

/// <summary>
/// A workload as other software is timed on it: a JSON header with the form, n, d, K and the start, and a file of little-endian doubles beside it.
/// Prints seconds an iteration (the median; the first, cold one apart) and the log-likelihood at the end.
/// </summary>
static class Workload
{
    public static void Print(string header, int threads, int iterations)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(header));
        var root = document.RootElement;
        var (d, k) = (root.GetProperty("d").GetInt32(), root.GetProperty("K").GetInt32());
        var form = root.GetProperty("kind").GetString() switch
        {
            "full" => CovarianceForm.Full,
            "diag" => CovarianceForm.Diagonal,
            _ => CovarianceForm.Spherical,
        };
        var bytes = File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(header)!, root.GetProperty("dataFile").GetString()!));
        var data = GaussianMixtureData
            .Create(Enumerable.Range(0, d).Select(j => $"x{j}").ToArray(), Vector.Create(MemoryMarshal.Cast<byte, double>(bytes)))
            .OrThrow();
        var start = StartOf(root.GetProperty("init"), form, d);
        var problem = Problem.Of(GaussianMixtureModel.Of(new(k, d, form)), data).OrThrow().On(new Threads(threads));
        var watch = Stopwatch.StartNew();
        var (seconds, last, before) = (new double[iterations], 0.0, 0.0);
        foreach (var (iterate, i) in Em.Iterate(problem, start).Take(iterations + 1).Select((iterate, i) => (iterate.OrThrow(), i)))
        {
            var now = watch.Elapsed.TotalSeconds;
            if (i > 0)
                seconds[i - 1] = now - before;
            (before, last) = (now, iterate.At.Objective);
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{root.GetProperty("workload").GetString()}: {threads} threads, median {1000 * seconds.Order().ElementAt(iterations / 2):F2} ms, least {1000 * seconds.Min():F2} ms, cold {1000 * seconds[0]:F1} ms an iteration; log-likelihood {last:R}"
            )
        );
    }

    static GaussianMixtureParameters StartOf(JsonElement init, CovarianceForm form, int d)
    {
        static Vector Numbers(JsonElement of) =>
            of.ValueKind == JsonValueKind.Number ? [of.GetDouble()] : Vector.Concat([.. of.EnumerateArray().Select(Numbers)]);
        var covariances = Numbers(init.GetProperty("covariances"));
        var lower =
            from c in Enumerable.Range(0, covariances.Count / (d * d))
            from i in Enumerable.Range(0, d)
            from j in Enumerable.Range(0, i + 1)
            select covariances[c * d * d + i * d + j];
        return GaussianMixtureParameters
            .Create(
                form,
                Numbers(init.GetProperty("weights")),
                Numbers(init.GetProperty("means")),
                form == CovarianceForm.Full ? Vector.Of(lower) : covariances
            )
            .OrThrow();
    }
}
