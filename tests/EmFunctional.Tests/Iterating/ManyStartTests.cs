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
using EmFunctional.Tests.Support;
using LanguageExt;
using Xunit.Abstractions;

namespace EmFunctional.Tests.Iterating;

/// <summary>Faster algorithms from many starts: what they save, and where they end.</summary>
public class ManyStartTests(ITestOutputHelper output)
{
    static Iterate<TParams> Find<TParams>(string name) => Algorithm.Find<TParams>(name).OrThrow();

    [Theory]
    [InlineData("squarem", 25)]
    [InlineData("daarem", 45)]
    [InlineData("quasi-newton", 45)]
    [InlineData("auto", 45)]
    public void A_thousand_starts_on_the_Times_data_none_fails_and_the_median_is_so_many_times_as_fast(string name, double times)
    {
        var speedUps = new List<double>();
        var worst = 0.0;
        foreach (var (start, plain) in TimesRuns.Plain)
        {
            var faster = TimesRuns.Of(start, Find<MixtureParameters>(name));
            Assert.True(TimesRuns.HasStopped(plain) && TimesRuns.HasStopped(faster[^1]), $"start {start}");
            Assert.All(
                faster.Zip(faster.Skip(1), (from, to) => (from.At, to.At)),
                step => Assert.True(step.Item2.Objective >= step.Item1.Objective - step.Item2.Slack)
            );
            worst = Math.Max(worst, Math.Abs(faster[^1].At.Objective - plain.At.Objective));
            speedUps.Add((double)plain.Evaluations / faster[^1].Evaluations);
        }
        var median = speedUps.Order().ElementAt(TimesRuns.Starts / 2);
        output.WriteLine($"{name}: worst difference {worst}, median {median}, least {speedUps.Min()}, most {speedUps.Max()}");
        Assert.InRange(worst, 0, 1e-6);
        Assert.InRange(median, times, double.PositiveInfinity);
        Assert.InRange(speedUps.Min(), 10, double.PositiveInfinity);
    }

    [Theory]
    [InlineData("squarem", 1)]
    [InlineData("daarem", 2)]
    [InlineData("quasi-newton", 2)]
    [InlineData("auto", 2)]
    public void Where_plain_EM_ends_it_ends_from_nearly_every_start(string name, int most)
    {
        var data = ModelTable.Read("faithful.csv", t => GaussianMixtureData.Parse(t));
        var options = new GaussianMixtureOptions(3, 2);
        var model = GaussianMixtureModel.Of(options);
        var rule = StopRule.Residual(1e-7) | StopRule.Evaluations(20_000);
        var (tried, elsewhere, lower, passes, leaping) = (0, 0, 0, 0, 0);
        for (var i = 0; i < 25; i++)
        {
            var start = GaussianMixtureStart.RandomRows(data, options, new Seed(18).Split(i)).OrThrow();
            if (Em.Fit(model, data, start, rule).ToOption().Case is not Fitted<MixtureParameters> plain)
                continue;
            var faster = Em.Fit(model, data, start, rule, Find<MixtureParameters>(name)).OrThrow();
            tried++;
            elsewhere += Math.Abs(faster.State.Objective - plain.State.Objective) > 1e-4 ? 1 : 0;
            lower += faster.State.Objective < plain.State.Objective - 1e-4 ? 1 : 0;
            passes += plain.State.Evaluations;
            leaping += faster.State.Evaluations;
        }
        output.WriteLine($"{name}: {elsewhere} of {tried} elsewhere, {lower} lower, {passes} passes against {leaping}");
        Assert.InRange(tried, 20, 25);
        Assert.InRange(elsewhere, 0, most);
        Assert.InRange(leaping, 0, passes / 2);
    }
}
