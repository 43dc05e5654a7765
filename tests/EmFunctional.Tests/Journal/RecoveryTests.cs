using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;
using LanguageExt;
using Event = EmFunctional.Runs.RunEvent<EmFunctional.Numerics.Vector>;

namespace EmFunctional.Tests.Journal;

/// <summary>What a journal has of its last run: how often it failed before, and whether it is a result.</summary>
public class RecoveryTests
{
    static readonly Problem<Vector> _problem = Problem.Of(Trace.Shrinking, 0.5).OrThrow().OnChart();

    static readonly StopRule _round = StopRule.Iterations(Tournament.FirstRound);

    static Event[] Run(double start, Option<RunParent> parent = default, StopRule? rule = null) =>
        [.. EmFunctional.Runs.Run.Of(_problem, [start], rule ?? StopRule.Iterations(3), new() { Parent = parent })];

    static Hash256 IdOf(Event[] run) => ((Event.Started)run[0]).Run;

    static Event[] Failed(Event[] run) => [.. run[..3], new Event.Failed(new EmError.NoWeight())];

    // Each event behind the one before; of each its run.
    static IEnumerable<Either<JournalError, JournalLine>> Lines(params (Hash256 Run, Event Event)[] events) =>
        events.Select(
            (one, i) =>
                Prelude.Right<JournalError, JournalLine>(
                    new(i + 1, 10 * (i + 1), default, one.Run, one.Event, new Hash256((ulong)i, 0, 0, 0))
                )
        );

    static (Hash256, Event)[] Of(params Event[][] runs) => [.. runs.SelectMany(run => run.Select(happened => (IdOf(run), happened)))];

    static Recovery<Vector> Find(params Event[][] runs) => Recovery.Find("j", Lines(Of(runs))).OrThrow();

    [Fact]
    public void The_last_run_is_found_with_where_it_starts_and_ends()
    {
        var (one, other) = (Run(1), Run(2)[..3]);
        var found = Find(one, other);
        Assert.Equal(IdOf(other), found.Run.Started.Map(e => e.Run));
        Assert.Equal((one.Length + 1, 10 * (one.Length + 3)), (found.StartLine, (int)found.Length));
        Assert.Equal((new Hash256(8, 0, 0, 0), 1), (found.Seal, found.Run.Last.Map(e => e.State.Iteration)));
        // Lines of another run that stand behind are passed over, and kept.
        var behind = Recovery.Find("j", Lines([.. Of(one[..2], other), .. Of(one)[2..]])).OrThrow();
        Assert.Equal((1, 10 * (one.Length + 3)), (behind.Run.Last.Map(e => e.State.Iteration).IfNone(-1), (int)behind.Length));
        Assert.True(behind.Run.Ending.IsNone);
    }

    [Fact]
    public void Without_a_start_there_is_nothing_but_the_fault()
    {
        Assert.Equal(new JournalError.NoStart("j"), Recovery.Find("j", Lines()).LeftAsEnumerable().Single());
        Assert.Equal(new JournalError.NoStart("j"), Recovery.Find("j", Lines((IdOf(Run(1)), Run(1)[1]))).LeftAsEnumerable().Single());
        Either<JournalError, JournalLine>[] cut = [.. Lines(Of(Run(1)[..2])), new JournalError.CutLine(3, 17)];
        Assert.Equal(17, Recovery.Find("j", cut).OrThrow().TornBytes);
        Assert.True(Recovery.Find("j", cut).Bind(Recovery.Whole).IsRight);
        cut[2] = new JournalError.BrokenSeal(3);
        Assert.Equal(0, Recovery.Find("j", cut).OrThrow().TornBytes);
        Assert.Equal(new JournalError.BrokenSeal(3), Recovery.Find("j", cut).Bind(Recovery.Whole).LeftAsEnumerable().Single());
        Assert.Equal(new JournalError.BrokenSeal(3), Recovery.Find("j", cut[2..]).LeftAsEnumerable().Single());
    }

    [Fact]
    public void Failures_are_counted_along_the_runs_that_took_each_others_place()
    {
        var one = Failed(Run(1));
        var two = Failed(Run(2, new RunParent(IdOf(one), 1, "restart")));
        var three = Run(3, new RunParent(IdOf(two), 1, "restart"));
        Assert.Equal(0, Find(one).Failures);
        Assert.Equal(1, Find(one, two).Failures);
        Assert.Equal(2, Find(one, two, three).Failures);
        Assert.Equal(0, Find(one, two, Run(3)).Failures);
        Assert.Equal(0, Find(Run(1), Run(2, new RunParent(IdOf(Run(1)), 3, "rule"))).Failures);
        // The end of a run that started before is none of the last one's.
        var own = Run(3, new RunParent(IdOf(one), 1, "restart"));
        var late = Lines([.. Of(one[..3], own[..2]), (IdOf(one), one[3])]);
        Assert.Equal(0, Recovery.Find("j", late).OrThrow().Failures);
    }

    [Fact]
    public void A_run_of_several_starts_is_no_result_until_the_winner_is_told()
    {
        var tournament = new Hash256(5, 6, 7, 8);
        var (one, two) = (Run(1, RunParent.OfStart(tournament, 0, 2)), Run(2, RunParent.OfStart(tournament, 1, 2)));
        Assert.Equal("start 1 of 2", Find(one).Contestant);
        var both = Find(one, two);
        Assert.Equal("start 2 of 2", both.Contestant);
        Assert.Equal(((Event.Started)two[0]).Specification, both.Start);
        Assert.Equal(IdOf(one), both.Best.Bind(best => best.Started).Map(e => e.Run)); // −θ² is higher nearer to 0
        var winner = Find(one, two, Run(1, new RunParent(IdOf(one), 0, RunParent.Winner)));
        Assert.Equal((Option<string>.None, Option<RunSpecification>.None), (winner.Contestant, winner.Start));
        Assert.True(winner.Best.IsNone);
        // A round in a journal that names its starts.
        var round = Run(0.125, new RunParent(IdOf(one), 3, RunParent.Round));
        Assert.Equal("a contestant of a round", Find(one, two, round).Contestant);
    }

    // Journals of earlier versions do not name starts and winners.
    [Fact]
    public void Rounds_of_an_earlier_version_are_known_by_their_rule()
    {
        const string Round = "a contestant of a round";
        var (one, two) = (Run(1, rule: _round), Run(2, rule: _round));
        Assert.Equal(Option<string>.None, Find(one).Contestant); // it may be a run alone
        Assert.Equal(Round, Find(one, two).Contestant);
        Assert.Equal(Option<string>.None, Find(one, one).Contestant); // the same run again
        Assert.Equal(Option<string>.None, Find(Run(1), Run(2)).Contestant); // another rule is none of a round
        Assert.Equal(Option<string>.None, Find(Run(1), two).Contestant);
        var parent = new RunParent(IdOf(one), Tournament.FirstRound, RunParent.Round);
        var later = Run(0.5, parent, StopRule.Iterations(16));
        Assert.Equal(Round, Find(one, two, later).Contestant);
        // The last of all runs under the rule that was asked for.
        Assert.Equal(Option<string>.None, Find(one, two, Run(0.5, parent, StopRule.Gain(1))).Contestant);
    }

    [Fact]
    public void Another_chart_is_told_with_the_names_of_both()
    {
        var found = Recovery.Find("j", Lines(Of(Run(1)))).OrThrow();
        var other = found.On(Chart.OfNames(Arr.create("alpha", "beta"))).LeftAsEnumerable().Single();
        Assert.Equal(new JournalError.Other("parameters (line 1)", "theta", "alpha beta"), other);
        var bounded = Chart.Of<Vector>(x => x, x => x, Coordinates.Positive("theta"));
        var below = Recovery.Find("j", Lines(Of(Run(-1)))).OrThrow().On(bounded).Match(Right: _ => "", Left: error => $"{error}");
        Assert.StartsWith("line 1: iteration 3 of the run that starts there is outside its model: ", below, StringComparison.Ordinal);
    }
}
