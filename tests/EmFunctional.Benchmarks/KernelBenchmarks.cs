using BenchmarkDotNet.Attributes;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>A pass of each kernel over a few blocks that stay in the cache, in one thread, and over a small problem.</summary>
public class KernelBenchmarks
{
    (Problem<Vector> Problem, Vector Start) _of;

    /// <summary>Which kernel, over how much.</summary>
    [Params(
        "small: 272 rows, d 2, K 2",
        "planar: 8192 rows, d 2, K 3",
        "triangular: 8192 rows, d 10, K 8",
        "triangular: 4096 rows, d 64, K 64",
        "diagonal: 8192 rows, d 16, K 32",
        "spherical: 8192 rows, d 16, K 32",
        "one dimension: 65536 rows, K 2",
        "holes: 8192 rows, d 10, K 3"
    )]
    public string Kernel { get; set; } = "";

    /// <summary>Makes the data.</summary>
    [GlobalSetup]
    public void Make() =>
        _of = Kernel.Split(':')[0] switch
        {
            "small" => Passes.Gaussian(272, 2, 2),
            "planar" => Passes.Gaussian(8192, 2, 3),
            "triangular" when Kernel.Contains("d 64", StringComparison.Ordinal) => Passes.Gaussian(4096, 64, 64),
            "triangular" => Passes.Gaussian(8192, 10, 8),
            "diagonal" => Passes.Gaussian(8192, 16, 32, CovarianceForm.Diagonal),
            "spherical" => Passes.Gaussian(8192, 16, 32, CovarianceForm.Spherical),
            "one dimension" => Passes.Gaussian(65536, 1, 2),
            _ => Passes.Gaussian(8192, 10, 3, missing: 0.2),
        };

    /// <summary>E-step, statistics and objective.</summary>
    [Benchmark]
    public double Pass() => _of.Problem.Evaluate(new(_of.Start, Arr<Diagnostic>.Empty)).OrThrow().Objective;
}
