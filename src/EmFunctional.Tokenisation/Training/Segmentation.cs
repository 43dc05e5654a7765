using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tokenisation.Training;

/// <summary>The units of a text, each cut in its likeliest way.</summary>
/// <param name="Counts">How often each piece stands in the whole text; behind them, unknown characters.</param>
/// <param name="UnitTokens">The pieces of all different units, each counted once.</param>
/// <param name="Tokens">The pieces of the whole text.</param>
sealed record Segmentation(Vector Counts, long UnitTokens, double Tokens)
{
    /// <summary>Cuts all units.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="units">The units.</param>
    /// <param name="executor">What executes their blocks.</param>
    public static Segmentation Of(ScoredPieces pieces, Units units, IBlockExecutor executor)
    {
        var scores = BestPath.ScoresOf(pieces.Probabilities);
        return executor
            .Reduce(
                units.Blocks,
                block => Prelude.Right<EmError, Segmentation>(Of(pieces.Lexicon, scores, units, block)),
                (a, b) => new(a.Counts + b.Counts, a.UnitTokens + b.UnitTokens, a.Tokens + b.Tokens)
            )
            .IfLeft(() => throw new System.Diagnostics.UnreachableException());
    }

    static Segmentation Of(Lexicon lexicon, double[] scores, Units units, int block)
    {
        var (path, counts) = (new BestPath(lexicon, scores), new double[scores.Length]);
        var (unitTokens, tokens) = (0L, 0.0);
        var (from, to) = units.Block(block);
        for (var unit = from; unit < to; unit++)
        {
            var pieces = path.Of(units[unit]);
            var count = (double)units.CountOf(unit);
            foreach (var piece in pieces)
                counts[piece] += count;
            unitTokens += pieces.Length;
            tokens += count * pieces.Length;
        }
        return new(Vector.Create(counts), unitTokens, tokens);
    }
}
