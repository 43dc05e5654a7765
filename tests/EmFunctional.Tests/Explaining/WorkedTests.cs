using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Tables;
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

    [Fact]
    public void The_floor_touches_where_responsibilities_are_the_same_and_lies_below_elsewhere()
    {
        Assert.Equal(0, LowerBound.Gap(Vector.Create([0.25, 0.75]), Vector.Create([0.25, 0.75])));
        Close.To(
            0.25 * Math.Log(0.5) + 0.75 * Math.Log(1.5),
            LowerBound.Gap(Vector.Create([0.25, 0.75]), Vector.Create([0.5, 0.5])),
            1e-15,
            "gap"
        );
        Assert.Equal(Math.Log(2), LowerBound.Gap(Vector.Create([1, 0]), Vector.Create([0.5, 0.5])), 15);
        Assert.Equal(double.PositiveInfinity, LowerBound.Gap(Vector.Create([0.5, 0.5]), Vector.Create([1, 0])));
    }

    [Fact]
    public void Shares_of_any_row_are_worked_out()
    {
        // Do and Batzoglou (2008), figure 1b: the first row is 0.45 of coin A and 0.55 of coin B.
        var entry = Registry.Standard.Find("coins").OrThrow();
        var options = entry.Resolve(Seq<ModelOption>.Empty).OrThrow();
        var coins = entry.Open(new(TestTable.Of("heads,tails", "5,5", "9,1"), ColumnChoice.Default, options)).OrThrow();
        var shares = coins.Telling.Narrative().Shares.IfNone(() => throw new Xunit.Sdk.XunitException("a mixture has shares"));
        Assert.Equal(
            new[]
            {
                "coin 0:  0.6^5 × 0.4^5 = 0.000796",
                "coin 1:  0.5^5 × 0.5^5 = 0.000977",
                "coin 0:  0.5 × 0.000796 = 0.000398    share: 0.000398 / 0.000886 = 0.45",
                "coin 1:  0.5 × 0.000977 = 0.000488    share: 0.000488 / 0.000886 = 0.55",
                "sum:     0.000398 + 0.000488 = 0.000886",
            },
            shares(Vector.Create([0.6, 0.5, 0.5, 0.5]), 0)
        );
        Assert.EndsWith(" = 0.80", shares(Vector.Create([0.6, 0.5, 0.5, 0.5]), 1)[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k-means++", "far from each other")]
    [InlineData("quantiles", "sorted")]
    [InlineData("", "given")]
    [InlineData("my-way", "called my-way")]
    public void A_story_says_where_its_start_came_from(string way, string words) =>
        Assert.Contains(words, StartWords.Of(way, "row", "component"), StringComparison.Ordinal);
}
