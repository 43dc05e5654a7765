using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using EmFunctional.Tokenisation.Preparation;
using LanguageExt;

namespace EmFunctional.Tokenisation.Training;

/// <summary>Runs joined end to end: where one has ended, pieces are dropped and a child run begins with those that are left.</summary>
/// <param name="Units">The text.</param>
/// <param name="Options">How to train.</param>
/// <param name="Executor">How to go through blocks of the text.</param>
sealed record Chain(Units Units, TokeniserOptions Options, IBlockExecutor Executor)
{
    /// <summary>Why a run begins where another ended: after a pruning.</summary>
    public const string Prune = "prune";

    /// <summary>Why the last run begins: with the pieces of the vocabulary, none of which is dropped any more.</summary>
    public const string Last = "last";

    TrainingSchedule Schedule => Options.Schedule;

    /// <summary>The events of all runs, from the pieces with which EM begins to the vocabulary.</summary>
    public IEnumerable<TrainingEvent> Events(ScoredPieces seeds, RunOptions<Vector> run) =>
        Begin(seeds, run, isLast: false).Match(one => Events(one, one.Events(), isLast: false), error => [Failed(error)]);

    /// <summary>A run of some pieces.</summary>
    public Either<EmError, OneRun> Begin(ScoredPieces pieces, RunOptions<Vector> run, bool isLast) =>
        OneRun.Of(pieces, Units, isLast ? Schedule.LastPlan : Schedule.Plan, OptionText.Of(Options), Executor, run);

    /// <summary>The events that are left of a run, and of those after it.</summary>
    public IEnumerable<TrainingEvent> Events(OneRun run, IEnumerable<TrainingEvent> rest, bool isLast)
    {
        while (true)
        {
            foreach (var happened in rest)
                yield return happened;
            var result = run.Result();
            if (result.Case is not ScoredPieces pieces)
            {
                yield return Failed((EmError)result.Case);
                yield break;
            }
            var wanted = Wanted(pieces);
            if (isLast || (pieces.Lexicon.Count <= wanted && Schedule.LastIterations == 0))
            {
                yield return Finish(pieces);
                yield break;
            }
            if (pieces.Lexicon.Count > wanted)
            {
                var size = Math.Max(wanted, (int)(Options.ShrinkingFactor * pieces.Lexicon.Count));
                var pruning = Pruning.Of(pieces, Units, Schedule, size, Executor);
                yield return new TrainingEvent.Pruned(pruning);
                pieces = pruning.Left;
                isLast = Schedule.Surplus == 1 && pieces.Lexicon.Count <= wanted && Schedule.LastIterations > 0;
            }
            else
                (pieces, isLast) = (Finishing.Select(pieces, Options), true);
            var next = Begin(pieces, run.Child(isLast ? Last : Prune), isLast);
            if (next.Case is not OneRun child)
            {
                yield return Failed((EmError)next.Case);
                yield break;
            }
            (run, rest) = (child, child.Events());
        }
    }

    // How many pieces may be left: those of the vocabulary without symbols and without characters that have no probability, or by SentencePiece's rule.
    int Wanted(ScoredPieces pieces)
    {
        if (Schedule.Surplus > 1)
            return (int)(Options.VocabularySize * Schedule.Surplus);
        var characters = Enumerable.Range(0, pieces.Lexicon.Count).Count(piece => pieces.Lexicon[piece].Length == 1);
        return Options.VocabularySize - SpecialSymbols.Of(Options).Count - (pieces.Lexicon.Alphabet.Required.Count - characters);
    }

    TrainingEvent Finish(ScoredPieces pieces) =>
        Finishing
            .Of(pieces, Options)
            .Match<TrainingEvent>(
                vocabulary => new TrainingEvent.Finished(
                    new(vocabulary, Options),
                    pieces,
                    Segmentation.Of(Finishing.Select(pieces, Options), Units, Executor).Tokens
                ),
                error => new TrainingEvent.Failed(error)
            );

    static TrainingEvent Failed(EmError error) => new TrainingEvent.Failed(new TokeniserError.OfFrame(error));
}
