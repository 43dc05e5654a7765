using System.Collections.Generic;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Runs;

namespace EmFunctional.Tests.Online;

/// <summary>Stepwise EM over streams of rows.</summary>
public class OnlineTests
{
    static readonly Mixture _normals = Mixture.Of<Normal>(2);

    static MixtureParameters At(Vector means, Vector deviations, Vector weights) =>
        _normals.At(("mean", means), ("standardDeviation", deviations), ("mixingWeight", weights)).OrThrow();

    static readonly MixtureParameters _truth = At([0, 6], [1, 1.5], [0.3, 0.7]);
    static readonly MixtureParameters _start = At([-1, 8], [2, 2], [0.5, 0.5]);

    static Vector Rows(int count, ulong seed = 1) => _normals.Sample(_truth, new Seed(seed), count).Values;

    static double PerRow(MixtureParameters at, Vector rows) =>
        Problem.Of(_normals, MixtureData.Of<Normal>(rows).OrThrow()).OrThrow().Evaluate(at).OrThrow().Objective / rows.Count;

    [Fact]
    public void One_pass_over_many_rows_is_near_EM_over_all_of_them()
    {
        var rows = Rows(100_000);
        var batch = Em.Fit(_normals, MixtureData.Of<Normal>(rows).OrThrow(), _start).OrThrow();
        foreach (
            var schedule in new[]
            {
                new OnlineSchedule(),
                new() { Batch = 1000, Average = 50 },
                new() { Batch = 32, Average = 500 },
            }
        )
        {
            var last = Em.Online(_normals, rows.ToObservable(), _start, schedule).Wait();
            Assert.InRange(batch.State.Objective / rows.Count - PerRow(last.Parameters, rows), 0, 3e-3); // of about 1.9
        }
    }

    [Fact]
    public void Averages_are_nearer_to_the_optimum_than_last_iterates_with_large_steps()
    {
        var rows = Rows(50_000);
        var best = Em.Fit(_normals, MixtureData.Of<Normal>(rows).OrThrow(), _start).OrThrow().State.Objective / rows.Count;
        double Lost(OnlineSchedule schedule) =>
            best - PerRow(Em.Online(_normals, rows.ToObservable(), _start, schedule).Wait().Parameters, rows);
        var steps = new StepSizes.Power(0.55);
        Assert.True(
            10
                * Lost(
                    new()
                    {
                        Batch = 50,
                        Steps = steps,
                        Average = 100,
                    }
                )
                < Lost(new() { Batch = 50, Steps = steps }),
            "an average is no better"
        );
    }

    [Fact]
    public void Steps_of_one_by_t_weigh_every_row_alike_so_that_a_single_component_is_the_fit_of_all_rows()
    {
        var (one, rows) = (Mixture.Of<Normal>(1), Rows(1037));
        var fit = Em.Fit(one, MixtureData.Of<Normal>(rows).OrThrow(), one.At(("mean", [9]), ("standardDeviation", [1])).OrThrow())
            .OrThrow();
        var start = one.At(("mean", [9]), ("standardDeviation", [1])).OrThrow();
        var last = Em.Online(one, rows.ToObservable(), start, new() { Batch = 100, Steps = new StepSizes.Power(1) }).Wait();
        foreach (var group in new[] { "mean", "standardDeviation" })
            Assert.Equal(fit.State.Parameters[group][0], last.Parameters[group][0], 1e-12); // also the last 37 rows
    }

    [Fact]
    public void Sums_about_other_means_add_up_to_what_the_moments_of_all_rows_are()
    {
        // By hand, without EM: raw moments of three batches, each with γ = 1/t.
        Vector rows = [1000.1, 1000.4, 1001.9, 1000.2, 1003.3, 1002.8];
        var one = Mixture.Of<Normal>(1);
        var start = one.At(("mean", [990]), ("standardDeviation", [3])).OrThrow();
        var last = Em.Online(one, rows.ToObservable(), start, new() { Batch = 2, Steps = new StepSizes.Power(1) }).Wait();
        var mean = rows.Sum() / 6;
        Assert.Equal(mean, last.Parameters["mean"][0], 1e-11);
        Assert.Equal(Math.Sqrt(rows.Sum(x => (x - mean) * (x - mean)) / 6), last.Parameters["standardDeviation"][0], 1e-11);
    }

    [Fact]
    public void A_drift_is_followed_by_a_constant_step_and_not_by_falling_ones()
    {
        var one = Mixture.Of<Normal>(1);
        var seed = new Seed(3);
        var rows = Vector.Of(40_000, i => i / 4000.0 + seed.Normal(i)); // the mean goes from 0 to 10
        var start = one.At(("mean", [0]), ("standardDeviation", [1])).OrThrow();
        double MeanBy(StepSizes steps) =>
            Em.Online(one, rows.ToObservable(), start, new() { Batch = 100, Steps = steps }).Wait().Parameters["mean"][0];
        Assert.InRange(MeanBy(new StepSizes.Constant(0.1)), 9.5, 10);
        Assert.InRange(MeanBy(new StepSizes.Power(1)), 4.9, 5.1);
    }

    [Fact]
    public void Every_batch_is_an_iterate_and_the_last_may_be_short()
    {
        var states = Em.Online(_normals, Rows(1000).ToObservable(), _start, new() { Batch = 300 }).ToList().Wait();
        Assert.Equal([0, 1, 2, 3, 4], states.Select(state => state.Iteration));
        Assert.Equal([1, 2, 3, 4, 5], states.Select(state => state.Evaluations));
        Assert.Equal(_start, states[0].Parameters);
        Assert.All(states, state => Assert.Equal(double.PositiveInfinity, state.Slack));
        // The objective is that of rows that the parameters had not learned.
        Assert.Equal(PerRow(states[3].Parameters, Rows(1000).Slice(900, 100)), states[4].Objective, 1e-12);
    }

    [Fact]
    public void An_iterate_after_several_batches_has_the_parameters_of_one_after_each()
    {
        var rows = Rows(2100);
        var each = Em.Online(_normals, rows.ToObservable(), _start, new() { Batch = 100, Average = 3 }).ToList().Wait();
        var some = Em.Online(
                _normals,
                rows.ToObservable(),
                _start,
                new()
                {
                    Batch = 100,
                    Average = 3,
                    Report = 10,
                }
            )
            .ToList()
            .Wait();
        Assert.Equal([0, 10, 20, 21], some.Select(state => state.Evaluations - 1));
        Assert.All(some, state => Assert.Equal(each[state.Evaluations - 1].Parameters, state.Parameters));
        Assert.Equal(each.Skip(1).Take(10).Average(state => state.Objective), some[1].Objective, 1e-12);
    }

    [Fact]
    public void Two_subscriptions_are_two_runs_with_the_same_bits()
    {
        var stream = Em.Online(_normals, Rows(3000).ToObservable(), _start);
        Assert.Equal(stream.ToList().Wait(), stream.ToList().Wait());
    }

    [Fact]
    public void A_warm_up_keeps_the_parameters_until_enough_rows_have_come()
    {
        var states = Em.Online(_normals, Rows(500).ToObservable(), _start, new() { Batch = 100, Warmup = 200 }).ToList().Wait();
        Assert.All(states.Take(3), state => Assert.Equal(_start, state.Parameters));
        Assert.NotEqual(_start, states[3].Parameters);
    }

    [Fact]
    public void A_rule_ends_a_stream_that_has_no_end()
    {
        var endless = Observable.Range(0, int.MaxValue).Select(i => Rows(64)[i % 64]);
        var last = Em.RunOnline(_normals.OfNumbers(), Rows(64).ToObservable().Repeat(), _start, rule: StopRule.Iterations(7)).Wait();
        Assert.Equal(7, Assert.IsType<StopReason.Exhausted>(Assert.IsType<RunEvent<MixtureParameters>.Stopped>(last).Reason).Spent);
        Assert.Equal(5, Em.Online(_normals, endless, _start, new() { Batch = 8 }).Take(5).Count().Wait());
    }

    [Fact]
    public void Rows_of_several_columns_and_gaussian_mixtures_learn_like_EM()
    {
        var family = Family.Of<Poisson>("visits") * Family.Of<Normal>("height");
        var product = Mixture.Of(family, 2);
        var truth = product.Start(Drawn(product));
        var rows = product.Sample(truth, new Seed(2), 20_000).Values;
        var last = Em.Online(product, Cut(rows, 2).ToObservable(), truth, new() { Average = 20 }).Wait();
        var all = Problem.Of(product, MixtureData.Of(family, rows).OrThrow()).OrThrow();
        var best = Em.Fit(all, truth).OrThrow().State.Objective;
        Assert.InRange((best - all.Evaluate(last.Parameters).OrThrow().Objective) / 20_000, 0, 1e-3);

        var data = GaussianMixtureData.Create(["a", "b"], rows).OrThrow();
        var model = GaussianMixtureModel.Of(2, data);
        var whole = Problem.Of(model, data).OrThrow();
        var fit = Em.Fit(whole, GaussianMixtureStart.KMeansPlusPlus(data, new(2, 2), new Seed(1)).OrThrow()).OrThrow();
        var learned = Em.Online(model, Cut(rows, 2).ToObservable(), fit.State.Parameters, new() { Average = 20 }).Wait();
        Assert.InRange((fit.State.Objective - whole.Evaluate(learned.Parameters).OrThrow().Objective) / 20_000, 0, 1e-3);
    }

    static MixtureData Drawn(Mixture product)
    {
        var seed = new Seed(4);
        return MixtureData
            .Of(
                product.Family,
                Vector.Concat([
                    .. Enumerable
                        .Range(0, 400)
                        .Select(Vector (i) => i < 200 ? [seed.Poisson(i, 2), 10 + i % 5] : [seed.Poisson(i, 9), 20 + i % 7]),
                ])
            )
            .OrThrow();
    }

    static IEnumerable<Vector> Cut(Vector values, int width) =>
        Enumerable.Range(0, values.Count / width).Select(i => values.Slice(i * width, width));
}
