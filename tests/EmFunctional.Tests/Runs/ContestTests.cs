using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;
using LanguageExt;
using Event = EmFunctional.Runs.RunEvent<double>;

namespace EmFunctional.Tests.Runs;

/// <summary>What the events of several runs amount to, and what the parent of a run says of its place among them.</summary>
public class ContestTests
{
    static readonly Problem<double> _problem = Problem.Of(Trace.Shrinking, 0.5).OrThrow();

    static Event Started(Option<RunParent> parent) =>
        Run.Start<double>(
            RunSpecification.Of(_problem, 1.0, StopRule.Default, new() { Parent = parent }),
            RunEnvironment.Unknown,
            DataDescription.Unknown
        );

    static Event Start(int place, int count) => Started(RunParent.OfStart(default, place, count));

    static Event At(int iteration, double objective, int evaluations) =>
        new Event.Iterated(Trace.State(iteration, objective) with { Evaluations = evaluations }, Vector.Empty);

    static Event Stopped(StopReason reason) => new Event.Stopped(reason, Option<double>.None, TraceDigest.Empty);

    static readonly Event _converged = Stopped(new StopReason.Converged("aitken", 1e-7, 1e-6));

    static Contest Of(params Event[] events) => events.Aggregate(Contest.Nothing, (seen, happened) => seen.Add(happened));

    [Fact]
    public void A_run_alone_counts_its_iterations_and_evaluations_and_is_no_contestant()
    {
        var contest = Of(Started(Option<RunParent>.None), At(0, -3, 1), At(1, -2, 3), At(2, -1, 5), _converged);
        Assert.Equal((1, 2, 5, 0), (contest.Runs, contest.Iterations, contest.Evaluations, contest.Starts));
        Assert.Empty(contest.Outcomes);
        Assert.Empty(contest.Optima.ToArray());
    }

    [Fact]
    public void The_winner_that_is_told_again_counts_once()
    {
        Event[] one = [Start(0, 2), At(0, -3, 1), At(1, -1, 2), _converged];
        Event[] other = [Start(1, 2), At(0, -4, 1), At(1, -2, 4), _converged];
        Event[] again = [Started(new RunParent(default, 0, RunParent.Winner)), .. one.Skip(1)];
        var contest = Of([.. one, .. other, .. again]);
        Assert.Equal((2, 2, 6, 2), (contest.Runs, contest.Iterations, contest.Evaluations, contest.Starts));
        Assert.Equal(["start 1 of 2", "start 2 of 2"], contest.Outcomes.Map(outcome => outcome.Name).ToArray());
        Assert.Equal([-1, -2], contest.Outcomes.Map(outcome => outcome.Objective).ToArray());
    }

    [Fact]
    public void What_came_of_a_start_is_known_by_how_it_ended()
    {
        static Outcome Last(params Event[] ending) => Of([Start(0, 3), At(0, -3, 1), .. ending]).Outcomes.Last();
        Assert.Equal(new("start 1 of 3", -3, false, false), Last());
        Assert.Equal(new("start 1 of 3", -3, true, false) { IsOver = true }, Last(_converged));
        Assert.Equal(new("start 1 of 3", -3, false, false) { IsOver = true }, Last(Stopped(new StopReason.Exhausted("iterations", 2, 2))));
        Assert.Equal(new("start 1 of 3", -3, false, true) { IsOver = true }, Last(Stopped(new StopReason.Decreased(1, -3, -4, 1e-9))));
        Assert.Equal(new("start 1 of 3", -3, false, true) { IsOver = true }, Last(new Event.Failed(new EmError.NoWeight())));
        Assert.Equal(new("start 1 of 3", -3, false, false), Last(new Event.Resumed(RunEnvironment.Unknown, 0)));
    }

    [Fact]
    public void What_takes_the_place_of_a_contestant_has_its_name_and_its_outcome()
    {
        var restart = Started(new RunParent(default, 1, RunParent.Of("start 1 of 2", "restart")));
        var contest = Of(Start(0, 2), At(0, -3, 1), new Event.Failed(new EmError.NoWeight()), restart, At(0, -2, 1), _converged);
        var outcome = Assert.Single(contest.Outcomes);
        Assert.Equal(new("start 1 of 2", -2, true, false) { IsOver = true }, outcome);
        Assert.Equal((2, 2, 2), (contest.Runs, contest.Starts, contest.Evaluations));
    }

    [Fact]
    public void Ends_that_are_near_are_one_optimum_and_only_those_that_converged_count()
    {
        double[] ends = [-2, -1 - Contest.Near / 2, -1, -2 - 2 * Contest.Near, -0.5];
        var contest = Of([
            .. ends.SelectMany(
                (end, i) => new[] { Start(i, 5), At(0, end, 1), i < 4 ? _converged : Stopped(new StopReason.Exhausted("iterations", 1, 1)) }
            ),
        ]);
        Assert.Equal([new(-1, 2), new(-2, 1), new(-2 - 2 * Contest.Near, 1)], contest.Optima.ToArray());
    }

    [Theory]
    [InlineData("start 2 of 8", "start 2 of 8", 2, 8, "start 2 of 8", true)]
    [InlineData("start 2 of 8, restart", "start 2 of 8", 2, 8, "restart", true)]
    [InlineData("start 8 of 8", "start 8 of 8", 8, 8, "start 8 of 8", true)]
    [InlineData("start 0 of 8", "start 0 of 8", 0, 0, "start 0 of 8", true)]
    [InlineData("start 9 of 8", "start 9 of 8", 0, 0, "start 9 of 8", true)]
    [InlineData("start x of 8", "start x of 8", 0, 0, "start x of 8", true)]
    [InlineData("start 1 of y", "start 1 of y", 0, 0, "start 1 of y", true)]
    [InlineData("start 1", "start 1", 0, 0, "start 1", true)]
    [InlineData("winner", "", 0, 0, "winner", false)]
    [InlineData("restart", "", 0, 0, "restart", false)]
    [InlineData("round", "", 0, 0, "round", true)]
    public void The_words_of_a_parent_tell_which_start_the_run_comes_from(
        string why,
        string contestant,
        int start,
        int count,
        string policy,
        bool isContestant
    )
    {
        var parent = new RunParent(default, 0, why);
        Assert.Equal(contestant, parent.Contestant.IfNone(""));
        Assert.Equal((start, count), parent.Place.IfNone((0, 0)));
        Assert.Equal((policy, isContestant), (parent.Policy, parent.IsContestant));
        Assert.Equal(start > 1, parent.IsOfLaterStart);
    }

    [Fact]
    public void A_run_begins_where_its_parent_ended_under_another_rule_and_in_a_further_round()
    {
        static bool Continues(string why) => new RunParent(default, 0, why).Continues;
        Assert.True(Continues("rule"));
        Assert.True(Continues(RunParent.Round));
        Assert.False(Continues(RunParent.Winner));
        Assert.False(Continues("restart"));
    }
}
