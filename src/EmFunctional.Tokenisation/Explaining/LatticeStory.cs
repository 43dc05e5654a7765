using System.Linq;
using EmFunctional.Narration;
using LanguageExt;

namespace EmFunctional.Tokenisation.Explaining;

/// <summary>The lattice of a word, and all ways through it.</summary>
static class LatticeStory
{
    const int Wide = 4;

    public static Arr<Passage> Of(SmallUnigram model, string word)
    {
        var segmentations = model.Segmentations(word);
        var sum = segmentations.Sum(segmentation => segmentation.Probability);
        var first = segmentations[0];
        return UnigramStory.Of(
            new Passage.Prose(
                "Each piece is drawn under the letters that it covers, from the place before its first to the place behind its last. A way to cut the word is a row of pieces from "
                    + "end to end without gaps; the picture of all pieces is called a lattice."
            ),
            new Passage.Working(Drawn(model, word)),
            new Passage.Prose(
                $"There are {segmentations.Count} ways. The probability of a way is the product of its pieces' probabilities, and that of the word is the sum over all ways, {UnigramStory.P(sum)}. "
                    + "The share of a way is its part of that sum: how probable it is that the word was made so."
            ),
            UnigramStory.Table(
                Arr.create("way", "probability", "share"),
                [
                    .. segmentations.Select(segmentation =>
                        Arr.create(
                            string.Join(" ", segmentation.Pieces),
                            UnigramStory.P(segmentation.Probability),
                            UnigramStory.P(segmentation.Share)
                        )
                    ),
                ],
                Arr.create("sum", UnigramStory.P(sum), UnigramStory.P(segmentations.Sum(segmentation => segmentation.Share)))
            ),
            new Passage.Prose("The first of them, worked out:"),
            new Passage.Working(
                Arr.create(
                    $"{string.Join(" × ", first.Pieces.Select(piece => UnigramStory.P(model.Pieces[piece])))} = {UnigramStory.P(first.Probability)}, and "
                        + $"{UnigramStory.P(first.Probability)} / {UnigramStory.P(sum)} = {UnigramStory.P(first.Share)}"
                )
            )
        );
    }

    // 0   t   1   e   2   a   3
    // [── tea ───────────────]     0.3
    static Arr<string> Drawn(SmallUnigram model, string word)
    {
        var places = string.Concat(word.Select((letter, i) => $"{i, -Wide}{letter, -Wide}")) + $"{word.Length}";
        var arcs =
            from begin in Enumerable.Range(0, word.Length)
            from length in Enumerable.Range(1, word.Length - begin)
            let piece = word.Substring(begin, length)
            where model.Pieces.ContainsKey(piece)
            select (begin, length, piece);
        return new(
            arcs.Select(arc =>
                    (
                        new string(' ', 2 * Wide * arc.begin) + "├" + $"─ {arc.piece} ".PadRight((2 * Wide * arc.length) - 1, '─') + "┤"
                    ).PadRight(places.Length + Wide) + UnigramStory.P(model.Pieces[arc.piece])
                )
                .Prepend(places)
        );
    }
}
