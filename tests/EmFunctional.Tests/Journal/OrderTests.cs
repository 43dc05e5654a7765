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

/// <summary>Each line of a journal follows from those before it in its run, or it is said what does not.</summary>
public class OrderTests
{
    static readonly Problem<Vector> _problem = Problem.Of(Trace.Shrinking, 0.5).OrThrow().OnChart();

    static readonly DateTimeOffset _noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    static Event[] Run(double start, Option<RunParent> parent = default) =>
        [.. EmFunctional.Runs.Run.Of(_problem, [start], StopRule.Iterations(2), new() { Parent = parent })];

    static Hash256 IdOf(Event[] run) => ((Event.Started)run[0]).Run;

    static JournalLine[] Lines(Event[] run, int minute = 0) =>
        [.. run.Select((happened, i) => new JournalLine(i + 1, 0, _noon.AddMinutes(minute), IdOf(run), happened, Option<Hash256>.None))];

    static readonly JournalLine[] _run = Lines(Run(1));

    static string Brief(Hash256 run) => $"{run.ToString()[..8]}…";

    static readonly string _id = Brief(_run[0].Run);

    // The first fault, and how many lines must be missing before it.
    static (string Fault, int Missing) Of(IEnumerable<JournalLine> lines)
    {
        var order = new JournalOrder();
        foreach (var line in lines)
            if (order.FindFault(line).Case is string fault)
                return (fault, order.Missing);
        return ("", 0);
    }

    static JournalLine With(int line, Func<Event, Event> change) => _run[line] with { Event = change(_run[line].Event) };

    static JournalLine Iterate(int line, Func<IterationState<Vector>, IterationState<Vector>> change) =>
        With(line, happened => happened is Event.Iterated at ? at with { State = change(at.State) } : happened);

    static IEnumerable<JournalLine> Changed(int at, JournalLine line) => _run.Select((one, i) => i == at ? line : one);

    [Fact]
    public void A_run_and_runs_that_are_interleaved_have_no_fault()
    {
        Assert.Equal(5, _run.Length);
        Assert.Equal("", Of(_run).Fault);
        var other = Lines(Run(2));
        Assert.Equal("", Of(_run.SelectMany((line, i) => new[] { line, other[i] })).Fault);
        // The same run again, later.
        Assert.Equal("", Of([.. _run, .. Lines(Run(1), minute: 1)]).Fault);
    }

    [Fact]
    public void What_is_missing_is_counted()
    {
        Assert.Equal(($"iteration 0 of run {_id}, whose start is not before it", 1), Of(_run[1..]));
        Assert.Equal(($"iteration 1 of run {_id}, whose start is not before it", 2), Of(_run[2..]));
        Assert.Equal(("iteration 1 follows the start of its run", 1), Of([_run[0], .. _run[2..]]));
        Assert.Equal(("iteration 2 follows the start of its run", 2), Of([_run[0], .. _run[3..]]));
        Assert.Equal(("iteration 2 follows iteration 0", 1), Of([.. _run[..2], .. _run[3..]]));
        Assert.Equal(("an ending follows the start of its run", 0), Of([_run[0], _run[4]]));
        Assert.StartsWith("the trace digest ", Of([.. _run[..3], _run[4]]).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_twice_or_behind_the_end_is_told()
    {
        Assert.Equal(($"the start of run {_id} stands twice", 0), Of([_run[0], _run[0]]));
        Assert.Equal(("iteration 0 follows iteration 0", 0), Of([.. _run[..2], _run[1]]));
        Assert.Equal(($"an ending of run {_id}, which had ended", 0), Of([.. _run, _run[4]]));
        Assert.Equal($"iteration 2 of run {_id}, which had ended", Of([.. _run, _run[3]]).Fault);
        var failed = With(3, _ => new Event.Failed(new EmError.NoWeight()));
        Assert.Equal($"an ending of run {_id}, which had ended", Of(Changed(3, failed)).Fault);
        var resumed = With(3, _ => new Event.Resumed(RunEnvironment.Unknown, 0));
        Assert.Equal("", Of([.. _run[..3], resumed, .. _run[3..]]).Fault);
        Assert.Equal("a resumption stands twice", Of([.. _run[..3], resumed, resumed]).Fault);
        Assert.Equal("", Of([.. _run[..3], resumed, resumed with { Time = _noon.AddMinutes(1) }]).Fault);
        Assert.Equal($"a resumption of run {_id}, whose start is not before it", Of([resumed]).Fault);
    }

    [Fact]
    public void A_start_is_what_its_identity_says()
    {
        Assert.Equal(
            "the identity of the run is not that of its specification",
            Of([_run[0] with { Run = new Hash256(1, 2, 3, 4) }]).Fault
        );
        var specification = ((Event.Started)_run[0].Event).Specification with { Start = [1, 2] };
        var started = EmFunctional.Runs.Run.Start<Vector>(specification, RunEnvironment.Unknown, DataDescription.Unknown);
        Assert.Equal("the start has 2 numbers for 1 names", Of(Lines([started])).Fault);
    }

    [Fact]
    public void Numbers_are_as_many_as_names_and_evaluations_grow()
    {
        Assert.Equal("2 parameters for 1 names", Of(Changed(2, Iterate(2, state => state with { Parameters = [1, 2] }))).Fault);
        Assert.Equal("1 evaluations at iteration 1 follow 1", Of(Changed(2, Iterate(2, state => state with { Evaluations = 1 }))).Fault);
        Assert.Equal("0 evaluations at iteration 0 follow 0", Of(Changed(1, Iterate(1, state => state with { Evaluations = 0 }))).Fault);
        var memory = With(2, happened => (Event.Iterated)happened with { Memory = [1] });
        Assert.Equal("1 numbers are remembered for 0 names", Of(Changed(2, memory)).Fault);
        var unitless = Iterate(2, state => state with { WeightUnit = Option<double>.None });
        Assert.Equal("iteration 1 and the one before it do not both have a unit", Of(Changed(2, unitless)).Fault);
        var resumed = With(2, _ => new Event.Resumed(RunEnvironment.Unknown, 0));
        Assert.Equal("", Of([.. _run[..2], resumed, unitless]).Fault);
    }

    [Fact]
    public void The_end_has_the_digest_of_what_was_recorded()
    {
        var digests = _run.Select(line => line.Event is Event.Stopped stopped ? stopped.Trace : default).ToArray();
        var other = Changed(3, Iterate(3, state => state with { Objective = Math.BitIncrement(state.Objective) }));
        Assert.StartsWith(
            $"the trace digest {Brief(digests[4].Value)} is not that of the iterations before it, ",
            Of(other).Fault,
            StringComparison.Ordinal
        );
        // The last iterate may be kept as a digest, and its parameters with the end.
        var kept = Iterate(3, state => state with { Digest = digests[4].Value, Parameters = Vector.Empty });
        JournalLine End(Vector at) => With(4, happened => (Event.Stopped)happened with { At = at });
        Assert.Equal("", Of([.. _run[..3], kept, End([0.25])]).Fault);
        Assert.Equal("2 parameters for 1 names", Of([.. _run[..3], kept, End([0.25, 0])]).Fault);
        Assert.Equal(
            $"the parameters of iteration 2 are not those of its trace digest, {Brief(digests[4].Value)}",
            Of([.. _run[..3], kept, End([0.5])]).Fault
        );
        var failed = With(4, _ => new Event.Failed(new EmError.NoWeight()) { At = Vector.Create([0.5]) });
        Assert.Equal(
            $"the parameters of iteration 2 are not those of its trace digest, {Brief(digests[4].Value)}",
            Of([.. _run[..3], kept, failed]).Fault
        );
    }

    [Fact]
    public void A_failure_before_any_run_has_no_start()
    {
        var failed = With(4, _ => new Event.Failed(new EmError.NoWeight()));
        Assert.Equal("", Of([failed with { Run = default(Hash256) }]).Fault);
        Assert.Equal($"a failure of run {_id}, whose start is not before it", Of([failed]).Fault);
    }

    [Fact]
    public void Of_a_tournament_a_run_starts_when_the_one_before_it_has_ended_and_the_winner_from_its_start()
    {
        var tournament = new Hash256(5, 6, 7, 8);
        var (one, other) = (Run(1, RunParent.OfStart(tournament, 0, 2)), Run(2, RunParent.OfStart(tournament, 1, 2)));
        var winner = Run(1, new RunParent(IdOf(one), 0, RunParent.Winner));
        Assert.Equal("", Of([.. Lines(one), .. Lines(other), .. Lines(winner)]).Fault);
        Assert.Equal(("a run of a tournament starts before the one before it has ended", 1), Of([.. Lines(one)[..4], .. Lines(other)]));
        Assert.Equal(
            "a run of a tournament starts before the one before it has ended",
            Of([.. Lines(one), .. Lines(other)[..4], .. Lines(winner)]).Fault
        );
        Assert.Equal("", Of([.. Lines(one)[..4], .. Lines(Run(2, RunParent.OfStart(new Hash256(9, 9, 9, 9), 1, 2)))]).Fault);
        Event[] late = Run(1, new RunParent(IdOf(one), 1, RunParent.Winner));
        Assert.Equal(
            $"run {Brief(IdOf(late))} starts at another iteration than its parent has come to",
            Of([.. Lines(one), .. Lines(other), .. Lines(late)]).Fault
        );
        Event[] round = Run(0.25, new RunParent(IdOf(one), 2, RunParent.Round));
        Assert.Equal("", Of([.. Lines(one), .. Lines(round)]).Fault);
        Event[] early = Run(0.25, new RunParent(IdOf(one), 1, RunParent.Round));
        Assert.Contains(
            "starts at another iteration than its parent",
            Of([.. Lines(one), .. Lines(early)]).Fault,
            StringComparison.Ordinal
        );
    }
}
