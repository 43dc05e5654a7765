using System.Collections.Concurrent;
using System.Linq;
using System.Reactive.Linq;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Streams;

public class FitAsyncTests
{
    static readonly Mixture _coins = Mixture.Of<Coin>(2);

    [Fact]
    public async Task The_result_and_what_is_told_are_those_of_a_run_without_tasks()
    {
        foreach (var algorithm in new Iterate<MixtureParameters>[] { Algorithm.Plain, Algorithm.Squarem })
        {
            var told = new Told<IterationState<MixtureParameters>>(_ => { });
            var fitted = await Em.FitAsync(_coins, Sample.DoBatzoglou, Sample.ArticleStart, algorithm: algorithm, progress: told);
            var expected = Em.Fit(_coins, Sample.DoBatzoglou, Sample.ArticleStart, algorithm: algorithm);
            Assert.Equal(expected, fitted);
            var states = Em.Observe(_coins, Sample.DoBatzoglou, Sample.ArticleStart, algorithm).Take(told.All.Count).ToEnumerable();
            Assert.Equal(states, told.All);
            Assert.Equal(expected.OrThrow().State, told.All.Last());
        }
    }

    [Fact]
    public async Task An_error_of_the_mathematics_is_a_value() =>
        Assert.True((await Em.FitAsync(Mixture.Of<Coin>(6), Sample.DoBatzoglou, Sample.ArticleStart)).IsLeft);

    [Fact]
    public async Task A_cancelled_fit_ends_with_OperationCanceledException_and_computes_no_more()
    {
        using var cancellation = new CancellationTokenSource();
        var told = new Told<IterationState<MixtureParameters>>(state =>
        {
            if (state.Iteration == 2)
                cancellation.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Em.FitAsync(_coins, Sample.DoBatzoglou, Sample.ArticleStart, progress: told, cancellationToken: cancellation.Token)
        );
        Assert.Equal([0, 1, 2], told.All.Select(state => state.Iteration));
    }

    [Fact]
    public async Task A_step_that_takes_its_time_does_not_hold_up_a_cancelled_wait()
    {
        using var inStep = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var slow = Trace.Counted(_ =>
        {
            inStep.Set();
            release.Wait();
        });
        var fit = Em.FitAsync(slow, 0.5, 1.0, cancellationToken: cancellation.Token);
        Assert.True(inStep.Wait(TimeSpan.FromSeconds(30)));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fit.WaitAsync(TimeSpan.FromSeconds(30)));
        release.Set();
    }

    [Fact]
    public async Task Nothing_is_computed_of_a_fit_that_was_cancelled_before()
    {
        var told = new Told<IterationState<MixtureParameters>>(_ => { });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Em.FitAsync(_coins, Sample.DoBatzoglou, Sample.ArticleStart, progress: told, cancellationToken: new(canceled: true))
        );
        Assert.Empty(told.All);
    }

    // Progress<T> would post to a context; this is told where the run is.
    sealed class Told<T>(Action<T> then) : IProgress<T>
    {
        public ConcurrentQueue<T> All { get; } = new();

        public void Report(T value)
        {
            All.Enqueue(value);
            then(value);
        }
    }
}
