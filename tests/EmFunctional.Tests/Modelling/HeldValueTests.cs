using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

/// <summary>Numbers that are held: read and written, put in their places, and their coordinates.</summary>
public class HeldValueTests
{
    static readonly Arr<string> _names = Arr.create("mean[0]", "mean[1]", "mixingWeight[0]", "mixingWeight[1]", "mixingWeight[2]");

    static readonly Chart<Vector> _chart = Chart.Of<Vector>(
        v => v,
        v => v,
        Coordinates.Real("mean[0]", "mean[1]"),
        Coordinates.Simplex("mixingWeight[0]", "mixingWeight[1]", "mixingWeight[2]")
    );

    static readonly Vector _start = [1, 2, 0.25, 0.25, 0.5];

    static readonly FixedParameters _held = FixedParameters.At("mean[0]", 60).And("mixingWeight[1]", 0.4);

    [Fact]
    public void What_is_written_is_read_again()
    {
        Assert.Equal("mean[0]=60,mixingWeight[1]=0.4", _held.ToString());
        Assert.Equal(_held, FixedParameters.Parse(" mean[0] = 60, mixingWeight[1]=0.4 ,").OrThrow());
        Assert.True(FixedParameters.Parse("").OrThrow().IsNone);
        Assert.False(_held.IsNone);
        Assert.Equal((60, true), (_held["mean[0]"].IfNone(0), _held["mean[1]"].IsNone));
    }

    [Theory]
    [InlineData("mean[0]")]
    [InlineData("mean[0]=x")]
    [InlineData("mean[0]=1=2")]
    public void What_is_no_name_with_a_number_is_refused(string text) =>
        Assert.Equal(
            $"hold '{text}' must be a name and a number, such as mean[0]=60; choose another value",
            FixedParameters.Parse($"mean[1]=1,{text}").Match(_ => "read", errors => $"{Assert.Single(errors)}")
        );

    [Fact]
    public void Weights_that_are_not_held_share_what_is_left_as_they_did()
    {
        var at = _held.Apply(_names, _start);
        Assert.Equal((60, 2, 0.4), (at[0], at[1], at[3]));
        Close.To(0.2, at[2], 1e-15, "0.6 · 0.25/0.75");
        Close.To(0.4, at[4], 1e-15, "0.6 · 0.5/0.75");
        // Where no weight is held none changes, to the bit.
        Assert.Equal([60, 2, 0.25, 0.25, 0.5], FixedParameters.At("mean[0]", 60).Apply(_names, _start));
        Assert.Equal(_start, FixedParameters.None.Apply(_names, _start));
    }

    static string Told(Validation<EmError, Vector> found) =>
        found.Match(at => at.ToString()!, errors => string.Join(" | ", errors.Map(error => $"{error}".Split(';')[0])));

    [Fact]
    public void A_start_takes_what_is_held_where_the_model_has_it_and_lets_it_be_there()
    {
        Assert.Equal(_held.Apply(_names, _start), _held.On("m", Mixing.Estimated, _chart, _start).OrThrow());
        Assert.Equal([5, 2, 0.25, 0.25, 0.5], FixedParameters.At("mean[0]", 5).On("m", Mixing.Equal, _chart, _start).OrThrow());
        Assert.Equal(
            "unknown parameter to hold 'maen[0]' | unknown parameter to hold 'x'",
            Told(FixedParameters.At("maen[0]", 5).And("mean[1]", 1).And("x", 1).On("m", Mixing.Equal, _chart, _start))
        );
        Assert.Equal("m with equal mixing weights cannot hold one of them elsewhere", Told(_held.On("m", Mixing.Equal, _chart, _start)));
        Assert.StartsWith(
            "mixingWeight[0] = -",
            Told(FixedParameters.At("mixingWeight[1]", 1.5).On("m", Mixing.Estimated, _chart, _start)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Numbers_are_held_each_or_all_or_only_a_part_of_them()
    {
        Assert.Equal([true, false], _held.Of("mean", 2));
        Assert.Equal([false, true, false], _held.Of("mixingWeight", 3));
        var both = FixedParameters.At("mean[0]", 1).And("mean[1]", 2);
        Assert.Equal(Prelude.Some(true), both.AllOrNone(Arr.create("mean[0]", "mean[1]")));
        Assert.Equal(Prelude.Some(false), FixedParameters.None.AllOrNone(Arr.create("mean[0]", "mean[1]")));
        Assert.True(_held.AllOrNone(Arr.create("mean[0]", "mean[1]")).IsNone);
    }

    [Fact]
    public void Numbers_that_stand_alone_are_held_or_of_their_kind()
    {
        string[] means = ["mean[0]", "mean[1]"];
        var group = Assert.Single(FixedParameters.None.Each(means, Coordinates.Positive));
        Assert.Equal((2, 2), (group.Count, group.DegreesOfFreedom));
        var each = _held.Each(means, Coordinates.Positive);
        Assert.Equal([0, 1], each.Select(one => one.DegreesOfFreedom));
        Assert.Equal([60], each[0].FromFree(Vector.Empty));
        Assert.Equal(["mean[0]", "mean[1]"], each.SelectMany(one => one.Names));
    }

    [Fact]
    public void Numbers_that_are_held_together_have_no_freedom_left()
    {
        var matrix = Coordinates.PositiveDefinite("S", 2);
        var held = FixedParameters.At("S[0][0]", 1).And("S[1][0]", 0).And("S[1][1]", 2).Whole(matrix);
        Assert.Equal(0, held.DegreesOfFreedom);
        Assert.Equal([1, 0, 2], held.FromFree(Vector.Empty));
        Assert.Same(matrix, FixedParameters.At("mean[0]", 1).Whole(matrix));
        var alone = Coordinates.Simplex("a");
        Assert.Same(alone, FixedParameters.At("a", 1).Whole(alone));
    }

    [Fact]
    public void Weights_of_which_two_are_free_start_inside_and_one_that_is_left_has_what_is_left()
    {
        string[] names = ["w[0]", "w[1]", "w[2]"];
        var two = Coordinates.SimplexWithHeld(names, FixedParameters.At("w[1]", 0.5));
        Assert.Equal(1, two.DegreesOfFreedom);
        Assert.Empty(two.FaultsOfStart([0.2, 0.5, 0.3]));
        Assert.Empty(two.Faults([0, 0.5, 0.5]));
        Assert.Equal(new EmError.OutsideDomain("w[0]", 0, Domain.Between(0, 1)), Assert.Single(two.FaultsOfStart([0, 0.5, 0.5])));
        var one = Coordinates.SimplexWithHeld(names, FixedParameters.At("w[1]", 0.5).And("w[2]", 0.5));
        Assert.Equal(0, one.DegreesOfFreedom);
        Assert.Empty(one.FaultsOfStart([0, 0.5, 0.5]));
        Assert.Equal(2, Coordinates.SimplexWithHeld(names, FixedParameters.None).DegreesOfFreedom);
    }
}
