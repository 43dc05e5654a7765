using System.Collections.Generic;
using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Streams;

public class ObserveTests
{
    static IObservable<IterationState<MixtureParameters>> Article(IScheduler? scheduler = null) =>
        Em.Observe(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Sample.ArticleStart, scheduler);

    [Fact]
    public void Two_subscriptions_are_two_runs_with_the_same_bits()
    {
        var evaluations = 0;
        var counting = Trace.Counted(pass => evaluations = pass);
        var states = Em.Observe(counting, 0.7, 1.0).Take(5);
        Assert.Equal(0, evaluations);
        var (first, second) = (new List<IterationState<double>>(), new List<IterationState<double>>());
        states.Subscribe(first.Add);
        states.Subscribe(second.Add);
        Assert.Equal(10, evaluations);
        Assert.Equal(first, second);
    }

    public static TheoryData<string> Schedulers => ["current thread", "task pool", "new thread", "event loop", "virtual time"];

    static IScheduler Scheduler(string name) =>
        name switch
        {
            "current thread" => CurrentThreadScheduler.Instance,
            "task pool" => TaskPoolScheduler.Default,
            "new thread" => NewThreadScheduler.Default,
            "event loop" => new EventLoopScheduler(),
            _ => new HistoricalScheduler(),
        };

    [Theory]
    [MemberData(nameof(Schedulers))]
    public async Task A_rule_ends_the_run_on_any_scheduler(string name)
    {
        var evaluations = 0;
        var counting = Trace.Counted(pass => evaluations = pass);
        var scheduler = Scheduler(name);
        var done = Em.Observe(counting, 0.7, 1.0, scheduler).UntilConverged(StopRule.Iterations(6)).ToList().ToTask();
        (scheduler as HistoricalScheduler)?.Start();
        var states = await done.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Enumerable.Range(0, 7), states.Select(s => s.Iteration));
        if (scheduler is CurrentThreadScheduler or HistoricalScheduler)
            Assert.Equal(7, evaluations);
        // On another thread, steps may be taken while Subscribe has not yet returned; then no more.
        await Task.Delay(50);
        var after = Volatile.Read(ref evaluations);
        await Task.Delay(50);
        Assert.Equal(after, Volatile.Read(ref evaluations));
    }

    [Fact]
    public async Task Disposing_stops_the_run_and_keeps_what_was_emitted()
    {
        var (seen, evaluations) = (new List<IterationState<double>>(), 0);
        var counting = Trace.Counted(pass => evaluations = pass);
        using var enough = new ManualResetEventSlim();
        var subscription = Em.Observe(counting, 0.999, 1.0, TaskPoolScheduler.Default)
            .Subscribe(state =>
            {
                lock (seen)
                    seen.Add(state);
                if (state.Iteration == 50)
                    enough.Set();
            });
        Assert.True(enough.Wait(TimeSpan.FromSeconds(30)));
        subscription.Dispose();
        await Task.Delay(50);
        var after = Volatile.Read(ref evaluations);
        await Task.Delay(50);
        Assert.Equal(after, Volatile.Read(ref evaluations));
        lock (seen)
            Assert.Equal(Enumerable.Range(0, seen.Count), seen.Select(s => s.Iteration));
    }

    [Fact]
    public void One_run_can_be_shared()
    {
        var run = Article().UntilConverged(StopRule.Default).Publish();
        var (best, last) = (0.0, 0);
        run.BestSoFar().Subscribe(state => best = state.Objective);
        run.Subscribe(state => last = state.Iteration);
        run.Connect();
        Assert.Equal((-31.570200503479537, 10), (best, last));
    }

    [Fact]
    public void Two_unbounded_runs_can_be_zipped_on_one_thread() =>
        Assert.Equal([0, 1, 2], Article().Zip(Article(), (a, b) => a.Equals(b) ? a.Iteration : -1).Take(3).ToEnumerable());

    [Fact]
    public void Mathematics_that_fail_are_an_error_of_the_stream()
    {
        Exception? error = null;
        Em.Observe(Mixture.Of<Coin>(6), Sample.DoBatzoglou, Sample.ArticleStart).Subscribe(_ => { }, e => error = e);
        Assert.Equal(new EmError.TooManyComponents(6, 5), Assert.IsType<EmException>(error).Error);
    }

    [Fact]
    public void A_decrease_is_shown_and_then_an_error()
    {
        var (shown, error) = (0, (Exception?)null);
        Em.Observe(Trace.Lying, 0.5, 1.0).UntilConverged(StopRule.Default).Subscribe(_ => shown++, e => error = e);
        Assert.Equal(2, shown);
        Assert.IsType<EmError.Decreased>(Assert.IsType<EmException>(error).Error);
    }

    [Fact]
    public void The_events_of_a_run_carry_the_same_states()
    {
        var events = Em.Run(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Sample.ArticleStart, StopRule.Default);
        var states = Article().UntilConverged(StopRule.Default);
        Assert.Equal(states.Select(state => state with { Reason = default }).ToEnumerable(), events.States().ToEnumerable());
        Assert.Equal([10], states.Where(state => state.Reason.IsSome).Select(state => state.Iteration).ToEnumerable());
        Assert.IsType<RunEvent<MixtureParameters>.Started>(events.FirstAsync().Wait());
        Assert.IsType<RunEvent<MixtureParameters>.Stopped>(events.LastAsync().Wait());
        Assert.StartsWith(".NET", ThisMachine.Environment.Runtime, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_run_is_an_event_there_and_an_error_of_its_states()
    {
        var failing = Em.Run(Mixture.Of<Coin>(6), Sample.DoBatzoglou, Sample.ArticleStart, StopRule.Default);
        Assert.IsType<RunEvent<MixtureParameters>.Failed>(Assert.Single(failing.ToEnumerable()));
        Assert.Throws<EmException>(() => failing.States().ToEnumerable().ToArray());
    }

    [Fact]
    public async Task The_same_as_an_asynchronous_sequence()
    {
        var pulled = await Em.EnumerateAsync(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Sample.ArticleStart)
            .UntilConverged(StopRule.Default)
            .ToListAsync();
        Assert.Equal(Article().UntilConverged(StopRule.Default).ToEnumerable(), pulled);
        var lying = Em.EnumerateAsync(Trace.Lying, 0.5, 1.0).UntilConverged(StopRule.Default);
        await Assert.ThrowsAsync<EmException>(async () => await lying.ToListAsync());
    }

    [Fact]
    public async Task An_asynchronous_sequence_computes_only_what_is_asked_for_and_does_not_hang_on_cancelling()
    {
        using var inStep = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var evaluations = 0;
        var slow = Trace.Counted(pass =>
        {
            evaluations = pass;
            if (pass != 3)
                return;
            inStep.Set();
            release.Wait();
        });
        await using var states = Em.EnumerateAsync(slow, 0.5, 1.0).GetAsyncEnumerator(cancellation.Token);
        Assert.True(await states.MoveNextAsync());
        Assert.True(await states.MoveNextAsync());
        await Task.Delay(20);
        Assert.Equal(2, evaluations);
        var second = states.Current;
        var third = states.MoveNextAsync().AsTask();
        Assert.True(inStep.Wait(TimeSpan.FromSeconds(30)));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third.WaitAsync(TimeSpan.FromSeconds(30)));
        release.Set();
        Assert.Equal(1, second.Iteration); // what was emitted stays usable
    }
}
