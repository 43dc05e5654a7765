using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

/// <summary>A chart seen from its flat vectors, and the units in which its numbers are measured.</summary>
public class FlatChartTests
{
    sealed record Normal(double Mean, double Deviation);

    static readonly Chart<Normal> _chart = Chart.Of<Normal>(
        p => [p.Mean, p.Deviation],
        flat => new(flat[0], flat[1]),
        Coordinates.Real("mean[0]"),
        Coordinates.Positive("deviation[0]")
    );

    static readonly Normal _at = new(0.25, 2);

    static EmError Left<T>(Either<EmError, T> found) => found.Match(Right: _ => null!, Left: error => error);

    [Fact]
    public void On_flat_vectors_it_is_the_same_chart()
    {
        var flat = _chart.OnFlat();
        Vector values = [0.25, 2];
        Assert.Equal((_chart.Names, _chart.DegreesOfFreedom), (flat.Names, flat.DegreesOfFreedom));
        Assert.Equal(values, flat.ToFlat(values));
        Assert.Equal(values, flat.FromFlat(values).OrThrow());
        Assert.Equal(values, flat.StartFromFlat(values).OrThrow());
        Assert.Equal(_chart.ToFree(_at), flat.ToFree(values));
        Assert.Equal(values, flat.FromFree(_chart.ToFree(_at)).OrThrow());
        Assert.Equal(Left(_chart.FromFlat([1, -1])), Left(flat.FromFlat([1, -1])));
        Assert.True(flat.StartFromFlat([1, -1]).IsFail);
        Assert.Equal(Left(_chart.FromFree([1])), Left(flat.FromFree([1])));
        // What is not on the chart has no coordinates, and no units but 1.
        Assert.Equal(Vector.Empty, flat.ToFree([1, -1]));
        Assert.Equal([1, 1], flat.Units!([1, -1]));
    }

    [Fact]
    public void Units_of_a_group_may_be_known_to_the_model_alone()
    {
        Assert.Equal([0.25, 2], _chart.Units!(_at));
        var measured = _chart.Measured("mean", p => [p.Deviation]);
        Assert.Equal([2, 2], measured.Units!(_at));
        Assert.Equal([2, 2], measured.OnFlat().Units!([0.25, 2]));
        Assert.Equal([2, 7], measured.Measured("deviation", _ => [7]).Units!(_at));
        // Of a chart without units each is 1.
        Assert.Equal([2, 1], (_chart with { Units = null }).Measured("mean", p => [p.Deviation]).Units!(_at));
        Assert.Null((_chart with { Units = null }).OnFlat().Units);
    }

    [Fact]
    public void Several_numbers_of_a_group_have_their_units_in_the_order_of_the_chart()
    {
        var chart = Chart.Of<Vector>(v => v, v => v, Coordinates.Real("a[0]"), Coordinates.Positive("b"), Coordinates.Real("a[1]"));
        Assert.Equal([10, 3, 20], chart.Measured("a", _ => [10, 20]).Units!([1, 3, 2]));
    }

    [Fact]
    public void A_change_that_the_model_measures_is_measured_on_flat_vectors_too()
    {
        var changing = _chart with { Change = (from, to) => to.Mean - from.Mean, Nearest = (end, _) => end };
        var flat = changing.OnFlat();
        Assert.Equal(3, flat.Change!([1, 1], [4, 2]));
        Assert.Equal(double.NaN, flat.Change!([1, 1], [4, -2]));
        Assert.Equal(double.NaN, flat.Change!([1, -1], [4, 2]));
        Assert.Same(changing.Nearest, flat.Nearest);
        Assert.Null(_chart.OnFlat().Change);
    }

    [Fact]
    public void Of_a_chart_of_which_only_names_are_known_every_vector_lies_on_it()
    {
        var names = Chart.OfNames(["a", "b"]);
        Vector values = [-1, double.NaN];
        Assert.Equal((Arr.create("a", "b"), 2), (names.Names, names.DegreesOfFreedom));
        Assert.Same(values, names.ToFlat(values));
        Assert.Same(values, names.FromFlat(values).OrThrow());
        Assert.Same(values, names.StartFromFlat(values).OrThrow());
        Assert.Same(values, names.ToFree(values));
        Assert.Same(values, names.FromFree(values).OrThrow());
    }

    [Fact]
    public void A_start_names_each_number_that_is_not_inside()
    {
        var faults = _chart.StartFromFlat([double.NaN, 0]).Match(_ => [], errors => errors.ToArray());
        Assert.Equal(2, faults.Length);
        Assert.Equal(new EmError.WrongLength("parameters", 2, 3), Assert.Single(_chart.StartFromFlat([1, 2, 3]).FailAsEnumerable()));
        Assert.Equal(_at, _chart.StartFromFlat([0.25, 2]).OrThrow());
        // From free coordinates that lead out of the domain there is no point: e⁸⁰⁰ is infinite.
        Assert.Equal(new EmError.OutsideDomain("deviation[0]", double.PositiveInfinity, Domain.Positive), Left(_chart.FromFree([0, 800])));
    }
}
