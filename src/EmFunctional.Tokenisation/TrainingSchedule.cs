namespace EmFunctional.Tokenisation;

/// <summary>How EM goes between the prunings, and which pruning.</summary>
public sealed record TrainingSchedule
{
    /// <summary>The schedule that is ours.</summary>
    public static TrainingSchedule Default { get; } = new();

    /// <summary>What SentencePiece does from version 0.1.99 on.</summary>
    public static TrainingSchedule Like0199 { get; } = new();

    /// <summary>What SentencePiece 0.1.97 and 0.1.98 do: the number of alternatives in the loss of a piece is that of all pieces.</summary>
    public static TrainingSchedule Like0197 { get; } = new() { Pruning = PruningFormula.AllPieces };

    /// <summary>E and M so many times between two prunings.</summary>
    public int SubIterations { get; init; } = 2;

    /// <summary>How the expected counts become probabilities.</summary>
    public Maximisation Maximisation { get; init; } = Maximisation.Digamma;

    /// <summary>Which loss a pruning sorts by.</summary>
    public PruningFormula Pruning { get; init; } = PruningFormula.Alternatives;
}

/// <summary>How expected counts c become probabilities.</summary>
public enum Maximisation
{
    /// <summary>ln p = ψ(c) − ψ(Σc): the mean-field step of a sparse Dirichlet prior, as SentencePiece has it. The objective may fall.</summary>
    Digamma,

    /// <summary>p = c/Σc: maximum likelihood. The objective never falls.</summary>
    MaximumLikelihood,
}

/// <summary>How many alternatives the loss of a piece counts.</summary>
public enum PruningFormula
{
    /// <summary>Those of the piece, as SentencePiece has it from 0.1.99 on.</summary>
    Alternatives,

    /// <summary>As many as there are pieces: SentencePiece 0.1.97 and 0.1.98.</summary>
    AllPieces,
}
