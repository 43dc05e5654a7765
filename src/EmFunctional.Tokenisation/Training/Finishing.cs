using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation.Preparation;
using LanguageExt;

namespace EmFunctional.Tokenisation.Training;

/// <summary>Makes the vocabulary of the pieces that are left.</summary>
static class Finishing
{
    // So much, in nats, characters without a probability of their own lie apart, the more frequent below.
    const double Step = 1e-4;

    /// <summary>
    /// All characters, at their scores or, if they have none, at the least score and a little more; then the pieces of the highest scores until the vocabulary
    /// is full. Ids: the symbols' own, and between and behind them the pieces by score.
    /// </summary>
    public static Either<TokeniserError, Vocabulary> Of(ScoredPieces pieces, TokeniserOptions options)
    {
        var symbols = SpecialSymbols.Of(options);
        var room = options.VocabularySize - symbols.Count;
        var chosen = Chosen(pieces, room);
        if (chosen.Count < room && options.IsSizeStrict)
            return new TokeniserError.TooLarge(options.VocabularySize, chosen.Count + symbols.Count);
        var texts = new Queue<Piece>(
            Sorted(chosen).Select(of => new Piece(pieces.Lexicon.Alphabet.TextOf(of.Codes), of.Score)).Where(IsNoSymbol)
        );
        var taken = symbols.ToDictionary(of => of.Id, of => of.Piece);
        var all = new List<Piece>();
        while (texts.Count > 0 || taken.Keys.Any(id => id >= all.Count))
            all.Add(
                taken.TryGetValue(all.Count, out var symbol) ? symbol
                : texts.Count > 0 ? texts.Dequeue()
                : new Piece($"<unused{all.Count}>", 0, PieceKind.Unused)
            );
        return new Vocabulary(new(all));

        bool IsNoSymbol(Piece piece) => symbols.All(symbol => symbol.Piece.Text != piece.Text);
    }

    static List<(int[] Codes, double Score)> Chosen(ScoredPieces pieces, int room)
    {
        var sorted = Sorted([.. Scored(pieces)]);
        var chosen = Characters(pieces, sorted).ToList();
        chosen.AddRange(sorted.Where(of => of.Codes.Length > 1).Take(Math.Max(0, room - chosen.Count)));
        return chosen;
    }

    /// <summary>The pieces that will be in the vocabulary, in the order that they have, of those that have a probability.</summary>
    public static ScoredPieces Select(ScoredPieces pieces, TokeniserOptions options)
    {
        var chosen = Chosen(pieces, options.VocabularySize - SpecialSymbols.Of(options).Count)
            .Select(of => pieces.Lexicon.Alphabet.TextOf(of.Codes))
            .ToHashSet();
        var kept = Enumerable
            .Range(0, pieces.Lexicon.Count)
            .Where(piece => pieces.Probabilities[piece] > 0 && chosen.Contains(pieces.Lexicon.TextOf(piece)))
            .ToArray();
        return new(pieces.Lexicon.Select(kept), pieces.Probabilities.Select(kept));
    }

    static IEnumerable<(int[] Codes, double Score)> Scored(ScoredPieces pieces) =>
        Enumerable
            .Range(0, pieces.Lexicon.Count)
            .Where(i => pieces.Probabilities[i] > 0)
            .Select(i => (pieces.Lexicon[i].ToArray(), Elementary.Log(pieces.Probabilities[i])));

    static (int[] Codes, double Score)[] Sorted(List<(int[] Codes, double Score)> pieces)
    {
        var sorted = pieces.ToArray();
        Array.Sort(sorted, (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Codes.AsSpan().SequenceCompareTo(b.Codes));
        return sorted;
    }

    static IEnumerable<(int[] Codes, double Score)> Characters(ScoredPieces pieces, (int[] Codes, double Score)[] sorted)
    {
        var own = sorted.Where(of => of.Codes.Length == 1).ToDictionary(of => of.Codes[0], of => of.Score);
        var (least, added) = (sorted.Length == 0 ? 0 : sorted[^1].Score, 0);
        foreach (var character in pieces.Lexicon.Alphabet.Required)
        {
            var code = pieces.Lexicon.Alphabet.CodeOf(character.Rune.Value);
            yield return ([code], own.TryGetValue(code, out var score) ? score : least + Step * added++);
        }
    }
}
