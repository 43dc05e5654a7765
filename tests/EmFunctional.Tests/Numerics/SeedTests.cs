using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Tests.Numerics;

public class SeedTests
{
    // Φ⁻¹ to 15 digits, from Python's statistics.NormalDist (the same algorithm) and tables.
    [Theory]
    [InlineData(1e-300, -37.0470962993612)]
    [InlineData(1e-12, -7.034483825301132)]
    [InlineData(1e-5, -4.2648907939228256)]
    [InlineData(0.01, -2.3263478740408408)]
    [InlineData(0.2, -0.8416212335729142)]
    [InlineData(0.5, 0.0)]
    [InlineData(0.975, 1.9599639845400536)]
    public void Quantiles_of_the_normal_distribution(double p, double expected) => Assert.Equal(expected, NormalQuantile.Of(p), 1e-14);

    [Fact]
    public void Draws_have_the_moments_of_their_distributions()
    {
        const int n = 100_000;
        var seed = new Seed(1);
        var uniform = Enumerable.Range(0, n).Select(seed.Uniform).ToArray();
        var normal = Enumerable.Range(0, n).Select(seed.Split(1).Normal).ToArray();
        // Within five standard errors.
        Assert.Equal(0.5, uniform.Average(), 5 * 0.2887 / Math.Sqrt(n));
        Assert.Equal(1 / 12.0, uniform.Average(x => (x - 0.5) * (x - 0.5)), 5 * 0.0745 / Math.Sqrt(n));
        Assert.Equal(0, normal.Average(), 5 / Math.Sqrt(n));
        Assert.Equal(1, normal.Average(x => x * x), 5 * Math.Sqrt(2.0 / n));
        Assert.Equal(3, normal.Average(x => x * x * x * x), 5 * Math.Sqrt(96.0 / n));
        Assert.Equal(0, uniform.Zip(uniform.Skip(1), (a, b) => (a - 0.5) * (b - 0.5)).Average(), 5 / 12.0 / Math.Sqrt(n));
    }

    [Fact]
    public void A_split_seed_has_nothing_to_do_with_its_parent_or_its_siblings()
    {
        const int n = 20_000;
        var seed = new Seed(1);
        double Together(Seed a, Seed b) => Enumerable.Range(0, n).Average(i => (a.Uniform(i) - 0.5) * (b.Uniform(i) - 0.5));
        Assert.Equal(0, Together(seed, seed.Split(0)), 5 / 12.0 / Math.Sqrt(n));
        Assert.Equal(0, Together(seed.Split(0), seed.Split(1)), 5 / 12.0 / Math.Sqrt(n));
        Assert.Equal(n, Enumerable.Range(0, n).Select(i => seed.Split(i).Key).Distinct().Count());
    }

    [Fact]
    public void Whole_numbers_below_n_are_all_met_about_as_often()
    {
        var counts = Enumerable.Range(0, 70_000).Select(i => new Seed(3).Below(i, 7)).CountBy(k => k).ToArray();
        Assert.Equal(7, counts.Length);
        Assert.All(counts, count => Assert.InRange(count.Value, 10_000 - 5 * 93, 10_000 + 5 * 93));
    }
}
