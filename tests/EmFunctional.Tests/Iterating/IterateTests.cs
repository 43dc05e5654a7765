using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Iterating;

public class IterateTests
{
    [Fact]
    public void An_iterate_carries_the_objective_of_its_own_parameters()
    {
        foreach (var iterate in Em.Iterate(Trace.Shrinking, 0.5, 1.0).Take(5).Select(i => i.OrThrow()))
        {
            Assert.Equal(-iterate.State.Parameters * iterate.State.Parameters, iterate.State.Objective);
            Assert.Equal(iterate.Iteration + 1, iterate.Evaluations);
            Assert.Equal(0.5, iterate.State.Residual); // θ/2 in units of θ, which is at most 1
        }
    }

    [Fact]
    public void Nothing_is_computed_before_it_is_asked_for()
    {
        var evaluations = 0;
        var counting = Trace.Counted(pass => evaluations = pass);
        var iterates = Em.Iterate(counting, 0.5, 1.0);
        Assert.Equal(0, evaluations);
        Assert.Equal(4, iterates.Skip(3).First().OrThrow().Evaluations);
        Assert.Equal(4, evaluations);
    }

    [Fact]
    public void An_iterate_is_emitted_even_when_its_M_step_fails()
    {
        var failing = Trace.Shrinking with
        {
            MStep = (at, statistics) => at < 0.5 ? new EmError.NotFinite("variance", 0) : (Proposal<double>)statistics[0],
        };
        var iterates = Em.Iterate(failing, 0.5, 1.0).ToArray();
        Assert.Equal([1, 0.5, 0.25], iterates[..^1].Select(i => i.OrThrow().State.Parameters));
        Assert.True(double.IsNaN(iterates[^2].OrThrow().State.Residual));
        Assert.Equal(new EmError.NotFinite("variance", 0), iterates[^1].Match(Right: _ => null!, Left: e => e));
    }

    [Fact]
    public void What_is_not_finite_is_an_error_that_names_it()
    {
        var infinite = Trace.Shrinking with { MStep = (_, _) => (Proposal<double>)double.PositiveInfinity };
        Assert.Equal("theta became Infinity", ErrorOf(infinite)[..21]);
        var undefined = Trace.Shrinking with { LogPrior = _ => double.NaN };
        Assert.Equal("objective became NaN", ErrorOf(undefined)[..20]);
    }

    [Fact]
    public void A_start_that_is_not_on_the_chart_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => Em.Iterate(Mixture.Of<Coin>(3), Sample.DoBatzoglou, Sample.ArticleStart));
        var unequal = Make.Coins([0.6, 0.5], [0.3, 0.7]).OrThrow();
        var held = Assert
            .Single(Em.Iterate(Mixture.Of<Coin>(2), Sample.DoBatzoglou, unequal))
            .Match(Right: _ => "", Left: e => e.ToString());
        Assert.Equal("mixingWeight[0] = 0.3 must be 0.5; choose another value", held);
    }

    [Fact]
    public void The_prior_is_added_once_however_many_blocks_there_are()
    {
        var blocks = Trace.Shrinking with { Blocks = _ => 4, LogPrior = _ => -100 };
        var first = Em.Iterate(blocks, 0.5, 1.0).First().OrThrow().State;
        Assert.Equal(-104, first.Objective);
        Assert.Equal(64 * Math.ScaleB(1, -52) * (4 * 64 * (1 + 1) + 100), first.Slack, 1e-20);
    }

    static string ErrorOf(EmModel<double, double, Vector> model) =>
        Em.Iterate(model, 0.5, 1.0).Last().Match(Right: _ => "", Left: e => e.ToString());
}
