using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tokenisation.Explaining;

/// <summary>
/// The unigram language model of a few words, with all ways to cut each listed: what lattices compute for a whole text, without them. It is for explaining and
/// for tests.
/// </summary>
/// <param name="Words">The words.</param>
/// <param name="Pieces">The probability of each piece.</param>
public sealed record SmallUnigram(Arr<CountedWord> Words, Map<string, double> Pieces)
{
    /// <summary>A way to cut a word.</summary>
    /// <param name="Pieces">Its pieces.</param>
    /// <param name="Probability">The product of theirs.</param>
    /// <param name="Share">Its probability given the word: its part of the sum over all ways.</param>
    public sealed record WordSegmentation(Arr<string> Pieces, double Probability, double Share);

    /// <summary>The model with the pieces that EM begins with: the letters, and what stands in two of the words or twice in one.</summary>
    /// <param name="words">The words.</param>
    public static SmallUnigram Begin(Arr<CountedWord> words)
    {
        var seeds = Candidates(words).ToArray();
        var sum = seeds.Sum(seed => (double)seed.Count * seed.Text.Length);
        return new(words, new Map<string, double>(seeds.Select(seed => (seed.Text, seed.Count * seed.Text.Length / sum))));
    }

    /// <summary>The pieces to begin with, and how often each stands in the words.</summary>
    /// <param name="words">The words.</param>
    public static IEnumerable<CountedWord> Candidates(Arr<CountedWord> words) =>
        words
            .SelectMany(word =>
                from begin in Enumerable.Range(0, word.Text.Length)
                from length in Enumerable.Range(1, word.Text.Length - begin)
                select (Text: word.Text.Substring(begin, length), word.Count)
            )
            .GroupBy(part => part.Text, StringComparer.Ordinal)
            .Where(same => same.Key.Length == 1 || same.Count() > 1)
            .Select(same => new CountedWord(same.Key, same.Sum(part => part.Count)))
            .OrderByDescending(seed => (long)seed.Count * seed.Text.Length)
            .ThenBy(seed => seed.Text, StringComparer.Ordinal);

    /// <summary>All ways to cut a text, the likeliest first.</summary>
    /// <param name="text">The text.</param>
    public Arr<WordSegmentation> Segmentations(string text)
    {
        IEnumerable<(Arr<string> Pieces, double Probability)> From(int begin) =>
            begin == text.Length
                ? [(Arr<string>.Empty, 1.0)]
                : from length in Enumerable.Range(1, text.Length - begin)
                let piece = text.Substring(begin, length)
                where Pieces.ContainsKey(piece)
                from rest in From(begin + length)
                select (rest.Pieces.Insert(0, piece), Pieces[piece] * rest.Probability);
        var segmentations = From(0)
            .Where(segmentation => segmentation.Probability > 0)
            .OrderByDescending(segmentation => segmentation.Probability)
            .ThenBy(segmentation => segmentation.Pieces.Count)
            .ToArray();
        var sum = segmentations.Sum(segmentation => segmentation.Probability);
        return new(
            segmentations.Select(segmentation => new WordSegmentation(
                segmentation.Pieces,
                segmentation.Probability,
                segmentation.Probability / sum
            ))
        );
    }

    /// <summary>Σ count · ln Σ p(way) over the words and their ways, in nats.</summary>
    public double LogLikelihood =>
        Words.Sum(word => word.Count * Elementary.Log(Segmentations(word.Text).Sum(segmentation => segmentation.Probability)));

    /// <summary>How often each piece is expected in some words: each way counts by its share.</summary>
    /// <param name="words">The words.</param>
    public Map<string, double> Expected(IEnumerable<CountedWord> words) =>
        Sums(
            words.SelectMany(word =>
                Segmentations(word.Text)
                    .SelectMany(segmentation => segmentation.Pieces.Select(piece => (piece, word.Count * segmentation.Share)))
            )
        );

    /// <summary>E and M: each piece is as probable as its share of all expected counts.</summary>
    public SmallUnigram Next()
    {
        var counts = Expected(Words);
        var sum = counts.Values.Sum();
        return this with { Pieces = counts.Map(count => count / sum) };
    }

    /// <summary>After so many times E and M.</summary>
    /// <param name="iterations">How many.</param>
    public SmallUnigram After(int iterations) => Enumerable.Range(0, iterations).Fold(this, (model, _) => model.Next());

    /// <summary>The same without a piece; the others are as probable in proportion.</summary>
    /// <param name="piece">The piece.</param>
    public SmallUnigram Without(string piece)
    {
        var left = Pieces.Remove(piece);
        var sum = left.Values.Sum();
        return this with { Pieces = left.Map(p => p / sum) };
    }

    /// <summary>How often each piece stands in the likeliest way to cut each word.</summary>
    public Map<string, double> InLikeliest() =>
        Sums(Words.SelectMany(word => Segmentations(word.Text)[0].Pieces.Select(piece => (piece, (double)word.Count))));

    Map<string, double> Sums(IEnumerable<(string Piece, double Count)> counted)
    {
        var sums = Pieces.Keys.ToDictionary(piece => piece, _ => 0.0, StringComparer.Ordinal);
        foreach (var (piece, count) in counted)
            sums[piece] += count;
        return new(sums.Select(sum => (sum.Key, sum.Value)));
    }

    /// <summary>The pieces that would take the place of one: the likeliest way to cut its own text without it; none if there is no way.</summary>
    /// <param name="piece">The piece.</param>
    public Option<Arr<string>> InPlaceOf(string piece) =>
        Without(piece).Segmentations(piece).HeadOrNone().Map(segmentation => segmentation.Pieces);

    /// <summary>What a word of the text loses on average without a piece: f/n · (ln f/S − Σⱼ ln (fⱼ + f)/(S + f (m − 1))), by the trainer's formula.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="counts">How often each piece stands in the likeliest ways.</param>
    /// <returns>Nats per word; none where nothing can take its place.</returns>
    public Option<double> Loss(string piece, Map<string, double> counts)
    {
        var (count, sum, words) = (counts[piece], counts.Values.Sum(), Words.Sum(word => (double)word.Count));
        return InPlaceOf(piece)
            .Map(others =>
                count == 0
                    ? 0
                    : count
                        / words
                        * (
                            Elementary.Log(count)
                            - Elementary.Log(sum)
                            - others.Sum(other =>
                                Elementary.Log(counts[other] + count) - Elementary.Log(sum + (count * (others.Count - 1)))
                            )
                        )
            );
    }
}
