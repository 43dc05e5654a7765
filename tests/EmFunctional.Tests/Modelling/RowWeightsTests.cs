using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

/// <summary>Weights and labels of rows: what each says of its rows, and how a wrong one is told.</summary>
public class RowWeightsTests
{
    [Fact]
    public void Without_weights_every_row_counts_once()
    {
        var none = RowWeights.Create(null, 4).OrThrow();
        Assert.True(none.IsNone);
        Assert.Equal((1, 1, 4, 4), (none[3], none.Least, none.Total(4), none.Counted(4)));
        Assert.Equal(Arr.create("row"), none.Headings);
        Assert.Equal(Arr.create("3"), none.Cells(2));
    }

    [Fact]
    public void A_row_of_weight_0_counts_nothing_and_the_lightest_that_counts_is_the_unit()
    {
        var weights = RowWeights.Create([2, 0, 0.5], 3).OrThrow();
        Assert.False(weights.IsNone);
        Assert.Equal((2, 0, 0.5), (weights[0], weights[1], weights[2]));
        Assert.Equal((0.5, 2.5, 2), (weights.Least, weights.Total(3), weights.Counted(3)));
        Assert.Equal(Arr.create("row", "times"), weights.Headings);
        Assert.Equal(Arr.create("3", "0.5"), weights.Cells(2));
    }

    [Fact]
    public void Rows_that_are_left_out_have_the_weight_0_and_the_others_keep_theirs()
    {
        var weights = RowWeights.Create([2, 3, 0.5], 3).OrThrow();
        var without = weights.Without(i => i == 1, 3);
        Assert.Equal((2, 0, 0.5), (without[0], without[1], without[2]));
        Assert.Same(weights, weights.Without(_ => false, 3));
        Assert.Equal(2, RowWeights.None.Without(i => i == 0, 3).Counted(3));
    }

    [Fact]
    public void Weights_that_cannot_be_are_told()
    {
        EmError FaultOf(params double[] weights) =>
            RowWeights.Create(Vector.Create(weights), 2).Match(_ => null!, errors => Assert.Single(errors));
        Assert.Equal(new EmError.WrongLength("the weights", 2, 3), FaultOf(1, 2, 3));
        Assert.Equal(new EmError.OutsideDomain("weight", -1, Domain.NonNegative), FaultOf(-1, -2));
        Assert.Equal(new EmError.NoWeight(), FaultOf(0, 0));
    }

    [Fact]
    public void Labels_by_index_say_how_many_components_there_are_and_hold_responsibilities()
    {
        var labels = RowLabels.Create([1, -1, 1, 0], 4).OrThrow();
        Assert.Equal((2, false), (labels.Components, labels.IsNone));
        Assert.Equal((1, -1), (labels[0], labels[1]));
        Assert.Equal([0, 1, 0], labels.Hold(0, [0.2, 0.3, 0.5]));
        Assert.Equal([1, 0, 0], labels.Hold(3, [0.2, 0.3, 0.5]));
        Assert.Equal([0.2, 0.3, 0.5], labels.Hold(1, [0.2, 0.3, 0.5]));
        Assert.Equal(2, labels.Within(2).Match(Right: k => k, Left: _ => 0));
        Assert.Equal(new EmError.TooManyLabels(2, 1), labels.Within(1).Match(Right: _ => null!, Left: e => e));
    }

    [Fact]
    public void Labels_that_are_all_unknown_are_none()
    {
        var none = RowLabels.Create([-1, -1], 2).OrThrow();
        Assert.Equal((true, 0, -1), (none.IsNone, none.Components, none[1]));
        Assert.Same(RowLabels.None, RowLabels.Create(null, 2).OrThrow());
    }

    [Fact]
    public void Labels_that_cannot_be_are_told()
    {
        EmError FaultOf(params double[] labels) =>
            RowLabels.Create(Vector.Create(labels), 2).Match(_ => null!, errors => Assert.Single(errors));
        Assert.Equal(new EmError.WrongLength("the labels", 2, 1), FaultOf(0));
        Assert.Equal("label = -2 must be a whole number from 0, or -1 where it is not known; choose another value", $"{FaultOf(-2, 0)}");
        Assert.Equal("label = 0.5 must be a whole number from 0, or -1 where it is not known; choose another value", $"{FaultOf(0, 0.5)}");
        var outside = RowLabels.Fault(Arr.create(0, 2), 2, 2).IfNone(() => null!);
        Assert.Equal(new EmError.OutsideDomain("labels", 2, Domain.Labels(2)), outside);
        Assert.Equal(new EmError.WrongLength("labels", 3, 2), RowLabels.Fault(Arr.create(0, 1), 3, 2).IfNone(() => null!));
        Assert.True(RowLabels.Fault(Arr.create(0, 1), 2, 2).IsNone);
    }
}
