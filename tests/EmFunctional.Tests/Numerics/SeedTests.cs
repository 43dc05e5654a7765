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

    // Computed with a Python program of the definitions; its normal quantile and logarithm are Python's own.
    [Fact]
    public void Reference_vectors()
    {
        var seed = new Seed(42);
        Assert.Equal([0x4579b960bb007f46, 0xdb6685c74bcff7fd, 0x617eb6cec11d9485], Enumerable.Range(0, 3).Select(seed.Bits));
        Assert.Equal(0xaebdb1a5611cee63, seed.Split(7).Key);
        Assert.Equal([0.27138861285766497, 0.8570331203043791], Enumerable.Range(0, 2).Select(seed.Uniform));
        Assert.Equal([2, 8, 3, 0, 5, 7, 1, 5], Enumerable.Range(0, 8).Select(i => seed.Below(i, 10)));
        Assert.Equal([1, 2, 1, 0, 1, 2, 0, 1, 1, 1], Enumerable.Range(0, 10).Select(i => seed.Choose(i, [0.2, 0.5, 0.3])));
        Assert.Equal([2, 0, 4, 1, 3, 6, 5, 9, 7, 8], seed.Permutation(0, 10).AsEnumerable());
        void Near(double[] expected, Func<int, double> draw)
        {
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], draw(i), 1e-13);
        }
        Near([-0.6086186710935165, 1.0670843250899973, -0.30327603601444897], seed.Normal);
        Near([1.7384774404061598, 3.064907470981024, 3.284633369564479], i => seed.Gamma(i, 2.5));
        Near([0.006414731920249638, 0.0007380435285033272, 0.014209025595149903], i => seed.Gamma(i, 0.3));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(7.5)]
    public void Gamma_draws_have_the_moments_of_their_distribution(double shape)
    {
        const int n = 50_000;
        var draws = Enumerable.Range(0, n).Select(i => new Seed(9).Gamma(i, shape)).ToArray();
        Assert.Equal(shape, draws.Average(), 5 * Math.Sqrt(shape / n));
        Assert.Equal(shape, draws.Average(x => (x - shape) * (x - shape)), 5 * Math.Sqrt((2 * shape * shape + 6 * shape) / n));
    }

    [Fact]
    public void Every_order_is_as_likely_as_any_other()
    {
        var counts = Enumerable
            .Range(0, 24_000)
            .Select(i => string.Concat(new Seed(4).Permutation(i, 4)))
            .CountBy(order => order)
            .ToArray();
        Assert.Equal(24, counts.Length);
        Assert.All(counts, count => Assert.InRange(count.Value, 1_000 - 5 * 31, 1_000 + 5 * 31));
    }

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

    // Of a rate up to 500 the bits are those of counting waits, whoever counts.
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(42)]
    [InlineData(500)]
    public void Small_Poisson_counts_are_counted_waits(double rate)
    {
        for (var key = 0UL; key < 200; key++)
        {
            var (seed, index, count) = (new Seed(key), 5, 0);
            for (var product = seed.Uniform(index); product > Elementary.Exp(-rate); product *= seed.Uniform(++index))
                count++;
            Assert.Equal(count, seed.Poisson(5, rate));
        }
    }

    [Theory]
    [InlineData(500.5)]
    [InlineData(1e4)]
    [InlineData(1e10)]
    [InlineData(1e17)]
    public void Large_Poisson_counts_have_their_moments(double rate)
    {
        const int N = 20_000;
        var z = Enumerable.Range(0, N).Select(i => (new Seed(11).Split(i).Poisson(0, rate) - rate) / Math.Sqrt(rate)).ToArray();
        Assert.InRange(z.Average() * Math.Sqrt(N), -4.5, 4.5);
        Assert.InRange((z.Average(x => x * x) - 1) * Math.Sqrt(N / 2.0), -4.5, 4.5);
        // Of a normal distribution, which these are but for their skewness: Φ(−1), Φ(0), Φ(1).
        foreach (var (at, share) in new[] { (-1.0, 0.15866), (0.0, 0.5), (1.0, 0.84134) })
            Assert.InRange(z.Count(x => x <= at) / (double)N - share, -0.016 - 0.5 / Math.Sqrt(rate), 0.016 + 0.5 / Math.Sqrt(rate));
    }

    // Its deviation of 1e150 is far below what a double of that size can tell.
    [Fact]
    public void A_Poisson_count_of_any_rate_is_found() => Assert.Equal(1e300, new Seed(1).Poisson(0, 1e300));

    [Fact]
    public void Large_Poisson_counts_have_their_probabilities()
    {
        const int N = 40_000;
        const double Rate = 600;
        var counts = Enumerable.Range(0, N).Select(i => new Seed(3).Split(i).Poisson(2, Rate)).ToArray();
        Assert.All(counts, count => Assert.Equal(Math.Floor(count), count));
        var cumulative = 0.0;
        for (var k = 0; k < 700; k++)
        {
            cumulative += Elementary.Exp(k * Elementary.Log(Rate) - Rate - SpecialFunctions.LogFactorial(k));
            if (k % 20 == 0)
                Assert.InRange(
                    counts.Count(count => count <= k) / (double)N - cumulative,
                    -4.5 * Math.Sqrt(cumulative * (1 - cumulative) / N) - 1e-9,
                    4.5 * Math.Sqrt(cumulative * (1 - cumulative) / N) + 1e-9
                );
        }
    }
}
