using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Runs;

/// <summary>
/// The identity of a trace: equal for two runs when iteration, evaluations, objective, parameters and diagnostics of every iterate have the same
/// bits, and then the same on every machine.
/// </summary>
/// <param name="Value">Dₙ = SHA-256(Dₙ₋₁ ‖ canonical bytes of iterate n), with D of no iterates the hash of the text "trace".</param>
/// <remarks>A chain rather than one hash over all bytes, so that it is a pure fold: it can stop and go on at any iterate.</remarks>
public readonly record struct TraceDigest(Hash256 Value)
{
    /// <summary>The digest of no iterates.</summary>
    public static TraceDigest Empty { get; } = new(new Canonical().Add("trace").Hash());

    /// <summary>The digest with one more iterate.</summary>
    /// <param name="chart">Which lays out the parameters.</param>
    /// <param name="state">The iterate.</param>
    public TraceDigest Add<TParams>(Chart<TParams> chart, IterationState<TParams> state)
    {
        var flat = chart.ToFlat(state.Parameters);
        var bytes = new Canonical(capacity: 64 + 8 * flat.Count)
            .Add(Value)
            .Add(state.Iteration)
            .Add(state.Evaluations)
            .Add(state.Objective)
            .Add(flat)
            .Add(state.Diagnostics.Count);
        foreach (var diagnostic in state.Diagnostics)
            bytes.Add(diagnostic.Key);
        return new(bytes.Hash());
    }

    /// <summary>64 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString();
}
