using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using EmFunctional.Tests.Support;
using LanguageExt;
using Event = EmFunctional.Runs.RunEvent<double>;

namespace EmFunctional.Tests.Runs;

/// <summary>Where a run fails another takes its place; and what a run is as a fold of its events.</summary>
public class FallbackRunsTests
{
    static readonly StopRule _rule = StopRule.Iterations(6);

    // θ ← θ/2, which fails below a limit.
    static Problem<double> Failing(double below) =>
        Problem
            .Of(
                Trace.Shrinking with
                {
                    EStep = (rate, theta) =>
                        theta < below ? _ => new EmError.NotFinite("theta", theta) : Trace.Shrinking.EStep(rate, theta),
                },
                0.5
            )
            .OrThrow();

    static readonly Problem<double> _failing = Failing(0.3);

    static Fallback<double> Nothing { get; } = (_, _, _) => Option<FallbackRun<double>>.None;

    static Event[] Events(Fallback<double> fallback, double start = 1) =>
        [.. FallbackRuns.Events(_failing, start, _rule, RunOptions<double>.Default, fallback)];

    static string[] Told(IEnumerable<Event> events) =>
        [
            .. events.Select(happened =>
                happened.Match(e => "started", e => $"{e.State.Parameters}", _ => "stopped", e => "failed", _ => "resumed")
            ),
        ];

    [Fact]
    public void A_run_that_fails_is_over_where_nothing_takes_its_place() =>
        Assert.Equal(["started", "1", "0.5", "failed"], Told(Events(Nothing)));

    [Fact]
    public void A_child_that_follows_knows_its_parent_and_what_follows_it()
    {
        var asked = new List<(EmError, double, int)>();
        Fallback<double> Twice(double start) =>
            (why, last, failures) =>
            {
                asked.Add((why, last.IfNone(double.NaN), failures));
                return new FallbackRun<double>(_failing, start, $"restart at {start}", start < 8 ? Twice(2 * start) : Nothing);
            };
        var events = Events(Twice(4), start: 1);
        Assert.Equal(
            ["started", "1", "0.5", "failed", "started", "4", "2", "1", "0.5", "failed", "started", "8", "4", "2", "1", "0.5", "failed"],
            Told(events)
        );
        Assert.Equal([(new EmError.NotFinite("theta", 0.25), 0.5, 0), (new EmError.NotFinite("theta", 0.25), 0.5, 1)], asked);
        var started = events.OfType<Event.Started>().ToArray();
        Assert.Equal(
            [Option<RunParent>.None, new RunParent(started[0].Run, 1, "restart at 4"), new RunParent(started[1].Run, 3, "restart at 8")],
            started.Select(e => e.Specification.Parent)
        );
        Assert.All(started, e => Assert.Equal(_rule.Text, e.Specification.Rule));
    }

    [Fact]
    public void A_run_that_failed_before_anything_was_told_goes_on_with_what_follows()
    {
        var before = Run.Fold(RunState.Begin(_failing.Chart, _rule), Events(Nothing));
        var failures = -1;
        var after = FallbackRuns.After(
            before,
            [],
            _rule,
            RunOptions<double>.Default,
            (_, last, count) =>
            {
                failures = count;
                return new FallbackRun<double>(Failing(0), last.IfNone(0), "drop", Nothing);
            },
            failures: 3
        );
        Assert.Equal(["started", "0.5", "0.25", "0.125"], Told(after).Take(4));
        Assert.Equal(3, failures);
    }

    [Fact]
    public void On_the_chart_and_in_blocks_the_same_follows()
    {
        Fallback<double> restart = (_, last, _) => new FallbackRun<double>(_failing, 8 * last.IfNone(double.NaN), "restart", Nothing);
        var flat = FallbackRuns
            .Events(_failing.OnChart(), [1], _rule, RunOptions<Vector>.Default, restart.OnChart(_failing.Chart))
            .Select(happened => happened.Map(v => v[0]));
        Assert.Equal(Told(Events(restart)), Told(flat));
        Assert.Equal(Told(Events(restart)), Told(Events(restart.On(InOrder.Executor))));
    }

    [Fact]
    public void What_takes_the_place_of_a_contestant_is_one_too_and_so_on()
    {
        Fallback<double> again = null!;
        again = (_, _, _) => new FallbackRun<double>(_failing, 1, "restart", again);
        var named = Tournament.Named("start 2 of 3", again);
        for (var i = 0; i < 3; i++)
        {
            var next = named(new EmError.NoWeight(), 1.0, 0).IfNone(() => throw new InvalidOperationException("nothing follows"));
            Assert.Equal("start 2 of 3, restart", next.Why);
            named = next.Fallback;
        }
    }

    static RunState<double> Ended(double objective, StopReason? reason) =>
        Run.Fold(
            RunState.Begin(_failing.Chart, _rule),
            [
                new Event.Iterated(Trace.State(0, objective), Vector.Empty),
                reason is null
                    ? new Event.Failed(new EmError.NoWeight())
                    : new Event.Stopped(reason, Option<double>.None, TraceDigest.Empty),
            ]
        );

    [Fact]
    public void Of_two_runs_the_one_that_ended_above_the_other_is_higher()
    {
        var (exhausted, fell) = (new StopReason.Exhausted("iterations", 6, 6), new StopReason.Decreased(1, 1, 0, 0));
        var best = Prelude.Some(Ended(-2, exhausted));
        Assert.True(Tournament.IsHigher(Ended(-1, exhausted), best));
        Assert.False(Tournament.IsHigher(Ended(-2, exhausted), best));
        Assert.False(Tournament.IsHigher(Ended(-3, exhausted), best));
        Assert.True(Tournament.IsHigher(Ended(-3, exhausted), Option<RunState<double>>.None));
        Assert.False(Tournament.IsHigher(Ended(-1, fell), best));
        Assert.False(Tournament.IsHigher(Ended(-1, null), best));
        Assert.False(Tournament.IsHigher(RunState.Begin(_failing.Chart, _rule), Option<RunState<double>>.None));
    }

    [Fact]
    public void Of_equal_ends_the_first_wins_and_a_tournament_goes_on_as_if_not_interrupted()
    {
        var problem = Failing(0);
        double[] starts = [4, 2, 2, 8];
        var whole = Tournament.Events(problem, starts, _rule, RunOptions<double>.Default).ToArray();
        var started = whole.OfType<Event.Started>().ToArray();
        Assert.Equal(started[1].Run, started[^1].Specification.Parent.Map(parent => parent.Run).IfNone(default(Hash256)));
        for (var begun = 1; begun <= starts.Length; begun++)
        {
            var next = begun == starts.Length ? started.Length - 1 : begun;
            var cut = System.Array.IndexOf(whole, started[next]) - 2;
            var rest = whole[cut..(cut + 2)];
            var after = Tournament.After(whole[..cut], rest, begun, problem, starts, _rule, RunOptions<double>.Default);
            Assert.Equal(Told(whole[cut..]), Told(after));
        }
    }

    [Fact]
    public void An_ending_brings_the_parameters_that_a_journal_kept_of_the_last_iterate()
    {
        var kept = new Event.Iterated(Trace.State(3, -1) with { Digest = new Hash256(1, 2, 3, 4) }, Vector.Empty);
        var run = Run.Evolve(RunState.Begin(_failing.Chart, _rule), kept);
        Assert.True(run.Key.IsNone);
        Assert.Equal(new TraceDigest(new(1, 2, 3, 4)), run.Trace);
        Event[] endings =
        [
            new Event.Failed(new EmError.NoWeight()) { At = 7.0 },
            new Event.Stopped(new StopReason.Exhausted("iterations", 3, 3), Option<double>.None, run.Trace) { At = 7.0 },
        ];
        foreach (var ending in endings)
        {
            var ended = Run.Evolve(run, ending);
            var last = ended.Last.Map(at => at.State).IfNone(() => throw new InvalidOperationException("no iterate"));
            Assert.Equal((7, 3, true), (last.Parameters, last.Iteration, last.Digest.IsNone));
            Assert.Equal((7, run.Trace), ended.Key.Map(key => (key.Iterated.State.Parameters, key.Trace)).IfNone((0, default)));
        }
    }

    [Fact]
    public void What_a_run_has_not_is_a_mistake_of_whoever_asks()
    {
        var algorithm = Algorithm.Plain<double>(_failing.Evaluate, _failing.Chart);
        var none = RunState.Begin(_failing.Chart, _rule);
        var unstarted = Assert.Throws<ArgumentException>(() => Run.Following(none, _failing, algorithm));
        Assert.StartsWith("the run has not started", unstarted.Message, StringComparison.Ordinal);
        var started = Run.Evolve(none, Events(Nothing)[0]);
        var empty = Assert.Throws<ArgumentException>(() => Run.Reached(started, _failing, algorithm));
        Assert.StartsWith("the run has no iterate", empty.Message, StringComparison.Ordinal);
        Assert.Equal((0, 1), Run.Following(started, _failing, algorithm).Map(at => (at.State.Iteration, at.State.Parameters)).OrThrow());
    }
}
