using System.Linq;
using EmFunctional.Families;
using EmFunctional.Inference;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Numerics;

namespace EmFunctional.Tests.Inference;

/// <summary>The sandwich form and accelerations, where both have a closed form.</summary>
public class SandwichTests
{
    static readonly double[] _waits = [54, 51, 58, 79, 81, 77, 84, 52, 80, 62, 71];

    [Fact]
    public void Of_a_normal_distribution_it_is_that_of_the_moments()
    {
        var (mixture, data) = (Mixture.Of<Normal>(1), MixtureData.Of<Normal>(Vector.Create(_waits)).OrThrow());
        var at = Em.Fit(mixture, data, mixture.Start(data)).OrThrow().State.Parameters;
        var units = new UnitDensities(
            flat => Vector.Of(_waits.Select(x => -Math.Log(flat[2]) - (x - flat[1]) * (x - flat[1]) / (2 * flat[2] * flat[2]))),
            Vector.Of(_waits.Length, _ => 1)
        );
        var found = StandardErrors.Of(Problem.Of(mixture, data).OrThrow(), at, units).OrThrow();
        var (n, mean) = (_waits.Length, _waits.Average());
        var deviation = Math.Sqrt(_waits.Sum(x => (x - mean) * (x - mean)) / n);
        // Influences: (x − μ)/n of the mean, ((x − μ)² − σ²)/(2σ n) of the deviation.
        double[] ofMean = [.. _waits.Select(x => (x - mean) / n)];
        double[] ofDeviation = [.. _waits.Select(x => ((x - mean) * (x - mean) - deviation * deviation) / (2 * deviation * n))];
        Assert.True(found.IsSandwich);
        Assert.Equal(1, Known(found, 1) / Size(ofMean), 1e-7);
        Assert.Equal(1, Known(found, 2) / Size(ofDeviation), 1e-7);
        Assert.Equal(Acceleration(ofMean), found.Accelerations(flat => flat)[1], 1e-7);
        Assert.Equal(Acceleration(ofDeviation), found.Accelerations(flat => flat)[2], 1e-7);
        // By the observed information the deviation's is σ/√(2n).
        Assert.NotEqual(1, Known(found, 2) / (deviation / Math.Sqrt(2 * n)), 1e-2);
    }

    [Fact]
    public void Weights_that_count_rows_are_rows()
    {
        double[] counts = [0, 1, 2, 5],
            times = [3, 4, 2, 1];
        var mixture = Mixture.Of<Poisson>(1);
        var data = MixtureData.Of<Poisson>(Vector.Create(counts), Vector.Create(times)).OrThrow();
        var at = Em.Fit(mixture, data, mixture.Start(data)).OrThrow().State.Parameters;
        var units = new UnitDensities(flat => Vector.Of(counts.Select(x => x * Math.Log(flat[1]) - flat[1])), Vector.Create(times));
        var found = StandardErrors.Of(Problem.Of(mixture, data).OrThrow(), at, units).OrThrow();
        // The mean 1.3 of ten, and Σ w (x − 1.3)² = 20.1.
        Assert.Equal(1, Known(found, 1) / (Math.Sqrt(20.1) / 10), 1e-7);
    }

    static double Size(double[] influences) => Math.Sqrt(influences.Sum(l => l * l));

    static double Acceleration(double[] influences) => influences.Sum(l => l * l * l) / (6 * Math.Pow(influences.Sum(l => l * l), 1.5));

    static double Known(StandardErrors found, int number) => Assert.IsType<StandardError.Known>(found.Values[number]).Value;
}
