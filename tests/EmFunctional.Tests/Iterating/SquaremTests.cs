using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Oracles;
using EmFunctional.Tests.Support;
using LanguageExt;
using Xunit.Abstractions;

namespace EmFunctional.Tests.Iterating;

public class SquaremTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("a", 66)]
    [InlineData("b", 69)]
    public void The_Times_data_take_twenty_evaluations_more_than_the_reference_at_the_most(string name, int reference)
    {
        var start = ReferenceCase.Read("case9_squarem_times_deaths")["starts"].GetProperty(name);
        var from = SmallModelReferenceTests.TimesStart(start.GetProperty("init"));
        var (plain, squarem) = (TimesRuns.Of(from, Algorithm.Plain), TimesRuns.Of(from, Algorithm.Squarem));
        output.WriteLine($"plain {plain[^1].Evaluations}, squarem {squarem[^1].Evaluations}");
        Assert.Equal(start.GetProperty("plainEM").GetProperty("tol1e-7").GetProperty("emEvaluations").GetInt32(), plain[^1].Evaluations);
        // The reference leaps from the first step on; here some plain steps come first.
        Assert.InRange(squarem[^1].Evaluations, 3, reference + 20);
        Assert.InRange(squarem[^1].At.Objective - plain[^1].At.Objective, -1e-6, 1e-6);
    }

    [Fact]
    public void Until_the_gains_have_settled_its_steps_are_those_of_plain_EM()
    {
        var start = Make.Poissons([0.3, 0.7], [1, 2.5]).OrThrow();
        var plain = Em.Iterate(TimesRuns.Problem, start).Take(40).Select(iterate => iterate.OrThrow()).ToArray();
        var squarem = Em.Iterate(TimesRuns.Problem, start, Algorithm.Squarem).Take(40).Select(iterate => iterate.OrThrow()).ToArray();
        var walked = squarem.TakeWhile(at => at.Memory[0] == 0).Count();
        Assert.InRange(walked, 3, 20);
        Assert.Equal(plain.Take(walked + 1).Select(at => at.At.Parameters), squarem.Take(walked + 1).Select(at => at.At.Parameters));
        Assert.Equal(plain[walked].Evaluations, squarem[walked].Evaluations);
        // The first cycle is two steps of plain EM still; then it leaps.
        Assert.Equal(plain[walked + 2].At.Parameters, squarem[walked + 1].At.Parameters);
        Assert.Equal(4, squarem[walked + 1].Memory[0]);
        Assert.NotEqual(plain[walked + 4].At.Parameters, squarem[walked + 2].At.Parameters);
    }

    [Fact]
    public void A_run_that_was_recorded_before_it_walked_is_continued_as_it_began()
    {
        var start = Make.Poissons([0.3, 0.7], [1, 2.5]).OrThrow();
        var before = Algorithm.Find<MixtureParameters>("squarem", Arr.create("stepLimit")).OrThrow();
        var iterates = Em.Iterate(TimesRuns.Problem, start, before).Take(4).Select(iterate => iterate.OrThrow()).ToArray();
        Assert.Equal([3, 6, 9], iterates[1..].Select(at => at.Evaluations));
        Assert.Equal([4], iterates[1].Memory);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e6)]
    public void It_takes_as_many_steps_whatever_the_unit_of_a_column(double unit)
    {
        var options = new GaussianMixtureOptions(2, 2);
        var rows = ModelTable.Read("faithful.csv", t => GaussianMixtureData.Parse(t)).Values;
        Fitted<MixtureParameters> Fit(double scale)
        {
            var data = GaussianMixtureData
                .Create(Arr.create("x", "y"), Vector.Of(rows.Count, i => i % 2 == 1 ? rows[i] * scale : rows[i]))
                .OrThrow();
            var start = GaussianMixtureParameters
                .Create(
                    CovarianceForm.Full,
                    [0.5, 0.5],
                    [3, 60 * scale, 4, 70 * scale],
                    [1, 0, 100 * scale * scale, 1, 0, 100 * scale * scale]
                )
                .OrThrow();
            return Em.Fit(GaussianMixtureModel.Of(options), data, start, algorithm: Algorithm.Squarem).OrThrow();
        }
        var (one, other) = (Fit(1), Fit(unit));
        Assert.True(other.Reason.IsConverged);
        Assert.Equal(one.State.Iteration, other.State.Iteration);
        Close.To(one.State.Parameters.Means[1], other.State.Parameters.Means[1] / unit, 1e-7, "mean");
    }

    [Fact]
    public void A_leap_out_of_the_domain_is_shortened()
    {
        // A rate of convergence near 1 towards the edge: the parabola overshoots 0.
        var model = EmModel.Of<double, double>(
            "edge",
            (rate, p) => new([Math.Max(rate * p - 0.001, p / 2)], -p * p),
            statistics => statistics[0],
            Chart.Of<double>(p => [p], flat => flat[0], Coordinates.Probability("p"))
        );
        var iterates = Em.Iterate(model, 0.99, 0.9, Algorithm.Squarem).Take(60).Select(iterate => iterate.OrThrow()).ToArray();
        Assert.All(iterates, at => Assert.InRange(at.At.Parameters, double.Epsilon, 1));
        Assert.True(iterates[^1].At.Parameters < 1e-3);
    }

    [Fact]
    public void A_model_that_is_not_monotone_is_not_led_downhill()
    {
        var row = ModelTable.Find("NormalMixture, notebook");
        var plain = Em.Fit(row.Problem, row.Start, StopRule.Residual(1e-9) | StopRule.Iterations(5000)).OrThrow();
        var squarem = Em.Fit(row.Problem, row.Start, StopRule.Residual(1e-9) | StopRule.Iterations(5000), Algorithm.Squarem).OrThrow();
        Close.To(plain.State.Objective, squarem.State.Objective, 1e-9, "objective");
    }
}
