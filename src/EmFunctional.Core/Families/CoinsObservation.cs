namespace EmFunctional.Families;

/// <summary>What was seen of a row of flips.</summary>
public enum CoinsObservation
{
    /// <summary>The flips in their order: p = θʰ(1 − θ)ᵗ.</summary>
    Sequences = 0,

    /// <summary>How many heads and tails: p = C(h + t, h)·θʰ(1 − θ)ᵗ.</summary>
    Counts = 1,
}
