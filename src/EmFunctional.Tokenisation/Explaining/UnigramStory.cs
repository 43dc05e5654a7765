using System.Collections.Generic;
using System.Linq;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tokenisation.Explaining;

/// <summary>How a tokeniser is trained, told with a few words: the lattice of one, its ways with their probabilities, expected counts, and why a piece goes.</summary>
public static class UnigramStory
{
    const int Iterations = 12;

    // As many as between two prunings of the trainer.
    const int BeforePruning = 2;

    /// <summary>Tells it.</summary>
    /// <param name="words">The words.</param>
    public static Story Of(Arr<CountedWord> words)
    {
        var begin = SmallUnigram.Begin(words);
        var word = words.OrderByDescending(one => begin.Segmentations(one.Text).Count).ThenByDescending(one => one.Text.Length).First();
        var end = begin.After(Iterations);
        return new(
            $"The unigram language model on {words.Count} words",
            new Arr<Chapter>([
                new("1. What was seen, and what was not", Seen(words)),
                new("2. The pieces to begin with", Seeds(words, begin)),
                new($"3. The lattice of '{word.Text}'", LatticeStory.Of(begin, word.Text)),
                new("4. One iteration: expected counts", Iteration(begin, word)),
                new("5. All iterations", All(begin, end, word)),
                new("6. Why a piece goes", PruningStory.Of(begin.After(BeforePruning), BeforePruning, Iterations)),
                new("7. The words in pieces", InPieces(end)),
            ])
        );
    }

    static Arr<Passage> Seen(Arr<CountedWord> words) =>
        Of(
            new Passage.Prose(
                "A tokeniser cuts text into pieces that it has a number for. The unigram language model says how the text came about: somebody drew one piece after "
                    + "the other, each by itself, each with a probability of its own, and wrote them without gaps. We see the words:"
            ),
            Table(Arr.create("word", "seen"), words.Select(word => Arr.create(word.Text, $"{word.Count}"))),
            new Passage.Prose(
                "Nobody noted where one piece ends and the next begins. If the cuts were known, the probability of a piece would be how often it was drawn, divided by how often "
                    + "anything was. If the probabilities were known, one could say how likely each way to cut a word is. EM goes from one to the other and back."
            )
        );

    static Arr<Passage> Seeds(Arr<CountedWord> words, SmallUnigram begin)
    {
        var seeds = SmallUnigram.Candidates(words).ToArray();
        return Of(
            new Passage.Prose(
                "Any part of a word could be a piece. The trainer begins with all letters, so that every word can be cut, and with all longer parts that occur in more than one place. "
                    + "A part that covers much of the text is a good guess: count times length, as a share of all, is the probability at the start."
            ),
            Table(
                Arr.create("piece", "count", "count × length", "probability"),
                seeds.Select(seed =>
                    Arr.create(seed.Text, $"{seed.Count}", $"{(long)seed.Count * seed.Text.Length}", P(begin.Pieces[seed.Text]))
                )
            )
        );
    }

    static Arr<Passage> Iteration(SmallUnigram begin, CountedWord word)
    {
        var (own, all, next) = (begin.Expected([word]), begin.Expected(begin.Words), begin.Next());
        var sum = all.Values.Sum();
        var shown = begin.Segmentations(word.Text).SelectMany(segmentation => segmentation.Pieces).First(piece => own[piece] > 0);
        var shares = begin.Segmentations(word.Text).Where(segmentation => segmentation.Pieces.Contains(shown)).ToArray();
        return Of(
            new Passage.Prose(
                $"E-step: each way counts by its share. The piece '{shown}' stands in {shares.Length} of the ways to cut '{word.Text}', which was seen {word.Count} times, so that it is expected"
            ),
            new Passage.Working(
                Arr.create(
                    $"{word.Count} × ({string.Join(" + ", shares.Select(segmentation => P(segmentation.Share * segmentation.Pieces.Count(piece => piece == shown))))}) = {N(own[shown])} times"
                )
            ),
            new Passage.Prose(
                "there. All words together give how often each piece is expected. M-step: its new probability is its share of all that is expected."
            ),
            Table(
                Arr.create("piece", $"in '{word.Text}'", "in all words", "probability", "new probability"),
                [
                    .. begin
                        .Pieces.OrderByDescending(piece => all[piece.Key])
                        .ThenBy(piece => piece.Key, StringComparer.Ordinal)
                        .Select(piece =>
                            Arr.create(piece.Key, N(own[piece.Key]), N(all[piece.Key]), P(piece.Value), P(next.Pieces[piece.Key]))
                        ),
                ],
                Arr.create("sum", N(own.Values.Sum()), N(sum), P(begin.Pieces.Values.Sum()), P(next.Pieces.Values.Sum()))
            )
        );
    }

    static Arr<Passage> All(SmallUnigram begin, SmallUnigram end, CountedWord word)
    {
        var models = new List<SmallUnigram> { begin };
        for (var i = 0; i < Iterations; i++)
            models.Add(models[^1].Next());
        double Pieces(SmallUnigram model) => model.InLikeliest().Values.Sum() / model.Words.Sum(one => (double)one.Count);
        var segmentations = end.Segmentations(word.Text);
        return Of(
            new Passage.Prose(
                "Again and again. The log-likelihood, ln of the probability of all words, cannot fall; how many pieces a word has in its likeliest way is not what is maximised:"
            ),
            new Passage.Figures(
                TextTable.Shortened(
                    Arr.create("iteration", "log-likelihood", "gain", "pieces per word"),
                    models.Count,
                    i =>
                        Arr.create(
                            $"{i}",
                            N(models[i].LogLikelihood, 9),
                            i == 0 ? "" : N(models[i].LogLikelihood - models[i - 1].LogLikelihood, 3),
                            N(Pieces(models[i]), 4)
                        )
                )
            ),
            new Passage.Prose(
                $"'{word.Text}' is now {string.Join(" ", segmentations[0].Pieces)} with probability {P(segmentations[0].Share)}"
                    + (
                        segmentations.Count > 1
                            ? $", and {string.Join(" ", segmentations[1].Pieces)} with {P(segmentations[1].Share)}."
                            : "."
                    )
                    + " SentencePiece's own M-step is a little different: it takes exp ψ(count), about count − ½, in the place of the count, which makes rare pieces rarer; its "
                    + "log-likelihood may fall."
            )
        );
    }

    static Arr<Passage> InPieces(SmallUnigram end) =>
        Of(
            Table(
                Arr.create("word", "likeliest way", "probability of the word", "share of the way"),
                end.Words.Select(word => (word, Segmentations: end.Segmentations(word.Text)))
                    .Select(one =>
                        Arr.create(
                            one.word.Text,
                            string.Join(" ", one.Segmentations[0].Pieces),
                            P(one.Segmentations.Sum(segmentation => segmentation.Probability)),
                            P(one.Segmentations[0].Share)
                        )
                    )
            ),
            new Passage.Prose(
                "A text of a million words is no different. The ways to cut a word are no longer listed but added up along its lattice, from left to right and back, and the vocabulary begins with "
                    + "hundreds of thousands of pieces, of which each pruning leaves three quarters until there are as many as asked for."
            )
        );

    internal static Arr<Passage> Of(params Passage[] passages) => new(passages);

    internal static Passage Table(Arr<string> columns, IEnumerable<Arr<string>> rows) => Table(columns, [.. rows], default);

    /// <summary>The rows, some of them where there are many, and a last one.</summary>
    internal static Passage Table(Arr<string> columns, Arr<string>[] rows, Option<Arr<string>> last) =>
        new Passage.Figures(TextTable.Shortened(columns, rows.Length, i => rows[i], last));

    internal static string P(double probability) => NumberFormat.Significant(probability, 4);

    internal static string N(double number, int digits = 5) => NumberFormat.Significant(number, digits);
}
