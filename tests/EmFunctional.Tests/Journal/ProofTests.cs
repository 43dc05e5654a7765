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

/// <summary>Whatever of a run's record is not what comes out again is found, and told where: the line, the iteration, the field, and both values.</summary>
public class ProofTests
{
    static readonly Problem<Vector> _problem = Problem.Of(Trace.Shrinking, 0.5).OrThrow().OnChart();

    // Below this no M-step is possible.
    const double Least = 0.2;

    static readonly Problem<Vector> _failing = Problem
        .Of(
            Trace.Shrinking with
            {
                EStep = (rate, theta) =>
                    _ => theta < Least ? new EmError.NoWeight() : new Expectation<Vector>([rate * theta], -theta * theta),
            },
            0.5
        )
        .OrThrow()
        .OnChart();

    static Event[] Run(double start = 1, int iterations = 2, Option<RunParent> parent = default, Problem<Vector>? problem = null) =>
        [.. EmFunctional.Runs.Run.Of(problem ?? _problem, [start], StopRule.Iterations(iterations), new() { Parent = parent })];

    static JournalLine[] Lines(params Event[][] runs) =>
        [
            .. runs.SelectMany(run => run.Select(happened => (((Event.Started)run[0]).Run, Event: happened)))
                .Select((one, i) => new JournalLine(i + 1, 0, default, one.Run, one.Event, default)),
        ];

    static readonly JournalLine[] _run = Lines(Run());

    static Either<EmError, Proof> Prove(IEnumerable<JournalLine> lines, Problem<Vector>? problem = null) =>
        JournalProof.Of(lines, _ => new Recomputation(problem ?? _problem, Algorithm.Plain));

    static string Found(IEnumerable<JournalLine> lines, Problem<Vector>? problem = null) =>
        Prove(lines, problem).OrThrow().Discrepancy.Map(found => $"{found}").IfNone("none");

    // What is found where the event of a line is another.
    static string Found(int line, Func<Event, Event> change) =>
        Found(_run.Select((one, i) => i + 1 == line ? one with { Event = change(one.Event) } : one));

    static string Iterate(Func<IterationState<Vector>, IterationState<Vector>> change) =>
        Found(3, happened => ((Event.Iterated)happened) with { State = change(((Event.Iterated)happened).State) });

    static string Stop(Func<Event.Stopped, Event.Stopped> change) => Found(5, happened => change((Event.Stopped)happened));

    static JournalLine[] Started(Func<RunSpecification, RunSpecification> change, params JournalLine[] lines) =>
        [
            .. lines.Select(line =>
                line.Event is Event.Started started
                    ? line with
                    {
                        Event = started with { Specification = change(started.Specification) },
                    }
                    : line
            ),
        ];

    [Fact]
    public void A_run_that_comes_out_again_is_proved_and_counted() =>
        Assert.Equal(new Proof(Option<Discrepancy>.None, 2, 7, 2, 0), Prove(Lines(Run(), Run(2, 3))).OrThrow());

    [Fact]
    public void Every_number_of_an_iterate_is_compared()
    {
        Assert.Equal("iteration 7, iteration: recorded 7, recomputed 1 (line 3)", Iterate(state => state with { Iteration = 7 }));
        Assert.Equal("iteration 1, evaluations: recorded 9, recomputed 2 (line 3)", Iterate(state => state with { Evaluations = 9 }));
        Assert.StartsWith("iteration 1, theta: recorded 7.5", Iterate(state => state with { Parameters = [0.75] }));
        Assert.EndsWith(
            "recomputed -2.5000000000000000e-001, 1 ulp apart (line 3)",
            Iterate(state => state with { Objective = Math.BitIncrement(-0.25) })
        );
        Assert.StartsWith("iteration 1, objective: recorded ", Iterate(state => state with { Objective = Math.BitIncrement(-0.25) }));
        Assert.StartsWith("iteration 1, residual: recorded 9.0", Iterate(state => state with { Residual = 9 }));
        Assert.StartsWith("iteration 1, slack: recorded 9", Iterate(state => state with { Slack = 9 }));
        Assert.StartsWith("iteration 1, unit: recorded 9.0", Iterate(state => state with { WeightUnit = 9 }));
        Assert.Equal(
            "iteration 1, findings: recorded component 1 is responsible for no data; its parameters were kept, recomputed none (line 3)",
            Iterate(state => state with { Diagnostics = Arr.create<Diagnostic>(new Diagnostic.Empty(1)) })
        );
        // Before there were units, residuals and slacks were defined otherwise.
        Assert.Equal("none", Iterate(state => state with { WeightUnit = Option<double>.None, Residual = 9, Slack = 9 }));
    }

    [Fact]
    public void Why_a_run_stopped_and_that_it_did_not_before_is_computed_again()
    {
        var other = new StopReason.Converged("aitken", 1e-9, 1e-6);
        var (was, now) = (((Event.Stopped)_run[4].Event).Reason, (StopReason)other);
        Assert.Equal($"iteration 2, stop: recorded {now}, recomputed {was} (line 5)", Stop(stop => stop with { Reason = other }));
        Assert.StartsWith("iteration 2, remaining gain: recorded 1.70", Stop(stop => stop with { Remaining = 17 }));
        Assert.Equal($"iteration 1, stop: recorded {was}, recomputed the rule goes on (line 4)", Found(Lines([.. Run()[..3], Run()[4]])));
        // A rule that had stopped it before, and a longer one.
        Assert.Equal(
            $"iteration 3, stop: recorded none before this, recomputed before this, {was} (line 5)",
            Found(Started(run => run with { Rule = "iterations(2)" }, Lines(Run(1, 3))))
        );
        Assert.Equal(
            $"iteration 2, stop: recorded {was}, recomputed the rule goes on (line 5)",
            Found(Started(run => run with { Rule = "iterations(3)" }, _run))
        );
    }

    [Fact]
    public void The_stop_of_a_rule_of_ones_own_and_of_a_run_before_units_is_taken_as_recorded()
    {
        var own = Prove(Started(run => run with { Rule = "when I say so" }, _run)).OrThrow();
        Assert.Equal(new Proof(Option<Discrepancy>.None, 1, 3, 1, 1), own);
        var unitless = _run.Select(line =>
            line.Event is Event.Iterated at
                ? line with
                {
                    Event = at with { State = at.State with { WeightUnit = Option<double>.None } },
                }
                : line
        );
        Assert.Equal(new Proof(Option<Discrepancy>.None, 1, 3, 1, 1), Prove(unitless).OrThrow());
    }

    [Fact]
    public void That_a_run_failed_and_why_is_computed_again()
    {
        var failed = Lines(Run(iterations: 9, problem: _failing));
        var last = Assert.IsType<Event.Failed>(failed[^1].Event);
        Assert.IsType<EmError.NoWeight>(last.Error);
        Assert.Equal("none", Found(failed, _failing));
        var at = ((Event.Iterated)failed[^2].Event).State.Iteration;
        Assert.Equal(
            $"iteration {at}, failure: recorded Decreased, recomputed NoWeight (line {failed.Length})",
            Found([.. failed[..^1], failed[^1] with { Event = new Event.Failed(new EmError.Recorded("Decreased", "it fell")) }], _failing)
        );
        Assert.Equal(
            "iteration 1, failure: recorded NoWeight, recomputed none, the run goes on (line 4)",
            Found([.. _run[..3], _run[3] with { Event = new Event.Failed(new EmError.NoWeight()) }])
        );
        // What fails here and did not there is the error of the mathematics.
        Assert.Equal(new EmError.NoWeight(), Prove(Lines(Run(iterations: 9)), _failing).LeftAsEnumerable().Single());
    }

    [Fact]
    public void The_model_and_the_data_are_those_of_the_run()
    {
        string Differs(Func<RunSpecification, RunSpecification> change) => Found(Started(change, _run));
        Assert.Equal("iteration 0, model: recorded growing, recomputed shrinking (line 1)", Differs(run => run with { Model = "growing" }));
        Assert.Equal(
            "iteration 0, parameters: recorded phi, recomputed theta (line 1)",
            Differs(run => run with { ParameterNames = Arr.create("phi") })
        );
        Assert.Equal(
            "iteration 0, what is remembered: recorded step, recomputed  (line 1)",
            Differs(run => run with { MemoryNames = Arr.create("step") })
        );
        Assert.Equal("iteration 0, blocks: recorded 3, recomputed 1 (line 1)", Differs(run => run with { Blocks = 3 }));
        var hash = _problem.Identify().Map(id => $"{id}").IfNone("");
        Assert.Equal(
            $"iteration 0, data: recorded {new Hash256(1, 2, 3, 4)}, recomputed {hash} (line 1)",
            Differs(run => run with { Data = new Hash256(1, 2, 3, 4) })
        );
        // A journal without a hash of its data is proved by its numbers.
        Assert.Equal("none", Differs(run => run with { Data = Option<Hash256>.None }));
    }

    [Fact]
    public void A_run_that_goes_on_from_another_begins_where_that_ended()
    {
        var parent = Run();
        var id = ((Event.Started)parent[0]).Run;
        JournalLine[] From(double start, int iteration, string why) => Lines(parent, Run(start, 3, new RunParent(id, iteration, why)));
        Assert.Equal(new Proof(Option<Discrepancy>.None, 2, 7, 1, 0), Prove(From(0.25, 2, "rule")).OrThrow());
        Assert.StartsWith("iteration 0, start of theta: recorded 5.0", Found(From(0.5, 2, "rule")));
        Assert.Equal("iteration 0, iterations of the parent: recorded 1, recomputed 2 (line 6)", Found(From(0.25, 1, "rule")));
        // The best of several starts is told again from its start.
        Assert.Equal(new Proof(Option<Discrepancy>.None, 2, 7, 1, 0), Prove(From(1, 0, RunParent.Winner)).OrThrow());
        Assert.StartsWith("iteration 0, start of theta: recorded 2.0", Found(From(2, 0, RunParent.Winner)));
        // Whose parent is not in the journal, or has no iterate, is taken as recorded.
        Assert.Equal(1, Prove(From(0.25, 2, "rule")[5..]).OrThrow().GivenStarts);
        var many = Started(run => run.Parent.IsSome ? run with { Start = [0.25, 1] } : run, From(0.25, 2, "rule"));
        Assert.Equal("iteration 0, numbers of the start: recorded 2, recomputed 1 (line 6)", Found(many));
    }

    [Fact]
    public void A_run_in_the_place_of_one_that_failed_begins_where_the_policy_leads()
    {
        var failed = Run(iterations: 9, problem: _failing);
        var id = ((Event.Started)failed[0]).Run;
        var after = ((Event.Iterated)failed[^2]).State.Iteration;
        Option<FallbackRun<Vector>> None(EmError why, Option<Vector> last, int failures) => Option<FallbackRun<Vector>>.None;
        Option<FallbackRun<Vector>> Jitter(EmError why, Option<Vector> last, int failures) =>
            new FallbackRun<Vector>(_failing, [last.IfNone([0.0])[0] + 1], "jitter", None);
        string Proved(double start, string why = "jitter", Fallback<Vector>? policy = null, Event[]? before = null) =>
            JournalProof
                .Of(
                    Lines(before ?? failed, Run(start, 1, new RunParent(id, after, why), _failing)),
                    _ => new Recomputation(_failing, Algorithm.Plain) { Fallback = policy ?? Jitter }
                )
                .OrThrow()
                .Discrepancy.Map(found => $"{found}")
                .IfNone("none");
        var start = ((Event.Iterated)failed[^2]).State.Parameters[0] + 1;
        var line = failed.Length + 1;
        Assert.Equal("none", Proved(start));
        Assert.StartsWith("iteration 0, start of theta: recorded 3.0", Proved(3));
        Assert.Equal($"iteration 0, reason to start: recorded drop, recomputed jitter (line {line})", Proved(start, "drop"));
        Assert.Equal(
            $"iteration 0, reason to start: recorded jitter, recomputed nothing takes its place (line {line})",
            Proved(start, policy: None)
        );
        Assert.Equal("iteration 1, run before this: recorded fails, recomputed goes on (line 4)", Proved(start, before: failed[..3]));
    }

    [Fact]
    public void What_cannot_be_opened_again_is_its_error()
    {
        var error = JournalProof.Of(_run, _ => Prelude.Left<EmError, Recomputation>(new EmError.NoWeight())).LeftAsEnumerable().Single();
        Assert.Equal(new EmError.NoWeight(), error);
        Assert.Equal(new Proof(Option<Discrepancy>.None, 0, 0, 0, 0), Prove([]).OrThrow());
    }
}
