using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Runs;

/// <summary>Given events, when the algorithm says something, then events.</summary>
public class RunTests
{
    static readonly EmModel<MixtureData, MixtureParameters, Vector> _model = Mixture.Of<Coin>(2);

    [Fact]
    public void A_run_starts_iterates_and_stops()
    {
        var events = Events(StopRule.Iterations(2));
        Assert.Equal(["Started", "Iterated 0", "Iterated 1", "Iterated 2", "Stopped"], events.Select(Name));
    }

    [Fact]
    public void Given_a_run_that_ended_when_anything_comes_then_nothing_follows()
    {
        var ended = Run.Fold(RunState.Begin(_model.Chart, StopRule.Iterations(2)), Events(StopRule.Iterations(2)));
        var next = Em.Iterate(_model, Sample.DoBatzoglou, Sample.ArticleStart).Skip(3).First();
        Assert.Empty(Run.Decide(ended, next));
        Assert.Empty(Run.Decide(ended, new EmError.NoRows("data")));
    }

    [Fact]
    public void Given_a_run_when_the_mathematics_fail_then_it_failed_and_keeps_what_it_found()
    {
        var interrupted = Run.Fold(RunState.Begin(_model.Chart, StopRule.Default), Events(StopRule.Default).Take(4));
        var happened = Assert.Single(Run.Decide(interrupted, new EmError.NotFinite("objective", double.NaN)));
        Assert.Equal("Failed", Name(happened));
        var failed = Run.Evolve(interrupted, happened);
        Assert.Equal(2, failed.Last.Map(e => e.State.Iteration));
        Assert.True(failed.Ending.IsSome);
    }

    [Fact]
    public void Given_an_interrupted_run_when_its_next_iterate_comes_then_it_goes_on_as_if_never_interrupted()
    {
        var whole = Events(StopRule.Default);
        var iterates = Em.Iterate(_model, Sample.DoBatzoglou, Sample.ArticleStart).Take(whole.Count - 2).ToArray();
        for (var cut = 1; cut < whole.Count - 1; cut++)
        {
            var run = Run.Fold(RunState.Begin(_model.Chart, StopRule.Default), whole.Take(cut));
            var rest = iterates
                .Skip(cut - 1)
                .SelectMany(next =>
                {
                    var decided = Run.Decide(run, next);
                    run = Run.Fold(run, decided);
                    return decided;
                });
            Assert.Equal(whole.Skip(cut), rest);
        }
    }

    [Fact]
    public void The_run_of_a_model_whose_objective_falls_ends_as_decreased()
    {
        var last = Em.Events(Trace.Lying, 0.5, 1.0, StopRule.Default).Last();
        Assert.Equal(
            new StopReason.Decreased(1, 1, 0.25, 64 * Math.ScaleB(1, -52) * 64 * 1.25),
            last.Match(_ => null!, _ => null!, stopped: e => e.Reason, _ => null!, _ => null!)
        );
    }

    [Fact]
    public void Data_that_cannot_bear_the_model_fail_at_once()
    {
        var events = Em.Events(Mixture.Of<Coin>(6), Sample.DoBatzoglou, Sample.ArticleStart, StopRule.Default).ToArray();
        Assert.Equal(new RunEvent<MixtureParameters>.Failed(new EmError.TooManyComponents(6, 5)), Assert.Single(events));
    }

    [Fact]
    public void A_fit_is_the_last_state_with_the_reason_and_the_trace_digest()
    {
        var fitted = Em.Fit(_model, Sample.DoBatzoglou, Sample.ArticleStart).OrThrow();
        Assert.Equal(10, fitted.State.Iteration);
        Assert.True(fitted.Reason.IsConverged);
        Assert.InRange(fitted.Remaining.IfNone(double.NaN), 0, 1e-6);
        // The optimum, from the reference run to its end: the estimate of what was left is right.
        Close.To(-31.570200235996904, fitted.State.Objective + fitted.Remaining.IfNone(0), 1e-9, "objective and estimate");
        var run = Run.Fold(RunState.Begin(_model.Chart, StopRule.Default), Events(StopRule.Default));
        Assert.Equal(run.Trace, fitted.Trace);
        Assert.Equal("6b331f0976ca41f5e706894495d906338d34f39c0368ff362403093fa2dbc6d7", fitted.Trace.ToString());
    }

    [Fact]
    public void A_fit_that_fails_says_why() =>
        Assert.Equal(
            new EmError.TooManyComponents(6, 5),
            Em.Fit(Mixture.Of<Coin>(6), Sample.DoBatzoglou, Sample.ArticleStart).Match(Right: _ => null!, Left: e => e)
        );

    [Fact]
    public void Events_of_an_interrupted_run_are_no_fit() =>
        Assert.Throws<ArgumentException>(() => Fitted.From(Events(StopRule.Default).Take(3)));

    [Fact]
    public Task The_identity_of_a_run_depends_on_all_but_the_environment()
    {
        var start = Sample.ArticleStart;
        var other = Make.Coins(0.6, 0.4).OrThrow();
        var parent = new RunParent(default, 3, "rule");
        var ids = new[]
        {
            IdOf(Sample.DoBatzoglou, start, StopRule.Default, new()),
            IdOf(Sample.NotebookCoins, start, StopRule.Default, new()),
            IdOf(Sample.DoBatzoglou, other, StopRule.Default, new()),
            IdOf(Sample.DoBatzoglou, start, StopRule.Iterations(3), new()),
            IdOf(Sample.DoBatzoglou, start, StopRule.Default, new() { Seed = 1UL }),
            IdOf(Sample.DoBatzoglou, start, StopRule.Default, new() { Parent = parent }),
        };
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids[0], IdOf(Sample.DoBatzoglou, start, StopRule.Default, new() { Environment = new("a", "b", "c", "d") }));
        return Snapshot.Match(ids[0]);
    }

    static string IdOf(MixtureData data, MixtureParameters start, StopRule rule, RunOptions<MixtureParameters> options) =>
        Em.Events(_model, data, start, rule, options).First().Match(e => e.Run.ToString(), _ => "", _ => "", _ => "", _ => "");

    static IReadOnlyList<RunEvent<MixtureParameters>> Events(StopRule rule) =>
        [.. Em.Events(_model, Sample.DoBatzoglou, Sample.ArticleStart, rule)];

    static string Name(RunEvent<MixtureParameters> happened) =>
        happened.Match(_ => "Started", e => $"Iterated {e.State.Iteration}", _ => "Stopped", _ => "Failed", _ => "Resumed");
}
