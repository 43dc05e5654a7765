using System.Linq;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Modelling;

public class ChartTests
{
    static readonly Chart<Vector> _chart = Chart.Of<Vector>(
        v => v,
        v => v,
        Coordinates.Real("a"),
        Coordinates.Positive("b"),
        Coordinates.Probability("p"),
        Coordinates.Simplex("w[0]", "w[1]", "w[2]"),
        Coordinates.Held(["h"], [7])
    );

    static readonly Vector _inside = [-3.5, 2, 0.25, 0.2, 0.3, 0.5, 7];

    [Fact]
    public void From_flat_of_to_flat_has_the_same_bits() => Assert.Equal(_inside, _chart.FromFlat(_chart.ToFlat(_inside)).OrThrow());

    [Fact]
    public void Free_coordinates_are_as_many_as_degrees_of_freedom_and_lead_back()
    {
        var free = _chart.ToFree(_inside);
        Assert.Equal(5, free.Count);
        var back = _chart.FromFree(free).OrThrow();
        for (var i = 0; i < _inside.Count; i++)
            Close.To(_inside[i], back[i], 1e-15, _chart.Names[i]);
    }

    [Theory]
    [InlineData(0, double.NaN, "a = NaN must be a finite number")]
    [InlineData(1, 0, "b = 0 must be a number above 0")]
    [InlineData(2, 1.5, "p = 1.5 must be from 0 to 1")]
    [InlineData(3, -0.1, "w[0] = -0.1 must be from 0 to 1")]
    [InlineData(4, 0.4, "the sum of w[0] … w[2] = 1.1 must be 1")]
    [InlineData(6, 7.5, "h = 7.5 must be 7")]
    public void A_number_outside_its_domain_is_named(int index, double value, string message)
    {
        var flat = Vector.Of(_inside.Count, i => i == index ? value : _inside[i]);
        var error = _chart.FromFlat(flat).Match(Right: _ => "none", Left: e => e.ToString());
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_edge_of_the_domain_belongs_to_it_and_has_infinite_free_coordinates()
    {
        Vector edge = [-3.5, 2, 1, 0.5, 0.5, 0, 7];
        Assert.Equal(edge, _chart.FromFlat(edge).OrThrow());
        Assert.Equal(double.PositiveInfinity, _chart.ToFree(edge)[2]);
        Assert.Equal(1, _chart.FromFree(_chart.ToFree([-3.5, 2, 1, 0.2, 0.3, 0.5, 7])).OrThrow()[2]);
    }

    [Fact]
    public void Wrong_lengths_are_errors()
    {
        Assert.Equal(new EmError.WrongLength("parameters", 7, 2), _chart.FromFlat([1, 2]).Match(Right: _ => null!, Left: e => e));
        Assert.Equal(new EmError.WrongLength("free coordinates", 5, 1), _chart.FromFree([1]).Match(Right: _ => null!, Left: e => e));
    }

    [Theory]
    [InlineData(Mixing.Equal, 3)]
    [InlineData(Mixing.Estimated, 5)]
    public void The_coins_have_a_degree_of_freedom_for_each_bias_and_for_each_weight_but_one(Mixing mixing, int freedom)
    {
        var chart = Mixture.Of<Coin>(3, mixing).Chart;
        var parameters = Make.Coins(0.2, 0.5, 0.7).OrThrow();
        Assert.Equal(["theta[0]", "theta[1]", "theta[2]", "mixingWeight[0]", "mixingWeight[1]", "mixingWeight[2]"], chart.Names.ToArray());
        Assert.Equal(freedom, chart.ToFree(parameters).Count);
        Assert.Equal(parameters, chart.FromFlat(chart.ToFlat(parameters)).OrThrow());
    }
}
