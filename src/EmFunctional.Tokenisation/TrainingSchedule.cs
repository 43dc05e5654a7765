using EmFunctional.Tokenisation.Training;

namespace EmFunctional.Tokenisation;

/// <summary>How EM goes between the prunings, and which pruning.</summary>
public sealed record TrainingSchedule
{
    /// <summary>The schedule that is ours.</summary>
    public static TrainingSchedule Default { get; } = new();

    /// <summary>What SentencePiece does from version 0.1.99 on.</summary>
    public static TrainingSchedule Like0199 { get; } =
        new()
        {
            SubIterations = 2,
            CountsUnknownAsFirst = true,
            Surplus = 1.1,
            LastIterations = 0,
            TokenPrice = 0,
        };

    /// <summary>What SentencePiece 0.1.97 and 0.1.98 do: the number of alternatives in the loss of a piece is that of all pieces.</summary>
    public static TrainingSchedule Like0197 { get; } = Like0199 with { Pruning = PruningFormula.AllPieces };

    /// <summary>E and M so many times between two prunings.</summary>
    public int SubIterations { get; init; } = 2;

    /// <summary>
    /// Pieces beyond those asked for with which the last pruning ends, as a factor: of them the best are taken. With 1 the last pruning leaves those of the
    /// vocabulary.
    /// </summary>
    public double Surplus { get; init; } = 1.15;

    /// <summary>E and M so many times with the pieces of the vocabulary, none of which is dropped then; 0 is no such run.</summary>
    public int LastIterations { get; init; } = 2;

    /// <summary>How expected counts become probabilities in the last run.</summary>
    public Maximisation LastMaximisation { get; init; } = Maximisation.Discounted;

    /// <summary>How the expected counts become probabilities.</summary>
    public Maximisation Maximisation { get; init; } = Maximisation.Digamma;

    /// <summary>A piece that is expected less often is dropped by the digamma step.</summary>
    public double LeastCount { get; init; } = 0.5;

    /// <summary>Whether EM is accelerated by SQUAREM.</summary>
    public bool IsAccelerated { get; init; }

    /// <summary>Whether unknown characters count for the first piece, as they do in SentencePiece, where both have the number 0.</summary>
    public bool CountsUnknownAsFirst { get; init; }

    /// <summary>
    /// What a token more costs, in nats, when a pruning judges what is lost without a piece: a price above 0 keeps pieces that shorten the text, at some cost of
    /// likelihood.
    /// </summary>
    public double TokenPrice { get; init; } = 2;

    /// <summary>Which loss a pruning sorts by.</summary>
    public PruningFormula Pruning { get; init; } = PruningFormula.Alternatives;

    internal RunPlan Plan => new(Maximisation, LeastCount, SubIterations, IsAccelerated, CountsUnknownAsFirst);

    internal RunPlan LastPlan => new(LastMaximisation, LeastCount, LastIterations, IsAccelerated, CountsUnknownAsFirst);
}

/// <summary>How expected counts c become probabilities.</summary>
public enum Maximisation
{
    /// <summary>ln p = ψ(c) − ψ(Σc): the mean-field step of a sparse Dirichlet prior, as SentencePiece has it. The objective may fall.</summary>
    Digamma,

    /// <summary>
    /// p = exp ψ(c)/Σ exp ψ(c): the same, but none is dropped, for counts below the least are raised to it, and the sum is 1. As exp ψ(c) is about c − ½, what was
    /// seen rarely is discounted, which is nearer to the truth in other text.
    /// </summary>
    Discounted,

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
