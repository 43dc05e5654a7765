using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Chains;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Cluster.Tests;

/// <summary>A run over several workers has the bits of one machine, whatever the model, and whoever comes and goes.</summary>
public class BitsTests
{
    const int Rows = 100_000;

    static Vector Drawn(int d, ulong seed) => Vector.Of(Rows * d, i => new Seed(seed).Uniform(i) + (i / d % 3) * (1 + i % d));

    static (Func<Problem<Vector>> Open, Vector Start) Of<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        Func<TData> data,
        Func<TData, TParams> start
    ) => (() => Problem.Of(model, data()).OrThrow().OnChart(), model.Chart.ToFlat(start(data())));

    static (Func<Problem<Vector>> Open, Vector Start) Gaussian(Vector values, Vector? weights = null)
    {
        var options = new GaussianMixtureOptions(3, 4, CovarianceForm.Full);
        return Of(
            GaussianMixtureModel.Of(options),
            () => GaussianMixtureData.Create(Prelude.Range(0, 4).Select(j => $"x{j}").ToArray(), values, weights).OrThrow(),
            data => GaussianMixtureStart.RandomRows(data, options, new Seed(3)).OrThrow()
        );
    }

    static (Func<Problem<Vector>> Open, Vector Start) Model(string name)
    {
        var values = Drawn(4, 1);
        switch (name)
        {
            case "gaussian mixture":
                return Gaussian(values);
            case "gaussian mixture, holes and weights":
                return Gaussian(
                    Vector.Of(values.Count, i => new Seed(2).Uniform(i) < 0.1 ? double.NaN : values[i]),
                    Vector.Of(Rows, i => i % 4)
                );
            case "poisson mixture":
                return Of(
                    Mixture.Of<Poisson>(3),
                    () => MixtureData.Of<Poisson>(Vector.Of(Rows, i => i * 7919.0 % 30_011)).OrThrow(),
                    data => Mixture.Of<Poisson>(3).Start(data)
                );
            default:
                var sequences = Enumerable
                    .Range(0, 2000)
                    .Select(i => Enumerable.Range(0, 50).Select(t => $"{new Seed(5).Split(i).Below(t, 3 + i % 2)}"))
                    .ToArray();
                return Of(
                    HiddenMarkov.Of(2, 4),
                    () => HiddenMarkovData.Create(sequences).OrThrow(),
                    data => HiddenMarkovStart.Leaning(data, 2)
                );
        }
    }

    static string Digest(Problem<Vector> problem, Vector start, int iterations = 6, string algorithm = "plain") =>
        Em.Fit(problem, start, StopRule.Iterations(iterations), Algorithm.Find<Vector>(algorithm).OrThrow()).OrThrow().Trace.ToString();

    [Theory]
    [InlineData("gaussian mixture", 1)]
    [InlineData("gaussian mixture", 3)]
    [InlineData("gaussian mixture, holes and weights", 2)]
    [InlineData("poisson mixture", 2)]
    [InlineData("hidden Markov model", 2)]
    public async Task Any_model_on_any_number_of_workers_has_the_bits_of_one_machine(string name, int workers)
    {
        var (open, start) = Model(name);
        await using var all = await InProcess.Start(workers, open);
        var here = open();
        Assert.True(here.Blocks > 1, $"{here.Blocks} blocks");
        var spread = all.Cluster.Spread(here, name);
        foreach (var algorithm in new[] { "plain", "squarem" })
            Assert.Equal(Digest(here, start, algorithm: algorithm), Digest(spread, start, algorithm: algorithm));
        // On threads afterwards, the sums still come from the workers.
        Assert.Equal(Digest(here, start), Digest(spread.On(Threads.OfMachine), start));
        Assert.True(all.Cluster.Slowest > TimeSpan.Zero);
    }

    [Fact]
    public async Task Whoever_comes_leaves_or_crashes_meanwhile_the_bits_stay()
    {
        var (open, start) = Model("gaussian mixture");
        await using var all = await InProcess.Start(2, open);
        var news = new List<WorkerNote>();
        all.Cluster.News.Subscribe(news.Add);
        var passes = 0;
        var spread = all.Cluster.Spread(open(), "rows");
        // The pass goes on meanwhile.
        var disturbed = spread with
        {
            Evaluate = at =>
            {
                var disturbance = ++passes switch
                {
                    3 => Task.Run(() => all.Crash(0)),
                    6 or 9 => Task.Run(all.Add),
                    14 => Task.Run(() => all.Leave(1)),
                    _ => Task.CompletedTask,
                };
                var evaluated = spread.Evaluate(at);
                disturbance.GetAwaiter().GetResult();
                return evaluated;
            },
        };
        Assert.Equal(Digest(open(), start, 20), Digest(disturbed, start, 20));
        Assert.Equal(2, all.Cluster.Workers);
        Assert.Contains(news, note => !note.IsThere);
        Assert.Contains(news, note => note.IsThere);
    }

    [Fact]
    public async Task Several_runs_over_the_same_rows_go_on_at_once()
    {
        var (open, start) = Model("poisson mixture");
        await using var all = await InProcess.Start(2, open);
        var spread = all.Cluster.Spread(open(), "rows");
        var starts = Enumerable.Range(0, 8).Select(i => Vector.Of(start.Count, j => start[j] * (j < 3 ? 1 : 1 + i))).ToArray();
        var digests = await Task.WhenAll(starts.Select(at => Task.Run(() => Digest(spread, at))));
        Assert.Equal(starts.Select(at => Digest(open(), at)), digests);
    }
}
