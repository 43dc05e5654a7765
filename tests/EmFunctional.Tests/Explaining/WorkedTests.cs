using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Narration;
using EmFunctional.Tests.Support;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Tests.Explaining;

/// <summary>What a story works out by itself.</summary>
public class WorkedTests
{
    [Fact]
    public void Density_of_two_columns_is_that_of_the_formula()
    {
        // Σ = [[4, 1.2], [1.2, 1]]: |Σ| = 2.56, Σ⁻¹ = [[1, -1.2], [-1.2, 4]] / 2.56.
        double[,] covariance =
        {
            { 4, 1.2 },
            { 1.2, 1 },
        };
        var (squared, log) = DensityWorked.Solved(Vector.Create([3, 1.5]), new Cloud(Vector.Create([1, 2]), (i, j) => covariance[i, j]));
        Close.To((4 - 2 * 1.2 * 2 * -0.5 + 4 * 0.25) / 2.56, squared, 1e-13, "squared distance");
        Close.To(Math.Log(2.56), log, 1e-13, "log determinant");
    }

    [Fact]
    public void K_means_gives_rows_whole_and_ends()
    {
        Arr<Vector> points = new double[] { 0, 1, 2, 10, 11, 15 }
            .Select(x => Vector.Create([x]))
            .ToArray();
        var (labels, middles, rounds) = KMeansBeside.Run(points, Arr.create(Vector.Create([0]), Vector.Create([3])));
        Assert.Equal([0, 0, 0, 1, 1, 1], labels.ToArray());
        Assert.Equal([1, 12], middles.Select(middle => middle[0]).ToArray());
        Assert.InRange(rounds, 2, 4);
    }

    [Fact]
    public void A_middle_without_rows_stays()
    {
        var (labels, middles, _) = KMeansBeside.Run(
            Arr.create(Vector.Create([1]), Vector.Create([3])),
            Arr.create(Vector.Create([2]), Vector.Create([100]))
        );
        Assert.Equal([0, 0], labels.ToArray());
        Assert.Equal([2, 100], middles.Select(middle => middle[0]).ToArray());
    }

    [Theory]
    [InlineData("k-means++", "far from each other")]
    [InlineData("quantiles", "sorted")]
    [InlineData("", "given")]
    [InlineData("my-way", "called my-way")]
    public void A_story_says_where_its_start_came_from(string way, string words) =>
        Assert.Contains(words, StartWords.Of(way, "row", "component"), StringComparison.Ordinal);
}
