using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;
using Event = EmFunctional.Runs.RunEvent<EmFunctional.Families.MixtureParameters>;

namespace EmFunctional.Tests.Runs;

public class TournamentTests
{
    static readonly MixtureData _iris = ModelTable.Read("iris.csv", table => GaussianMixtureData.Parse(table));
    static readonly GaussianMixtureOptions _options = new(3, 4);

    static readonly Problem<MixtureParameters> _problem = Problem.Of(GaussianMixtureModel.Of(_options), _iris).OrThrow();

    static Arr<MixtureParameters> Starts(int count) =>
        Enumerable.Range(0, count).Select(i => GaussianMixtureStart.RandomRows(_iris, _options, new Seed(2).Split(i)).OrThrow()).ToArray();

    static Event[] Run(int starts, ComputeRuns<MixtureParameters>? compute = null) =>
        [.. Tournament.Events(_problem, Starts(starts), StopRule.Default, new() { Seed = 2 }, compute)];

    [Fact]
    public void Every_start_runs_to_its_end_and_the_best_is_told_again()
    {
        var events = Run(6);
        var started = events.OfType<Event.Started>().ToArray();
        Assert.Equal(
            [.. Enumerable.Range(1, 6).Select(i => $"start {i} of 6"), "winner"],
            started.Select(e => e.Specification.Parent.Map(parent => parent.Why).IfNone(""))
        );
        Assert.All(started, e => Assert.Equal(StopRule.Default.Text, e.Specification.Rule));
        var alone = Starts(6).Map(start => Em.Fit(_problem, start).OrThrow());
        var winner = Fitted.From(events).OrThrow();
        Assert.Equal(alone.Max(fit => fit.State.Objective), winner.State.Objective);
        // The same numbers again, as a run of its own that names the one it repeats.
        var best = alone.Map(fit => fit.Trace).ToList().IndexOf(winner.Trace);
        Assert.Equal(started[best].Run, started[^1].Specification.Parent.Map(parent => parent.Run).IfNone(default(Hash256)));
        Assert.Equal(started[^1].Specification.Id, started[^1].Run);
        Assert.Equal(7, started.Select(e => e.Run).Distinct().Count());
    }

    [Fact]
    public void More_starts_contain_fewer_and_never_end_lower()
    {
        var (few, many) = (Run(3), Run(7));
        static IEnumerable<Vector> From(Event[] events) => events.OfType<Event.Started>().SkipLast(1).Select(e => e.Specification.Start);
        Assert.Equal(From(few), From(many).Take(3));
        Assert.True(Fitted.From(many).OrThrow().State.Objective >= Fitted.From(few).OrThrow().State.Objective);
    }

    [Fact]
    public void A_contest_counts_every_run_once()
    {
        var events = Run(6);
        var contest = events.Aggregate(Contest.Nothing, (seen, happened) => seen.Add(happened));
        var alone = Starts(6).Map(start => Em.Fit(_problem, start).OrThrow());
        Assert.Equal(alone.Sum(fit => fit.State.Iteration), contest.Iterations);
        Assert.Equal(alone.Sum(fit => fit.State.Evaluations), contest.Evaluations);
        Assert.Equal(alone.Map(fit => fit.State.Objective), contest.Outcomes.Map(outcome => outcome.Objective));
        Assert.Equal(6, contest.Optima.Sum(optimum => optimum.Starts));
        Assert.Equal(Fitted.From(events).OrThrow().State.Objective, contest.Optima[0].Objective);
        Assert.All(contest.Optima.Zip(contest.Optima.Skip(1)), pair => Assert.True(pair.Item1.Objective > pair.Item2.Objective));
    }

    [Fact]
    public void The_events_are_the_same_however_many_are_computed_at_once()
    {
        var one = Run(8);
        foreach (var degree in new[] { 2, 5 })
        {
            var many = Run(8, runs => runs.AsParallel().AsOrdered().WithDegreeOfParallelism(degree).Select(run => run.ToArray()));
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
        MixtureParameters At(double first, double variance) =>
            GaussianMixtureParameters.Create(CovarianceForm.Full, [0.5, 0.5], [first, 5], [variance, 10]).OrThrow();
        var (bad, good) = (At(0, 1e-4), At(1, 4));
        // The collapsing ones are the highest on their way.
        var mixed = Tournament.Events(problem, Arr.create(bad, good, bad), StopRule.Default, new()).ToArray();
        Assert.Equal(2, mixed.Count(e => e is Event.Failed));
        Assert.Equal(Em.Fit(problem, good).OrThrow().Trace, Fitted.From(mixed).OrThrow().Trace);
        Assert.Equal(2, mixed.Aggregate(Contest.Nothing, (seen, e) => seen.Add(e)).Outcomes.Count(outcome => outcome.IsFailed));
        var hopeless = Tournament.Events(problem, Arr.create(bad, bad), StopRule.Default, new()).ToArray();
        Assert.Equal(2, hopeless.Count(e => e is Event.Failed));
        Assert.IsType<EmError.Degenerate>(Fitted.From(hopeless).LeftAsEnumerable().Single());
        // What takes the place of a contestant is one too, and may win.
        var restarted = Tournament
            .Events(
                problem,
                Arr.create(bad, bad),
                StopRule.Default,
                new(),
                null,
                (_, _, _) =>
                    new FallbackRun<MixtureParameters>(problem, good, "restart", (_, _, _) => Option<FallbackRun<MixtureParameters>>.None)
            )
            .ToArray();
        Assert.Equal(
            ["start 1 of 2", "start 1 of 2, restart", "start 2 of 2", "start 2 of 2, restart", "winner"],
            restarted.OfType<Event.Started>().Select(e => e.Specification.Parent.Map(parent => parent.Why).IfNone(""))
        );
        Assert.Equal(Em.Fit(problem, good).OrThrow().Trace, Fitted.From(restarted).OrThrow().Trace);
        Assert.Equal(
            new[] { false, false },
            restarted.Aggregate(Contest.Nothing, (seen, e) => seen.Add(e)).Outcomes.Map(outcome => outcome.IsFailed)
        );
    }
}
