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
using Event = EmFunctional.Runs.RunEvent<EmFunctional.Families.MixtureParameters>;

namespace EmFunctional.Tests.Runs;

/// <summary>What a run is known by, what its events carry, and how what a journal left out is computed again.</summary>
public class RunPartsTests
{
    static readonly Mixture _coins = Mixture.Of<Coin>(2);
    static readonly Problem<MixtureParameters> _problem = Problem.Of(_coins, Sample.DoBatzoglou).OrThrow();

    static Event[] Events(RunOptions<MixtureParameters>? options = null, int iterations = 4) =>
        [.. Run.Of(_problem, Sample.ArticleStart, StopRule.Iterations(iterations), options ?? new())];

    static RunState<MixtureParameters> Folded(IEnumerable<Event> events, int iterations = 4) =>
        Run.Fold(RunState.Begin(_problem.Chart, StopRule.Iterations(iterations)), events);

    static RunSpecification Specified(RunOptions<MixtureParameters> options) =>
        RunSpecification.Of(_problem, Sample.ArticleStart, StopRule.Iterations(4), options);

    // Journals that were written keep their identities: these bytes do not change.
    [Fact]
    public Task The_identity_of_a_run_and_the_digest_of_no_iterates_stay_what_they_are()
    {
        var parent = new RunParent(new Canonical().Add("parent").Hash(), 3, "rule");
        return Snapshot.Match(
            string.Join(
                '\n',
                $"run: {Specified(new()).Id}",
                $"seeded child: {Specified(new() { Seed = 0x0123_4567_89AB_CDEF, Parent = parent }).Id}",
                $"run without data: {(Specified(new()) with { Data = Option<Hash256>.None }).Id}",
                $"no iterates: {TraceDigest.Empty}",
                $"tournament: {Tournament.Identify(_problem.Chart, [Sample.ArticleStart, Sample.ArticleStart])}"
            )
        );
    }

    [Fact]
    public void All_64_bits_of_a_seed_are_part_of_the_identity()
    {
        ulong[] seeds = [0, 1, 1UL << 31, 1UL << 32, 1UL << 63];
        Assert.Equal(seeds.Length, seeds.Select(seed => Specified(new() { Seed = seed }).Id).Distinct().Count());
    }

    [Fact]
    public void Each_start_is_part_of_the_identity_of_a_tournament()
    {
        var other = _coins.At(("theta", [0.3, 0.9])).OrThrow();
        Assert.NotEqual(
            Tournament.Identify(_problem.Chart, [Sample.ArticleStart, other]),
            Tournament.Identify(_problem.Chart, [other, Sample.ArticleStart])
        );
    }

    [Fact]
    public void A_diagnostic_is_part_of_the_trace()
    {
        var state = Folded(Events()).Last.Map(last => last.State).IfNone(() => throw new InvalidOperationException());
        var found = state with { Diagnostics = Diagnostic.Unobserved.Of(1) };
        Assert.NotEqual(TraceDigest.Empty.Add(_problem.Chart, state), TraceDigest.Empty.Add(_problem.Chart, found));
    }

    [Fact]
    public void The_first_of_several_starts_is_none_of_the_later_ones()
    {
        Assert.False(RunParent.OfStart(default, 0, 2).IsOfLaterStart);
        Assert.True(RunParent.OfStart(default, 1, 2).IsOfLaterStart);
    }

    [Fact]
    public void Of_an_unknown_environment_nothing_is_said() => Assert.Equal(new("", "", "", ""), RunEnvironment.Unknown);

    [Fact]
    public void A_later_start_keeps_one_hash_of_the_data_and_any_other_run_as_many_as_fit()
    {
        var hashes = DataHashes.Create("rows", new Canonical().Add("x"), 3 * 4096, (bytes, first, _) => bytes.Add(first));
        int Kept(RunParent parent) =>
            Run.Start<MixtureParameters>(Specified(new() { Parent = parent }), RunEnvironment.Unknown, DataDescription.Unknown, hashes)
                is Event.Started { Hashes.Case: DataHashes kept }
                ? kept.Hashes.Count
                : 0;
        Assert.Equal((3, 1), (Kept(RunParent.OfStart(default, 0, 2)), Kept(RunParent.OfStart(default, 1, 2))));
    }

    [Fact]
    public void Events_keep_what_they_carry_when_their_parameters_are_mapped()
    {
        var hashes = DataHashes.Create("rows", new Canonical().Add("x"), 1, (bytes, first, _) => bytes.Add(first));
        var start = Run.Start<MixtureParameters>(Specified(new()), RunEnvironment.Unknown, DataDescription.Unknown, hashes);
        Assert.Equal(hashes, ((RunEvent<Vector>.Started)start.Map(_problem.Chart.ToFlat)).Hashes);
        var stopped = (Event.Stopped)Events()[^1] with { At = Sample.ArticleStart };
        Assert.Equal(_problem.Chart.ToFlat(Sample.ArticleStart), ((RunEvent<Vector>.Stopped)stopped.Map(_problem.Chart.ToFlat)).At);
        var failed = new Event.Failed(new EmError.NoRows("data")) { At = Sample.ArticleStart };
        Assert.Equal(_problem.Chart.ToFlat(Sample.ArticleStart), ((RunEvent<Vector>.Failed)failed.Map(_problem.Chart.ToFlat)).At);
    }

    [Fact]
    public void Nothing_settles_a_run_that_has_ended()
    {
        var events = Events();
        Assert.IsType<Event.Stopped>(Run.Settle(Folded(events.SkipLast(1))).Case);
        Assert.True(Run.Settle(Folded(events)).IsNone);
    }

    [Fact]
    public void Events_without_an_ending_are_no_fit()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Fitted.From(Events().SkipLast(1)));
        Assert.StartsWith("the run has no ending", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_and_a_resumed_run_take_the_algorithm_that_they_are_given()
    {
        var rule = StopRule.Iterations(4);
        var (plain, fast) = (Events(), Events(new() { Algorithm = Algorithm.Squarem }));
        Assert.Equal(Fitted.From(fast).OrThrow(), Fitted.Of(_problem, Sample.ArticleStart, rule, Algorithm.Squarem).OrThrow());
        foreach (var (events, algorithm) in new[] { (plain, null), (fast, (Iterate<MixtureParameters>?)Algorithm.Squarem) })
        {
            var resumed = Run.Resume(_problem, Folded(events.Take(3)), new(RunEnvironment.Unknown, 0), algorithm);
            Assert.Equal(events.Skip(3), resumed.Skip(1));
        }
    }

    // A journal of a large model keeps digests of most iterates.
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void What_is_known_by_its_digest_only_is_computed_from_the_newest_iterate_whose_numbers_are_known(int cut)
    {
        var (whole, told) = (Events(), new List<Event>());
        foreach (var happened in whole.Take(cut + 1))
            told.Add(
                happened is Event.Iterated { State.Iteration: > 0 } at
                    ? at with
                    {
                        State = at.State with { Digest = Folded(whole.Take(told.Count + 1)).Trace.Value, Parameters = null! },
                    }
                    : happened
            );
        var run = Folded(told);
        Assert.Equal(Folded(whole.Take(cut + 1)).Trace, run.Trace);
        var resumed = Run.Resume(_problem, run, new(RunEnvironment.Unknown, 0)).Skip(1).ToArray();
        Assert.Equal(whole.Skip(cut + 1).Select(e => e.GetType()), resumed.Select(e => e.GetType()));
        Assert.Equal(Folded(whole).Trace, ((Event.Stopped)resumed[^1]).Trace);
        Assert.True(cut < 5 || ((Event.Stopped)resumed[^1]).At.IsSome); // its numbers come with the ending
        var other = Run.Reached(run with { Trace = TraceDigest.Empty }, _problem, Algorithm.Plain(_problem.Evaluate, _problem.Chart));
        Assert.IsType<EmError.OtherTrace>(other.Case);
    }

    [Fact]
    public void One_start_is_no_contest_and_several_are_computed_as_they_are_asked_to_be()
    {
        Event[] Told(int starts, ComputeRuns<MixtureParameters> compute) =>
            [
                .. Tournament.Events(
                    _problem,
                    Enumerable.Repeat(Sample.ArticleStart, starts).ToArray(),
                    StopRule.Iterations(4),
                    new(),
                    compute
                ),
            ];
        var asked = 0;
        ComputeRuns<MixtureParameters> counting = runs =>
        {
            asked++;
            return runs;
        };
        Assert.Equal(Events(), Told(1, counting));
        Assert.Equal(0, asked);
        Assert.Equal(3, Told(2, counting).OfType<Event.Started>().Count());
        Assert.Equal(1, asked);
    }
}
