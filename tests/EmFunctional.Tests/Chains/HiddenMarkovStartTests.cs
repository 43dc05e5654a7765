using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Chains;

public class HiddenMarkovStartTests
{
    // States that follow each other as a rule says nine times in ten, and show their own symbol nine times in ten.
    static HiddenMarkovData Drawn(int states, Func<int, int> next, ulong seed)
    {
        var (draws, state) = (new Seed(seed), 0);
        return HiddenMarkovData
            .Create([
                Enumerable
                    .Range(0, 1500)
                    .Select(t =>
                    {
                        state = draws.Uniform(3 * t) < 0.9 ? next(state) : draws.Below(3 * t + 2, states);
                        return draws.Uniform(3 * t + 1) < 0.9 ? $"{state}" : $"{draws.Below(3 * t + 2, states)}";
                    })
                    .ToArray(),
            ])
            .OrThrow();
    }

    static double Independent(HiddenMarkovData data) =>
        data.Sequences[0].GroupBy(symbol => symbol).Sum(group => group.Count() * Math.Log(group.Count() / 1500.0));

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    [InlineData(3, 0)]
    public void Short_runs_find_what_follows_what(int states, int step)
    {
        var data = Drawn(states, state => (state + step) % states, 100 + (ulong)(10 * states + step));
        var problem = Problem.Of(HiddenMarkov.Of(states, states), data).OrThrow();
        var end = Em.Fit(problem, HiddenMarkovStart.ShortRuns(problem, data, states, new(1))).OrThrow();
        Assert.True(end.State.Objective > Independent(data) + 300, $"{end.State.Objective}");
        Assert.Equal(
            HiddenMarkovStart.ShortRuns(problem, data, states, new(1)),
            HiddenMarkovStart.ShortRuns(problem, data, states, new(1))
        );
    }

    [Fact]
    public void The_start_that_presumes_sticky_states_ends_where_all_do_the_same()
    {
        var data = Drawn(2, state => 1 - state, 7);
        var end = Em.Fit(HiddenMarkov.Of(2, 2), data, HiddenMarkovStart.Leaning(data, 2)).OrThrow();
        Assert.InRange(end.State.Objective - Independent(data), -1e-6, 0.1);
    }
}
