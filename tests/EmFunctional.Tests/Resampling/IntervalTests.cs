using EmFunctional.Inference;
using EmFunctional.Numerics;

namespace EmFunctional.Tests.Resampling;

/// <summary>Intervals by samples, against numbers that Python's statistics.NormalDist gives by the formulas of Efron (1987).</summary>
public class IntervalTests
{
    static readonly Vector _samples = Vector.Create([
        1.9,
        2.4,
        2.2,
        3.1,
        2.8,
        2.0,
        2.6,
        3.6,
        2.5,
        2.1,
        2.3,
        4.2,
        2.7,
        1.7,
        2.9,
        3.3,
        2.45,
        2.05,
        2.55,
        3.0,
    ]);

    [Fact]
    public void Percentiles_lie_between_the_samples()
    {
        var found = new BootstrapInterval(0.9, IsCorrected: false).Of(2.4, _samples, 0.07);
        Assert.Equal(1.89, found.Low, 1e-12);
        Assert.Equal(3.63, found.High, 1e-12);
        Assert.Equal(0.6126463305331956, found.Error, 1e-12);
        Assert.Equal(0.2175, found.Bias, 1e-12);
    }

    [Fact]
    public void Corrected_ones_are_moved_by_bias_and_acceleration()
    {
        var found = new BootstrapInterval(0.9, IsCorrected: true).Of(2.4, _samples, 0.07);
        Assert.Equal(1.7776483490202446, found.Low, 1e-9);
        Assert.Equal(3.219458112326063, found.High, 1e-9);
    }

    [Fact]
    public void Where_all_samples_lie_on_one_side_there_is_none()
    {
        var found = new BootstrapInterval(0.95, IsCorrected: true).Of(1, _samples, 0);
        Assert.False(found.HasInterval);
        Assert.False(found.IsSame);
    }

    [Fact]
    public void What_is_the_same_in_all_samples_has_no_error()
    {
        var found = new BootstrapInterval(0.95, IsCorrected: true).Of(0.1, Vector.Of(7, _ => 0.1), 0);
        Assert.True(found.IsSame);
        Assert.Equal(0, found.Error);
    }
}
