using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

/// <summary>Mixing weights, of which some may be held: their coordinates and their maximum; and the order of names.</summary>
public class MixingTests
{
    static Chart<Vector> Weights(FixedParameters fixedParameters) =>
        Chart.Of<Vector>(v => v, v => v, Coordinates.SimplexWithHeld(["w[0]", "w[1]", "w[2]"], fixedParameters));

    [Fact]
    public void Weights_that_are_not_held_share_what_is_left_and_lead_back()
    {
        var chart = Weights(FixedParameters.At("w[1]", 0.5));
        Vector weights = [0.2, 0.5, 0.3];
        var free = chart.ToFree(weights);
        Close.To(Math.Log(0.2 / 0.3), Assert.Single(free), 1e-15, "the ratio of those that are free");
        var back = chart.FromFree(free).OrThrow();
        Assert.Equal(0.5, back[1]);
        Close.To(0.2, back[0], 1e-15, "w[0]");
        Close.To(0.3, back[2], 1e-15, "w[2]");
    }

    [Theory]
    [InlineData(0.3, 0.4, 0.3, "w[1] = 0.4 must be 0.5")]
    [InlineData(0.25, 0.5, 0.125, "the sum of w[0] … w[2] = 0.875 must be 1")]
    [InlineData(-0.25, 0.5, 0.75, "w[0] = -0.25 must be from 0 to 1")]
    public void Weights_elsewhere_are_named(double first, double second, double third, string message)
    {
        var error = Weights(FixedParameters.At("w[1]", 0.5))
            .FromFlat([first, second, third])
            .Match(Right: _ => "none", Left: e => e.ToString());
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_one_or_none_is_left_free_nothing_is()
    {
        var two = Weights(FixedParameters.At("w[0]", 0.25).And("w[2]", 0.25));
        Assert.Equal(Vector.Empty, two.ToFree([0.25, 0.5, 0.25]));
        Assert.Equal([0.25, 0.5, 0.25], two.FromFree(Vector.Empty).OrThrow());
        var all = Weights(FixedParameters.At("w[0]", 0.25).And("w[1]", 0.5).And("w[2]", 0.25));
        Assert.Equal(Vector.Empty, all.ToFree([0.25, 0.5, 0.25]));
        Assert.Equal([0.25, 0.5, 0.25], all.FromFlat([0.25, 0.5, 0.25]).OrThrow());
    }

    [Fact]
    public void The_maximum_leaves_what_is_held_and_shares_the_rest_by_mass()
    {
        Assert.Equal([0.25, 0.75], Mixing.Estimated.Maximise([1, 3], [0.5, 0.5], [false, false]));
        Assert.Equal([0.5, 0.125, 0.375], Mixing.Estimated.Maximise([8, 1, 3], [0.5, 0.25, 0.25], [true, false, false]));
        Assert.Equal([0.5, 0.25, 0.25], Mixing.Estimated.Maximise([8, 0, 0], [0.5, 0.25, 0.25], [true, false, false]));
        Assert.Equal([0.5, 0.5], Mixing.Equal.Maximise([1, 3], [0.5, 0.5], [false, false]));
    }

    [Fact]
    public void The_options_have_names() => Assert.Equal(("equal", "estimated"), (Mixing.Equal.ToText(), Mixing.Estimated.ToText()));

    [Fact]
    public void What_is_held_is_an_option_of_the_model()
    {
        var mixing = new ModelOption("mixing", "equal");
        Assert.Equal("coins(mixing=equal)", ModelName.Of("coins", FixedParameters.None, mixing).ToString());
        Assert.Equal(
            "coins(mixing=equal, hold=theta[0]=0.5)",
            ModelName.Of("coins", FixedParameters.At("theta[0]", 0.5), mixing).ToString()
        );
        Assert.Equal("coins", ((ModelName)"coins").ToString());
    }

    [Fact]
    public void Statistics_of_blocks_add_up_and_fade()
    {
        Assert.Equal([4, 7], Statistics.Vector.Combine([1, 2], [3, 5]));
        Assert.Equal([0.5, 1], Statistics.Vector.Scale(0.5, [1, 2]));
    }

    [Fact]
    public void Names_are_in_the_order_of_their_numbers_if_all_are_numbers_else_of_their_letters()
    {
        Assert.Equal(Arr.create("9", "10"), Symbols.InOrder(["10", "9", "10"]));
        Assert.Equal(Arr.create("10", "9", "a"), Symbols.InOrder(["a", "9", "10"]));
        var labels = RowLabels.OfNames([Option<string>.Some("10"), Option<string>.None, Option<string>.Some("9")]);
        Assert.Equal(Arr.create("9", "10"), labels.Names);
        Assert.Equal((1, -1, 0), (labels[0], labels[1], labels[2]));
    }
}
