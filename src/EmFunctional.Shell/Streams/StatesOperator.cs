using System.Reactive.Linq;
using EmFunctional.Iterating;
using EmFunctional.Runs;

namespace EmFunctional.Streams;

/// <summary>From the events of a run to its iterates.</summary>
public static class StatesOperator
{
    /// <summary>The iterates of a run; a <c>Failed</c> event becomes <c>OnError</c> with an <see cref="EmException"/>.</summary>
    /// <param name="events">The events.</param>
    public static IObservable<IterationState<TParams>> States<TParams>(this IObservable<RunEvent<TParams>> events) =>
        events
            .Select(happened =>
                happened.Match<IterationState<TParams>?>(
                    started: _ => null,
                    iterated: e => e.State,
                    stopped: _ => null,
                    failed: e => throw new EmException(e.Error),
                    resumed: _ => null
                )
            )
            .Where(state => state is not null)
            .Select(state => state!);
}
