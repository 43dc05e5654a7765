using System.Collections.Generic;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;

namespace EmFunctional.Streams;

/// <summary>Lazy sequences as cold streams, a step at a time, so that disposing is heard after each.</summary>
/// <remarks>
/// On one thread Rx defers what is subscribed to within OnNext until OnNext is over: whoever waits for it there waits for ever. A run that has an
/// end of its own, by <c>UntilConverged</c> or as events, is therefore run at once where it is subscribed to within OnNext of another run.
/// </remarks>
static class Pushing
{
    [ThreadStatic]
    static bool _isWithinOnNext;

    // What ends the run that is being subscribed to, where its end is known.
    [ThreadStatic]
    static ICancelable? _end;

    /// <summary>The elements as a stream.</summary>
    /// <param name="steps">The elements; each subscription begins anew.</param>
    /// <param name="scheduler">Where steps are taken; the subscriber's thread if null.</param>
    /// <param name="hasEnd">Whether they end by themselves.</param>
    public static IObservable<T> Push<T>(this IEnumerable<T> steps, IScheduler? scheduler, bool hasEnd) =>
        scheduler is not (null or CurrentThreadScheduler)
            ? steps.ToObservable(scheduler)
            : Observable.Create<T>(observer =>
                (_end, hasEnd) switch
                {
                    ({ } end, _) when _isWithinOnNext => AtOnce(steps, observer, end),
                    (_, true) when _isWithinOnNext => AtOnce(steps, observer, new BooleanDisposable()),
                    _ => steps
                        .ToObservable(CurrentThreadScheduler.Instance)
                        .Subscribe(step => OnNext(observer, step), observer.OnError, observer.OnCompleted),
                }
            );

    /// <summary>Subscribes to what ends where the subscriber says so.</summary>
    /// <param name="subscribe">Subscribes, given what to dispose at the end.</param>
    public static IDisposable Ending(Func<IDisposable, IDisposable> subscribe)
    {
        var (outer, end) = (_end, new BooleanDisposable());
        _end = end;
        try
        {
            return StableCompositeDisposable.Create(end, subscribe(end));
        }
        finally
        {
            _end = outer;
        }
    }

    static IDisposable AtOnce<T>(IEnumerable<T> steps, IObserver<T> observer, ICancelable end)
    {
        using var step = steps.GetEnumerator();
        while (!end.IsDisposed)
        {
            try
            {
                if (!step.MoveNext())
                {
                    observer.OnCompleted();
                    break;
                }
            }
            catch (Exception error)
            {
                observer.OnError(error);
                break;
            }
            OnNext(observer, step.Current);
        }
        return end;
    }

    static void OnNext<T>(IObserver<T> observer, T step)
    {
        var (wasWithin, end) = (_isWithinOnNext, _end);
        (_isWithinOnNext, _end) = (true, null);
        try
        {
            observer.OnNext(step);
        }
        finally
        {
            (_isWithinOnNext, _end) = (wasWithin, end);
        }
    }
}
