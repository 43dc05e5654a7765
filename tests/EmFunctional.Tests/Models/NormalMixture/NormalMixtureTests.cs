using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EmFunctional.Tests.Models.NormalMixture;

public class NormalMixtureTests
{
    static MixtureData Data(params double[] points) => Make.Points(Vector.Create(points)).OrThrow();

    [Fact]
    public void One_component_reaches_its_closed_form_in_one_step()
    {
        var fitted = Em.Fit(Mixture.Of<Normal>(1), Data(1, 2, 4, 9), Make.Normals([0], [1]).OrThrow()).OrThrow();
        Assert.Equal(4, fitted.State.Parameters.Means[0]);
        Close.To(Math.Sqrt(38.0 / 4), fitted.State.Parameters.StandardDeviations[0], 1e-15, "deviation");
        Assert.InRange(fitted.State.Iteration, 1, 2);
        Assert.True(fitted.Reason.IsConverged);
    }

    [Fact]
    public void A_component_that_collapses_on_a_point_is_an_error_with_component_mass_and_variance()
    {
        var start = Make.Normals([1.0, 5.0], [0.01, 2.0]).OrThrow();
        var events = Em.Events(Mixture.Of<Normal>(2), Data(1, 4, 5, 6, 7), start, StopRule.Default).ToArray();
        var error = events[^1].Match(_ => null!, _ => null!, _ => null!, failed: e => e.Error, _ => null!);
        var degenerate = Assert.IsType<EmError.Degenerate>(error);
        Assert.Equal(0, degenerate.Component);
        Close.To(1, degenerate.Mass, 1e-2, "mass");
        Assert.InRange(degenerate.Eigenvalue, 0, 1e-25);
        Assert.StartsWith("component 0 has collapsed: mass 0.999", error.ToString(), StringComparison.Ordinal);
        Assert.True(events.Length > 2); // what was found before it stays
    }

    [Fact]
    public void A_component_without_any_mass_is_degenerate_too()
    {
        var start = Make.Normals([1e6, 5.0], [0.01, 2.0]).OrThrow();
        var error = Em.Fit(Mixture.Of<Normal>(2), Data(4, 5, 6, 7), start).Match(Right: _ => null!, Left: e => e);
        Assert.Equal((0, 0.0), error is EmError.Degenerate d ? (d.Component, d.Mass) : (-1, -1));
    }

    [Fact]
    public void Data_far_from_zero_lose_no_digits()
    {
        Vector points = [1, 2, 2.5, 7, 8, 8.5];
        var shifted = points.Map(x => x + 1e8); // exact
        var start = Make.Normals([2.0, 7.0], [1.0, 1.0]).OrThrow();
        var far = Make.Normals([2 + 1e8, 7 + 1e8], [1.0, 1.0]).OrThrow();
        var near = Em.Fit(Mixture.Of<Normal>(2), Make.Points(points).OrThrow(), start).OrThrow().State;
        var moved = Em.Fit(Mixture.Of<Normal>(2), Make.Points(shifted).OrThrow(), far).OrThrow().State;
        for (var k = 0; k < 2; k++)
        {
            Close.To(near.Parameters.Means[k], moved.Parameters.Means[k] - 1e8, 1e-7, $"mean[{k}]");
            Close.To(near.Parameters.StandardDeviations[k], moved.Parameters.StandardDeviations[k], 1e-7, $"standardDeviation[{k}]");
        }
    }

    [Fact]
    public void The_notebooks_order_is_declared_not_monotone()
    {
        Assert.False(Mixture.Of<Normal>(2, family: new Normal(DeviationAbout.PreviousMean)).Monotone);
        Assert.True(Mixture.Of<Normal>(2).Monotone);
        var states = Em.Iterate(
            Mixture.Of<Normal>(2, family: new Normal(DeviationAbout.PreviousMean)),
            Data(1, 2, 7, 9),
            Make.Normals([1, 8], [1, 1]).OrThrow()
        );
        Assert.Equal(double.PositiveInfinity, states.First().OrThrow().State.Slack);
    }

    [Fact]
    public void The_default_start_is_the_moments_of_quantile_groups()
    {
        var start = Mixture.Of<Normal>(2).Start(Data(9, 1, 3, 7));
        Assert.Equal([2, 8], start.Means);
        Assert.Equal([1, 1], start.StandardDeviations);
        Assert.Equal([0.5, 0.5], start.MixingWeights);
        Assert.All(Mixture.Of<Normal>(2).Start(Data(1, 1, 1, 7)).StandardDeviations, sigma => Assert.True(sigma > 0));
    }

    [Fact]
    public void Starts_are_checked()
    {
        Assert.Equal(2, Make.Normals([0.5, 0.5], [1, double.NaN], [0, 1]).Match(_ => 0, errors => errors.Count));
        Assert.Equal(
            "2 values for standardDeviation, where the model has 1; give 1",
            Make.Normals([1.0], [1.0, 2.0]).Match(_ => "", errors => errors.Head.ToString())
        );
        Assert.Equal(
            "0 values for standardDeviation, where the model has 1; give 1",
            Mixture.Of<Normal>(1).At(("mean", [2])).Match(_ => "", errors => errors.Head.ToString())
        );
    }

    sealed record Case(MixtureData Data, int Components, Mixing Mixing)
    {
        public override string ToString() => $"{Components} {Mixing} {Data.Points}";
    }

    static Gen<Case> Cases { get; } =
        from k in Gen.Choose(1, 3)
        from points in Gen.Choose(-1000, 1000).Select(x => x / 64.0).ListOf(k * 6).Where(list => list.Distinct().Count() >= 2 * k)
        from mixing in Gen.Elements(Mixing.Equal, Mixing.Estimated)
        select new Case(Make.Points(Vector.Of(points)).OrThrow(), k, mixing);

    [Fact]
    public void Until_it_degenerates_the_objective_never_falls_and_the_chart_leads_back_to_the_same_bits() =>
        Prop.ForAll(
                Arb.From(Cases),
                c =>
                {
                    var model = Mixture.Of<Normal>(c.Components, c.Mixing);
                    var states = Em.Iterate(model, c.Data, Mixture.Of<Normal>(c.Components).Start(c.Data))
                        .TakeWhile(i => i.IsRight)
                        .Take(60)
                        .Select(i => i.OrThrow().State)
                        .ToArray();
                    return states.Zip(states.Skip(1), (a, b) => b.Objective >= a.Objective - b.Slack).All(holds => holds)
                        && states.All(s => model.Chart.FromFlat(model.Chart.ToFlat(s.Parameters)).OrThrow().Equals(s.Parameters));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void On_its_chart_a_problem_has_the_same_trace_and_the_same_identity()
    {
        var (model, data, start) = (Mixture.Of<Normal>(2), Data(1, 2, 2.5, 7, 8, 8.5), Make.Normals([2.0, 7.0], [1.0, 1.0]).OrThrow());
        var flat = Problem.Of(model, data).OrThrow().OnChart();
        var (own, onChart) = (
            Em.Events(model, data, start, StopRule.Default).ToArray(),
            Em.Events(flat, model.Chart.ToFlat(start), StopRule.Default).ToArray()
        );
        Assert.Equal(own.Length, onChart.Length);
        Assert.Equal(
            own[0].Match(e => e.Run, _ => default, _ => default, _ => default, _ => default),
            onChart[0].Match(e => e.Run, _ => default, _ => default, _ => default, _ => default)
        );
        Assert.Equal(
            own[^1].Match(_ => default, _ => default, e => e.Trace, _ => default, _ => default),
            onChart[^1].Match(_ => default, _ => default, e => e.Trace, _ => default, _ => default)
        );
    }
}
