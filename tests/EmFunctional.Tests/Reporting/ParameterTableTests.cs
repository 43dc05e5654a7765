using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Reporting;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Tests.Reporting;

/// <summary>What people read of a model's parameters.</summary>
public class ParameterTableTests
{
    static string[] Lines(ParameterNames names, Vector at, int width = 100) =>
        [.. ParameterTable.Of(names, at, width).SelectMany(table => table.Lines)];

    static readonly ParameterNames _two = new(
        Arr.create(
            "mixingWeight[0]",
            "mixingWeight[1]",
            "mean[0][0]",
            "mean[0][1]",
            "mean[1][0]",
            "mean[1][1]",
            "covariance[0][0][0]",
            "covariance[0][1][0]",
            "covariance[0][1][1]",
            "covariance[1][0][0]",
            "covariance[1][1][0]",
            "covariance[1][1][1]"
        )
    )
    {
        Columns = Arr.create("height", "weight"),
    };

    [Fact]
    public void Means_have_the_names_of_columns_and_covariances_are_deviations_and_correlations() =>
        Assert.Equal(
            [
                "component                  0       1",
                "mixing weight           0.25    0.75",
                "mean",
                "  height               170.5   181.0",
                "  weight              60.125  80.000",
                "standard deviation",
                "  height                   2       3",
                "  weight                   5       4",
                "correlation",
                "  height with weight    0.60   -0.50",
            ],
            Lines(_two, Vector.Create([0.25, 0.75, 170.5, 60.125, 181, 80, 4, 6, 25, 9, -6, 16]))
        );

    [Fact]
    public void What_all_components_share_stands_by_itself()
    {
        var names = new ParameterNames(Arr.create("mean[0][0]", "mean[1][0]", "covariance[0][0]")) { Columns = Arr.create("x") };
        Assert.Equal(
            ["component  0  1", "mean", "  x        1  2", "in every component", "standard deviation", "  x                 3"],
            Lines(names, Vector.Create([1, 2, 9]))
        );
        Assert.Equal(["parameter  value", "theta       0.25"], Lines(new(Arr.create("theta")), Vector.Create([0.25])));
    }

    [Fact]
    public void A_member_of_a_product_is_named_by_its_column_and_levels_with_it()
    {
        var names = new ParameterNames(
            Arr.create("len[cm].mean[0]", "colour.probability[0][0]", "colour.probability[0][1]", "visits.rate[0]")
        )
        {
            Columns = Arr.create("len[cm]", "colour", "visits"),
            Indexed = group => group == "colour.probability" ? Arr.create("red", "blue") : Arr<string>.Empty,
        };
        Assert.Equal(
            [
                "component        0",
                "mean",
                "  len[cm]      3.5",
                "probability",
                "  colour red   0.4",
                "  colour blue  0.6",
                "rate",
                "  visits         7",
            ],
            Lines(names, Vector.Create([3.5, 0.4, 0.6, 7]))
        );
    }

    [Fact]
    public void States_follow_states()
    {
        var names = new ParameterNames(
            Arr.create("initial[0]", "initial[1]", "transition[0][0]", "transition[0][1]", "transition[1][0]", "transition[1][1]")
        )
        {
            Component = "state",
        };
        var lines = Lines(names, Vector.Create([1, 0, 0.9, 0.1, 0.3, 0.7]));
        Assert.Equal("  to state 1            0.1  0.7", lines[4]);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(160)]
    public void No_line_is_longer_than_asked_and_nothing_is_lost(int width)
    {
        const int k = 23;
        var names = new ParameterNames(Enumerable.Range(0, k).SelectMany(c => new[] { $"mean[{c}][0]", $"mean[{c}][1]" }).ToArray())
        {
            Columns = Arr.create(new string('a', 90) + "1", new string('a', 90) + "2"),
        };
        var tables = ParameterTable.Of(names, Vector.Of(2 * k, i => 1000.25 + i), width);
        Assert.All(tables.SelectMany(table => table.Lines), line => Assert.InRange(line.Length, 1, width));
        Assert.Equal(Enumerable.Range(0, k).Select(c => $"{c}"), tables.SelectMany(table => table.Columns.Skip(1)));
        Assert.Equal(2 * k, tables.SelectMany(table => table.Rows).SelectMany(row => row.Skip(1)).Count(cell => cell.Length > 0));
        // The ends of long names stay, which tell them apart.
        Assert.EndsWith("a2", tables[0].Rows[2][0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_correlations_the_strongest_are_shown()
    {
        const int d = 8;
        var pairs = Enumerable.Range(0, d).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => (i, j))).ToArray();
        var names = new ParameterNames(pairs.Select(p => $"covariance[0][{p.i}][{p.j}]").ToArray());
        var at = Vector.Of(
            pairs.Select(p =>
                p.i == p.j ? 1
                : p is (7, 6) ? -0.9
                : 0.01 * p.i
            )
        );
        var lines = Lines(names, at);
        Assert.Contains("  [6] with [7]              -0.90", lines);
        Assert.Contains("  (the 15 strongest of 28)", lines);
        Assert.Equal(1 + 1 + d + 1 + 15 + 1, lines.Length);
    }

    [Fact]
    public void Numbers_of_a_kind_have_as_many_decimals()
    {
        string[] Aligned(params double[] values) => [.. AlignedNumbers.Of(Vector.Create(values), 5)];
        Assert.Equal(["54.615", "80.091"], Aligned(54.6154, 80.0914));
        Assert.Equal(["2.2e-34", "1.0000"], Aligned(2.2e-34, 1));
        Assert.Equal(["0.5", "0.5"], Aligned(0.5, 0.5));
        Assert.Equal(["1.2346e12", "5"], Aligned(1.23456e12, 5));
        Assert.Equal(["NaN", "0"], Aligned(double.NaN, 0));
        Assert.Equal(["0.9999", "1.0000"], Aligned(0.99989, 0.999999));
    }
}
