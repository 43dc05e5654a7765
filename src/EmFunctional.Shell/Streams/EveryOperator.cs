using System.Reactive.Linq;
using EmFunctional.Iterating;

namespace EmFunctional.Streams;

/// <summary>Thins a stream of iterates.</summary>
public static class EveryOperator
{
    /// <summary>The iterates whose number is a multiple of n, and the last one whatever its number.</summary>
    /// <param name="states">The iterates; shared, not run twice.</param>
    /// <param name="n">n ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static IObservable<IterationState<TParams>> Every<TParams>(this IObservable<IterationState<TParams>> states, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return states.Publish(shared =>
            shared.Where(state => state.Iteration % n == 0).Merge(shared.TakeLast(1).Where(state => state.Iteration % n != 0))
        );
    }
}
