using System.Collections.Immutable;
using EmFunctional.Iterating;

namespace EmFunctional.Notebooks;

/// <summary>The iterates of a stream so far: what a notebook shows as a table that grows.</summary>
/// <param name="States">The iterates, in order.</param>
public sealed record Iterations<TParams>(ImmutableList<IterationState<TParams>> States)
{
    /// <summary>None yet.</summary>
    public static Iterations<TParams> None { get; } = new(ImmutableList<IterationState<TParams>>.Empty);

    /// <summary>The newest.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public IterationState<TParams> Last => States.Count > 0 ? States[^1] : throw new InvalidOperationException("the stream had no iterate");

    /// <summary>With one more.</summary>
    /// <param name="state">The next iterate.</param>
    public Iterations<TParams> And(IterationState<TParams> state) => new(States.Add(state));
}
