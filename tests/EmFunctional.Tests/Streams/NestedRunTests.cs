using System.Collections.Generic;
using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Streams;

/// <summary>Runs within the steps of others, and runs that somebody else ends: what is promised beside the scheduler in the README.</summary>
public class NestedRunTests
{
    static readonly TimeSpan _long = TimeSpan.FromSeconds(30);

    static IObservable<IterationState<double>> Endless(IScheduler? scheduler = null) => Em.Observe(Trace.Shrinking, 0.99, 1.0, scheduler);

    static IObservable<IterationState<double>> Bounded(int iterations) => Endless().UntilConverged(StopRule.Iterations(iterations));

    // On a thread of its own, so that a deadlock is a failure of this test and no more.
    static Task<T> Elsewhere<T>(Func<T> work) => Task.Factory.StartNew(work, TaskCreationOptions.LongRunning).WaitAsync(_long);

    [Fact]
    public async Task Waiting_within_OnNext_ends() =>
        Assert.Equal(
            new[] { 4, 5, 6 },
            await Elsewhere(() =>
            {
                var ends = new List<int>();
                Bounded(2).Subscribe(state => ends.Add(Bounded(4 + state.Iteration).Wait().Iteration));
                return ends;
            })
        );

    [Fact]
    public async Task Subscribing_within_OnNext_returns_at_the_end_of_that_run() =>
        Assert.Equal(
            "0: 0 1 2 3, 1: 0 1 2 3, 2: 0 1 2 3",
            await Elsewhere(() =>
            {
                var seen = new List<string>();
                Bounded(2)
                    .Subscribe(outer =>
                    {
                        var inner = new List<int>();
                        Bounded(3).Subscribe(state => inner.Add(state.Iteration));
                        seen.Add($"{outer.Iteration}: {string.Join(' ', inner)}");
                    });
                return string.Join(", ", seen);
            })
        );

    [Fact]
    public async Task Operators_between_change_nothing() =>
        Assert.Equal(
            (7, 4), // passes; iterates 0, 2, 4 and 6
            await Elsewhere(() =>
            {
                var (passes, count) = (0, 0);
                var counted = Trace.Counted(pass => passes = pass);
                Endless()
                    .Take(1)
                    .Subscribe(_ =>
                        count = Em.Observe(counted, 0.5, 1.0).Every(2).BestSoFar().UntilConverged(StopRule.Iterations(6)).Count().Wait()
                    );
                return (passes, count);
            })
        );

    [Fact]
    public async Task Three_deep_with_events_and_replays() =>
        Assert.Equal(
            10,
            await Elsewhere(() =>
            {
                using var folder = new JournalFolder();
                var path = folder.CoinsJournal();
                var iterations = 0;
                Em.Run(Trace.Shrinking, 0.5, 1.0, StopRule.Iterations(0))
                    .States()
                    .Subscribe(_ =>
                        Em.Run(Trace.Shrinking, 0.5, 1.0, StopRule.Iterations(0))
                            .States()
                            .Subscribe(_ => iterations = Recorded.Replay(path, Mixture.Of<Coin>(2).Chart).States().Wait().Iteration)
                    );
                return iterations;
            })
        );

    [Fact]
    public async Task Within_a_stream_that_is_not_ours_a_scheduler_helps() =>
        Assert.Equal(
            new[] { 1, 2 },
            await Elsewhere(() =>
                Observable.Range(1, 2).Select(n => Endless(NewThreadScheduler.Default).Take(n).Count().Wait()).ToEnumerable().ToArray()
            )
        );

    // What ends only where somebody disposes of it is still deferred, as everything on one thread is in Rx.
    [Fact]
    public async Task An_endless_run_within_another_can_be_cut_off() =>
        Assert.Equal(5, await Elsewhere(() => Endless().SelectMany(_ => Endless()).Take(5).Count().Wait()));

    [Fact]
    public void What_a_nested_run_throws_goes_up()
    {
        var seen = Assert.Throws<InvalidOperationException>(() =>
            Bounded(2).Subscribe(_ => Bounded(2).Subscribe(_ => throw new InvalidOperationException("mine")))
        );
        Assert.Equal("mine", seen.Message);
        // And nothing is left behind on the thread.
        Assert.Equal([0, 1, 2], Endless().Zip(Endless(), (a, b) => a.Iteration).Take(3).ToEnumerable());
    }

    [Fact]
    public async Task Mathematics_that_fail_within_another_run_are_an_error_of_the_inner_stream() =>
        Assert.IsType<EmError.TooManyComponents>(
            (
                await Elsewhere(() =>
                {
                    EmException? error = null;
                    Bounded(0)
                        .Subscribe(_ =>
                            Em.Observe(Mixture.Of<Coin>(6), Sample.DoBatzoglou, Sample.ArticleStart)
                                .UntilConverged(StopRule.Default)
                                .Subscribe(_ => { }, e => error = (EmException)e)
                        );
                    return error!;
                })
            ).Error
        );

    public static TheoryData<string> Elsewheres => ["task pool", "new thread", "event loop"];

    [Theory]
    [MemberData(nameof(Elsewheres))]
    public async Task A_token_ends_an_endless_run_that_has_a_scheduler(string name)
    {
        using var source = new CancellationTokenSource();
        using var begun = new ManualResetEventSlim();
        var passes = 0;
        var counted = Trace.Counted(pass =>
        {
            Volatile.Write(ref passes, pass);
            begun.Set();
        });
        IScheduler scheduler = name switch
        {
            "task pool" => TaskPoolScheduler.Default,
            "new thread" => NewThreadScheduler.Default,
            _ => new EventLoopScheduler(),
        };
        var done = Em.Observe(counted, 0.999, 1.0, scheduler).ToTask(source.Token);
        Assert.True(begun.Wait(_long));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => done.WaitAsync(_long));
        await Settled(() => Volatile.Read(ref passes));
    }

    // Whoever subscribes elsewhere cannot dispose of what has not returned: the stream must end itself.
    [Fact]
    public async Task A_run_subscribed_to_elsewhere_is_ended_by_an_operator()
    {
        using var source = new CancellationTokenSource();
        using var begun = new ManualResetEventSlim();
        var done = Endless()
            .TakeWhile(_ => !source.IsCancellationRequested)
            .Do(_ => begun.Set())
            .SubscribeOn(TaskPoolScheduler.Default)
            .LastAsync()
            .ToTask();
        Assert.True(begun.Wait(_long));
        await source.CancelAsync();
        Assert.True((await done.WaitAsync(_long)).Iteration >= 0);
    }

    [Theory]
    [MemberData(nameof(Elsewheres))]
    public async Task What_Do_throws_is_an_error_of_the_stream_on_any_thread(string name)
    {
        IScheduler scheduler = name switch
        {
            "task pool" => TaskPoolScheduler.Default,
            "new thread" => NewThreadScheduler.Default,
            _ => new EventLoopScheduler(),
        };
        var done = Endless(scheduler).Do(state => _ = state.Iteration < 3 ? 0 : throw new InvalidOperationException("mine")).ToTask();
        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => done.WaitAsync(_long))).Message);
    }

    // No pass may follow once two looks in a row see the same number.
    static async Task Settled(Func<int> passes)
    {
        for (var (before, tries) = (-1, 0); before != passes(); tries++)
        {
            Assert.True(tries < 300, "the run goes on");
            before = passes();
            await Task.Delay(100);
        }
    }
}
