using System.Collections.Generic;
using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Threading;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Numerics;
using EmFunctional.Streams;

namespace EmFunctional.Tests.Online;

/// <summary>A slow subscriber never makes a queue grow without bound.</summary>
public class BackPressureTests
{
    static readonly Mixture _counts = Mixture.Of<Poisson>(2);
    static readonly MixtureParameters _start = _counts.At(("rate", [1, 9])).OrThrow();

    [Fact]
    public void Rows_wait_for_a_slow_subscriber_where_all_is_on_one_thread()
    {
        var (brought, most) = (0, 0);
        Rows(1000, () => brought++)
            .Pipe(rows => Em.Online(_counts, rows, _start, new() { Batch = 10 }))
            .Subscribe(state => most = Math.Max(most, brought - 10 * Math.Max(1, state.Iteration)));
        Assert.Equal((1000, 0), (brought, most)); // never more than the batch that is learned
    }

    [Fact]
    public void Rows_wait_for_a_slow_subscriber_on_another_thread_in_a_bounded_queue()
    {
        const int capacity = 50;
        var (brought, most) = (0, 0);
        using var over = new ManualResetEventSlim();
        Em.Online(_counts, Rows(20_000, () => Interlocked.Increment(ref brought)).Bounded(capacity), _start, new() { Batch = 10 })
            .Subscribe(
                state =>
                {
                    Thread.SpinWait(20_000);
                    most = Math.Max(most, Volatile.Read(ref brought) - 10 * state.Iteration);
                },
                over.Set
            );
        over.Wait();
        Assert.Equal(20_000, brought);
        // Those in the queue, those of the batch in hand (two at iterate 0), and the one that waits for its place.
        Assert.InRange(most, 1, capacity + 2 * 10 + 1);
    }

    [Fact]
    public void The_queue_keeps_order_end_and_error()
    {
        Assert.Equal(Enumerable.Range(0, 10_000), Observable.Range(0, 10_000).Bounded(3).ToEnumerable());
        Assert.Throws<InvalidOperationException>(() =>
            Observable.Range(0, 10).Concat(Observable.Throw<int>(new InvalidOperationException())).Bounded(3).Wait()
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => Observable.Range(0, 10).Bounded(0));
    }

    [Fact]
    public void Who_no_longer_listens_lets_the_rows_go_on_to_nothing()
    {
        var endless = Observable.Generate(0, _ => true, i => i + 1, i => i, NewThreadScheduler.Default);
        Assert.Equal([0, 1, 2], endless.Bounded(2).Take(3).ToEnumerable());
    }

    static IObservable<double> Rows(int count, Action bring)
    {
        IEnumerable<double> All()
        {
            var seed = new Seed(1);
            for (var i = 0; i < count; i++)
            {
                bring();
                yield return seed.Poisson(i, i % 2 == 0 ? 2 : 9);
            }
        }
        return All().ToObservable();
    }
}

static class Piped
{
    public static TTo Pipe<TFrom, TTo>(this TFrom from, Func<TFrom, TTo> to) => to(from);
}
