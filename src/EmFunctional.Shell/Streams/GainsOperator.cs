using System.Reactive.Linq;
using EmFunctional.Iterating;

namespace EmFunctional.Streams;

/// <summary>The steps between iterates.</summary>
public static class GainsOperator
{
    /// <summary>Each iterate from the second on, with what it gained over the one before.</summary>
    /// <param name="states">The iterates.</param>
    public static IObservable<Gained<TParams>> Gains<TParams>(this IObservable<IterationState<TParams>> states) =>
        states
            .Scan(
                (Gained<TParams>?)null,
                (before, state) => new(state, before is null ? double.NaN : state.Objective - before.State.Objective)
            )
            .Skip(1)
            .Select(gained => gained!);
}

/// <summary>An iterate and what it gained.</summary>
/// <param name="State">The iterate.</param>
/// <param name="Gain">Its objective less that of the iterate before, in nats.</param>
public sealed record Gained<TParams>(IterationState<TParams> State, double Gain);
