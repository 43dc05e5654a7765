using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;
using Event = EmFunctional.Runs.RunEvent<EmFunctional.Models.GaussianMixture.GaussianMixtureParameters>;

namespace EmFunctional.Tests.Runs;

public class TournamentTests
{
    static readonly GaussianMixtureData _iris = ModelTable.Read("iris.csv", table => GaussianMixtureData.Parse(table));
    static readonly GaussianMixtureOptions _options = new(3, 4);

    static readonly Problem<GaussianMixtureParameters> _problem = Problem.Of(GaussianMixtureModel.Of(_options), _iris).OrThrow();

    static Arr<GaussianMixtureParameters> Starts(int count) =>
        Enumerable.Range(0, count).Select(i => GaussianMixtureStart.RandomRows(_iris, _options, new Seed(2).Split(i)).OrThrow()).ToArray();

    static Event[] Run(int starts, ComputeRuns<GaussianMixtureParameters>? compute = null) =>
        [.. Tournament.Events(_problem, Starts(starts), StopRule.Default, new() { Seed = 2 }, compute)];

    [Fact]
    public void The_better_half_goes_on_until_one_is_left()
    {
        var events = Run(6);
        var started = events.OfType<Event.Started>().Select(e => e.Specification).ToArray();
        Assert.Equal([6, 3, 2, 1], started.CountBy(s => s.Rule).Select(group => group.Value));
        Assert.Equal(["iterations(8)", "iterations(16)", "iterations(32)", StopRule.Default.Text], started.Select(s => s.Rule).Distinct());
        Assert.Equal(
            [.. Enumerable.Range(1, 6).Select(i => $"start {i} of 6"), "round", "round", "round", "round", "round", "winner"],
            started.Select(s => s.Parent.Map(parent => parent.Why).IfNone(""))
        );
        Assert.True(Fitted.From(events).OrThrow().Reason.IsConverged);
        // No contestant of the first round was better than the winner's end.
        var best = events.OfType<Event.Iterated>().Max(e => e.State.Objective);
        Close.To(best, Fitted.From(events).OrThrow().State.Objective, 1e-9, "objective");
    }

    [Fact]
    public void The_events_are_the_same_however_many_are_computed_at_once()
    {
        var one = Run(8);
        foreach (var degree in new[] { 2, 5 })
        {
            var many = Run(
                8,
                runs => runs.AsParallel().AsOrdered().WithDegreeOfParallelism(degree).Select(run => (Arr<Event>)run.ToArray())
            );
            Assert.Equal(one.Select(e => e.ToString()), many.Select(e => e.ToString()));
        }
    }

    [Fact]
    public void One_start_is_a_run_like_any_other()
    {
        var alone = Run(1);
        Assert.Equal(
            Fitted.From(Em.Events(_problem, Starts(1)[0], StopRule.Default, new() { Seed = 2 })).OrThrow().Trace,
            Fitted.From(alone).OrThrow().Trace
        );
    }

    [Fact]
    public void Starts_that_fail_drop_out_and_where_all_do_it_ends()
    {
        var data = GaussianMixtureData.Create(Arr.create("x"), [0, 0, 0, 1, 2, 3, 9, 9.5]).OrThrow();
        var options = new GaussianMixtureOptions(2, 1);
        var problem = Problem.Of(GaussianMixtureModel.Of(options), data).OrThrow();
        GaussianMixtureParameters At(double first, double variance) =>
            GaussianMixtureParameters.Create(CovarianceForm.Full, [0.5, 0.5], [first, 5], [variance, 10]).OrThrow();
        var (bad, good) = (At(0, 1e-4), At(1, 4));
        var mixed = Tournament.Events(problem, Arr.create(bad, good, bad), StopRule.Default, new()).ToArray();
        Assert.Equal(2, mixed.Count(e => e is Event.Failed));
        Assert.IsType<Event.Stopped>(mixed[^1]);
        var hopeless = Tournament.Events(problem, Arr.create(bad, bad), StopRule.Default, new()).ToArray();
        Assert.Equal(2, hopeless.Count(e => e is Event.Failed));
        Assert.IsType<EmError.Degenerate>(Fitted.From(hopeless).LeftAsEnumerable().Single());
    }
}
