using System.Collections.Concurrent;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using System.Threading;

namespace EmFunctional.Streams;

/// <summary>Hands elements over to another thread.</summary>
public static class BoundedOperator
{
    /// <summary>
    /// The same elements on a thread of their own. No more than so many wait for it: whoever brings the next one waits, so that the queue never grows
    /// without bound, as that of <c>ObserveOn</c> does where the subscriber is slow.
    /// </summary>
    /// <param name="elements">The elements.</param>
    /// <param name="capacity">How many may wait, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public static IObservable<T> Bounded<T>(this IObservable<T> elements, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return Observable.Create<T>(observer =>
        {
            // Neither is disposed of: the threads on both sides may still be in it.
            var (queue, over) = (new BlockingCollection<T>(capacity), new CancellationTokenSource());
            Exception? fault = null;
            new Thread(() => Hand(queue, observer, () => fault, over.Token)) { IsBackground = true }.Start();
            var source = elements.Subscribe(
                element => Take(queue, element, over.Token),
                error =>
                {
                    fault = error;
                    queue.CompleteAdding();
                },
                queue.CompleteAdding
            );
            return StableCompositeDisposable.Create(Disposable.Create(over.Cancel), source);
        });
    }

    static void Take<T>(BlockingCollection<T> queue, T element, CancellationToken over)
    {
        try
        {
            queue.Add(element, over);
        }
        catch (OperationCanceledException) { } // nobody listens any more
    }

    static void Hand<T>(BlockingCollection<T> queue, IObserver<T> observer, Func<Exception?> fault, CancellationToken over)
    {
        try
        {
            foreach (var element in queue.GetConsumingEnumerable(over))
                observer.OnNext(element);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return;
        }
        if (fault() is { } error)
            observer.OnError(error);
        else
            observer.OnCompleted();
    }
}
