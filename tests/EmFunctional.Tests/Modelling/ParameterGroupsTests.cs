using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

/// <summary>A start that is given in groups: those that are given, the others from elsewhere.</summary>
public class ParameterGroupsTests
{
    static readonly Arr<string> _names = Arr.create("weight[0]", "weight[1]", "mean[0]", "mean[1]", "scale");

    static readonly Vector _flat = [0.25, 0.75, 10, 20, 3];

    static Validation<EmError, Vector> Join(params (string, Vector)[] given) => ParameterGroups.Join(_names, given.ToSeq(), _flat);

    [Fact]
    public void Groups_have_the_order_of_the_chart()
    {
        Assert.Equal(Arr.create("weight", "mean", "scale"), ParameterGroups.Of(_names));
        Assert.Equal([10, 20], ParameterGroups.Take(_names, "mean", _flat));
        Assert.Equal([3], ParameterGroups.Take(_names, "scale", _flat));
    }

    [Fact]
    public void What_is_not_given_is_taken_from_elsewhere_and_of_two_the_last_counts()
    {
        Assert.Equal(_flat, Join().OrThrow());
        Assert.Equal([0.25, 0.75, 1, 2, 3], Join(("mean", [1, 2])).OrThrow());
        Assert.Equal([0.25, 0.75, 1, 2, 5], Join(("scale", [4]), ("mean", [1, 2]), ("scale", [5])).OrThrow());
    }

    [Fact]
    public void Every_group_that_there_is_not_or_that_has_another_length_is_named()
    {
        var faults = Join(("means", [1, 2]), ("weight", [1]), ("scale", [1])).Match(_ => [], errors => errors.ToArray());
        Assert.Equal<EmError>(
            [new EmError.UnknownName("parameter", "means", Arr.create("weight", "mean", "scale")), new EmError.WrongLength("weight", 2, 1)],
            faults
        );
    }
}
