using System.Collections.Generic;
using System.Linq;
using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using EmFunctional.Iterating;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Streams;

/// <summary>Operators in virtual time: an iterate a second, and what comes out when.</summary>
public class OperatorTests
{
    readonly HistoricalScheduler _clock = new(DateTimeOffset.UnixEpoch);

    // Objectives −10, −4, −6, −3, −3, −2, one a second, then the end.
    IObservable<IterationState<double>> States =>
        Observable.Generate(
            0,
            i => i < 6,
            i => i + 1,
            i => Trace.State(i, new[] { -10.0, -4, -6, -3, -3, -2 }[i], slack: 5),
            _ => TimeSpan.FromSeconds(1),
            _clock
        );

    [Fact]
    public void Every_nth_and_the_last()
    {
        Assert.Equal(["1: 0", "4: 3", "6: 5", "6: end"], Record(States.Every(3), s => s.Iteration));
        Assert.Equal(["1: 0", "6: 5", "6: end"], Record(States.Every(5), s => s.Iteration));
        Assert.Throws<ArgumentOutOfRangeException>(() => States.Every(0));
    }

    [Fact]
    public void The_best_so_far() =>
        Assert.Equal(["1: 0", "2: 1", "3: 1", "4: 3", "5: 3", "6: 5", "6: end"], Record(States.BestSoFar(), s => s.Iteration));

    [Fact]
    public void Only_improvements() =>
        Assert.Equal(["1: 0", "2: 1", "4: 3", "6: 5", "6: end"], Record(States.Improvements(), s => s.Iteration));

    [Fact]
    public void The_gain_between_iterations() =>
        Assert.Equal(["2: 6", "3: -2", "4: 3", "5: 0", "6: 1", "6: end"], Record(States.Gains(), gained => gained.Gain));

    [Fact]
    public void A_rule_ends_the_stream_with_the_deciding_state_at_its_time() =>
        Assert.Equal(["1: 0", "2: 1", "3: 2", "3: end"], Record(States.UntilConverged(StopRule.Iterations(2)), s => s.Iteration));

    [Fact]
    public void Disposing_in_the_middle_ends_it_there()
    {
        var seen = new List<int>();
        var subscription = States.UntilConverged(StopRule.Default).Subscribe(state => seen.Add(state.Iteration));
        _clock.AdvanceBy(TimeSpan.FromSeconds(2.5));
        subscription.Dispose();
        _clock.Start();
        Assert.Equal([0, 1], seen);
    }

    List<string> Record<T, TShown>(IObservable<T> stream, Func<T, TShown> shown)
    {
        var (recorded, begin) = (new List<string>(), _clock.Now);
        string At(string what) => $"{(_clock.Now - begin).TotalSeconds}: {what}";
        using var subscription = stream.Subscribe(
            x => recorded.Add(At($"{shown(x)}")),
            e => recorded.Add(At(e.Message)),
            () => recorded.Add(At("end"))
        );
        _clock.Start();
        return recorded;
    }
}
