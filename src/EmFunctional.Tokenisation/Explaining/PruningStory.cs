using System.Linq;
using EmFunctional.Narration;
using LanguageExt;

namespace EmFunctional.Tokenisation.Explaining;

/// <summary>Which pieces a pruning drops, and what that costs.</summary>
static class PruningStory
{
    public static Arr<Passage> Of(SmallUnigram model, int before, int after)
    {
        var counts = model.InLikeliest();
        var judged = model
            .Pieces.Keys.Where(piece => piece.Length > 1)
            .Select(piece => (Piece: piece, Count: counts[piece], Others: model.InPlaceOf(piece), Loss: model.Loss(piece, counts)))
            .OrderByDescending(one => one.Loss.IfNone(double.PositiveInfinity))
            .ThenByDescending(one => model.Pieces[one.Piece])
            .ToArray();
        var asked = UnigramStory.Of(
            new Passage.Prose(
                $"The vocabulary is too large on purpose. After {before} iterations every piece that is no single letter is asked two questions. How often does it stand in the likeliest "
                    + "ways to cut the words? And which pieces would take its place, if it were gone? What a word would then lose, on average and in nats, is the loss. A piece that no likeliest "
                    + "way has goes at once; of the others those with the smallest losses go. Letters stay, so that every word can be cut."
            ),
            UnigramStory.Table(
                Arr.create("piece", "probability", "in likeliest ways", "in its place", "loss per word"),
                judged.Select(one =>
                    Arr.create(
                        one.Piece,
                        UnigramStory.P(model.Pieces[one.Piece]),
                        UnigramStory.N(one.Count),
                        one.Others.Match(others => string.Join(" ", others), () => "nothing can"),
                        one.Count == 0 ? "goes" : one.Loss.Match(loss => UnigramStory.N(loss, 4), () => "stays")
                    )
                )
            )
        );
        var unused = judged.Where(one => one.Count == 0).Select(one => one.Piece).ToArray();
        var least = judged.Where(one => one.Count > 0 && one.Loss.IsSome).Select(one => (one.Piece, Loss: one.Loss.IfNone(0))).ToArray();
        return asked
            + (unused.Length == 0 ? UnigramStory.Of() : Unused(unused))
            + (least.Length == 0 ? UnigramStory.Of() : Least(model, least[^1].Piece, least[^1].Loss, after));
    }

    static Arr<Passage> Unused(string[] pieces) =>
        UnigramStory.Of(
            new Passage.Prose(
                $"No word has {string.Join(", ", pieces.Select(piece => $"'{piece}'"))} in its likeliest way: {(pieces.Length == 1 ? "that goes" : "these go")} at once."
            )
        );

    static Arr<Passage> Least(SmallUnigram model, string piece, double loss, int after)
    {
        var words = model.Words.Sum(word => (double)word.Count);
        var (with, without) = (model.After(after).LogLikelihood, model.Without(piece).After(after).LogLikelihood);
        return UnigramStory.Of(
            new Passage.Prose(
                $"Of those that words have, '{piece}' goes first, at {UnigramStory.N(loss, 4)} nats per word by the formula. What it really costs can be computed here: {after} more iterations "
                    + $"come to {UnigramStory.N(with, 7)} nats with it and to {UnigramStory.N(without, 7)} without it, {UnigramStory.N((with - without) / words, 4)} nats per word. The formula looks at "
                    + "the likeliest way of each word alone, and runs no EM; that makes it cheap enough for a million pieces."
            )
        );
    }
}
