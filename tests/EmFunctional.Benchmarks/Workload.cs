using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Sharding;

namespace EmFunctional.Benchmarks;

/// <summary>
/// A workload as other software is timed on it (see Peers/workloads.py). Timed as theirs are: so many iterations in one go, data in memory; what is
/// added up once over the data is a part of it.
/// </summary>
sealed record Workload(string Name, string Kind, int Rows, int Columns, int Components, int Iterations, string Folder, JsonElement Start)
{
    public static Workload Read(string header)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(header));
        var root = document.RootElement.Clone();
        int Number(string name) => root.GetProperty(name).GetInt32();
        return new(
            root.GetProperty("workload").GetString()!,
            root.GetProperty("kind").GetString()!,
            Number("n"),
            Number("d"),
            Number("k"),
            Number("iterations"),
            Path.GetDirectoryName(Path.GetFullPath(header))!,
            root.GetProperty("start")
        );
    }

    CovarianceForm Form =>
        Kind switch
        {
            "diag" => CovarianceForm.Diagonal,
            "spherical" => CovarianceForm.Spherical,
            _ => CovarianceForm.Full,
        };

    // The runtime compiles what is called often anew, for which it waits a while.
    static readonly TimeSpan Warm = TimeSpan.FromSeconds(1);

    /// <summary>Times it in this process, cold and then warm, and prints a line of JSON as the others do.</summary>
    public void Print(int threads)
    {
        var (begun, (first, _, _)) = (Stopwatch.StartNew(), Time(threads, 1));
        while (begun.Elapsed < Warm)
            Time(threads, Iterations);
        var (_, seconds, logLikelihood) = Time(threads, Iterations);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"peer":"EmFunctional","secondsPerIteration":{{seconds / Iterations:R}},"logLikelihood":{{logLikelihood:R}},"first":{{first:R}}}"""
            )
        );
    }

    // The seconds of the first pass, those of so many, and the log-likelihood after as many iterations.
    (double First, double All, double LogLikelihood) Time(int threads, int iterations)
    {
        var data = GaussianMixtureData.Create(Enumerable.Range(0, Columns).Select(j => $"x{j}").ToArray(), Values()).OrThrow();
        var problem = Problem.Of(GaussianMixtureModel.Of(new(Components, Columns, Form)), data).OrThrow().On(new Threads(threads));
        var (start, watch, passes, first) = (StartParameters(), Stopwatch.StartNew(), 0, 0.0);
        foreach (var iterate in Em.Iterate(problem, start).Select(iterate => iterate.OrThrow()))
        {
            var now = watch.Elapsed.TotalSeconds;
            first = ++passes == 1 ? now : first;
            if (passes == iterations)
                watch.Stop();
            if (passes == iterations + 1)
                return (first, watch.Elapsed.TotalSeconds, iterate.At.Objective);
        }
        throw new UnreachableException();
    }

    Vector Values() => Vector.Create(MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(Folder, Name + ".bin"))));

    MixtureParameters StartParameters()
    {
        static Vector Numbers(JsonElement of) =>
            of.ValueKind == JsonValueKind.Number ? [of.GetDouble()] : Vector.Concat([.. of.EnumerateArray().Select(Numbers)]);
        var covariances = Numbers(Start.GetProperty("covariances"));
        var lower =
            from c in Enumerable.Range(0, covariances.Count / (Columns * Columns))
            from i in Enumerable.Range(0, Columns)
            from j in Enumerable.Range(0, i + 1)
            select covariances[c * Columns * Columns + i * Columns + j];
        return GaussianMixtureParameters
            .Create(
                Form,
                Numbers(Start.GetProperty("weights")),
                Numbers(Start.GetProperty("means")),
                Form == CovarianceForm.Full ? Vector.Of(lower) : covariances
            )
            .OrThrow();
    }

    /// <summary>
    /// The least seconds an iteration can take by products and exponentials at the machine's peak, or by reading the data once: 4·P·n·K operations,
    /// P the features of a row; nothing where an iteration goes through patterns only.
    /// </summary>
    public double? Bound(IReadOnlyDictionary<string, double> machine, int threads)
    {
        if (Kind == "missing")
            return null;
        double n = Rows;
        var features = Kind switch
        {
            "full" => (Columns + 1.0) * (Columns + 2) / 2,
            "diag" => 2.0 * Columns + 1,
            _ => Columns + 2.0,
        };
        var exponentials = Components == 2 ? n : n * Components;
        return Math.Max(
            4 * features * n * Components / machine[$"flops{threads}"] + exponentials / machine[$"exponentials{threads}"],
            n * Columns * sizeof(double) / machine[$"bytes{threads}"]
        );
    }
}
