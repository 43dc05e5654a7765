using System.Diagnostics;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tokenisation.Preparation;
using EmFunctional.Tokenisation.Training;

namespace EmFunctional.Tokenisation;

/// <summary>What happens in a training, in order: prepared, seeded, then runs with a pruning between each two, then finished; or failed.</summary>
public abstract record TrainingEvent
{
    TrainingEvent() { }

    /// <summary>The text was read.</summary>
    /// <param name="Text">Its characters, and what was passed over.</param>
    /// <param name="Units">Its different words.</param>
    public sealed record Prepared(PreparedText Text, Units Units) : TrainingEvent;

    /// <summary>The pieces with which EM begins were found.</summary>
    /// <param name="Pieces">The pieces.</param>
    public sealed record Seeded(ScoredPieces Pieces) : TrainingEvent;

    /// <summary>Something happened in the run of one vocabulary.</summary>
    /// <param name="Event">What happened.</param>
    /// <param name="Lexicon">The vocabulary.</param>
    public sealed record Ran(RunEvent<Vector> Event, Lexicon Lexicon) : TrainingEvent;

    /// <summary>Pieces were dropped.</summary>
    /// <param name="Pruning">Which, and why.</param>
    public sealed record Pruned(Pruning Pruning) : TrainingEvent;

    /// <summary>The training is over.</summary>
    /// <param name="Tokeniser">What it found.</param>
    /// <param name="Pieces">The pieces of the last run after its last step.</param>
    /// <param name="Tokens">How many pieces the text has, cut in the likeliest way.</param>
    public sealed record Finished(TrainedTokeniser Tokeniser, ScoredPieces Pieces, double Tokens) : TrainingEvent;

    /// <summary>There is no tokeniser.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Failed(TokeniserError Error) : TrainingEvent;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(
        Func<Prepared, T> prepared,
        Func<Seeded, T> seeded,
        Func<Ran, T> ran,
        Func<Pruned, T> pruned,
        Func<Finished, T> finished,
        Func<Failed, T> failed
    ) =>
        this switch
        {
            Prepared e => prepared(e),
            Seeded e => seeded(e),
            Ran e => ran(e),
            Pruned e => pruned(e),
            Finished e => finished(e),
            Failed e => failed(e),
            _ => throw new UnreachableException(),
        };
}
