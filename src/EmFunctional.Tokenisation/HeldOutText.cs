namespace EmFunctional.Tokenisation;

/// <summary>How well a tokeniser does on text, which should be none that it was trained on; sums over its lines.</summary>
/// <remarks>
/// Characters are those of the normalised lines without the ▁ that is put before each. A text of the pieces x₁ … xₙ has the log-likelihood Σ ln p(xᵢ) by the most
/// probable way to cut it (Viterbi), and ln Σ exp(Σ ln p(xᵢ)), over all ways, by itself (marginal). What no piece matches counts with the least score less 10.
/// The scores of a trained model need not be probabilities that add up to 1; the renormalised likelihoods have each less by the logarithm of their sum. They are
/// the ones to compare models by.
/// </remarks>
public sealed record HeldOutText
{
    /// <summary>Nothing read yet.</summary>
    public static HeldOutText Empty { get; } = new();

    /// <summary>Lines that have text.</summary>
    public long Lines { get; init; }

    /// <summary>Characters.</summary>
    public long Characters { get; init; }

    /// <summary>Pieces; unknown characters that follow each other are one.</summary>
    public long Tokens { get; init; }

    /// <summary>How many of the pieces are unknown ones.</summary>
    public long Unknowns { get; init; }

    /// <summary>Lines without unknown pieces that are not the normalised text again when their pieces are put together.</summary>
    public long RoundTripErrors { get; init; }

    /// <summary>Bytes that are no UTF-8.</summary>
    public long InvalidBytes { get; init; }

    /// <summary>The log-likelihood of the most probable pieces, in nats.</summary>
    public double Viterbi { get; init; }

    /// <summary>The same, renormalised.</summary>
    public double ViterbiRenormalised { get; init; }

    /// <summary>The log-likelihood of the text, in nats.</summary>
    public double Marginal { get; init; }

    /// <summary>The same, renormalised.</summary>
    public double MarginalRenormalised { get; init; }

    /// <summary>Pieces for each character.</summary>
    public double TokensPerCharacter => (double)Tokens / Characters;
}
