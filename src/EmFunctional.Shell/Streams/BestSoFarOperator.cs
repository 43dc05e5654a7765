using System.Reactive.Linq;
using EmFunctional.Iterating;

namespace EmFunctional.Streams;

/// <summary>Keeps the best of a stream of iterates.</summary>
public static class BestSoFarOperator
{
    /// <summary>At each iterate, the one with the highest objective so far; the earliest of equals.</summary>
    /// <param name="states">The iterates.</param>
    public static IObservable<IterationState<TParams>> BestSoFar<TParams>(this IObservable<IterationState<TParams>> states) =>
        states.Scan((best, state) => state.Objective > best.Objective ? state : best);

    /// <summary>Only the iterates whose objective is above all before: the first, and each improvement.</summary>
    /// <param name="states">The iterates.</param>
    public static IObservable<IterationState<TParams>> Improvements<TParams>(this IObservable<IterationState<TParams>> states) =>
        states.BestSoFar().DistinctUntilChanged(best => best.Iteration);
}
