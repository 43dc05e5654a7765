using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation.Preparation;
using EmFunctional.Tokenisation.Training;

namespace EmFunctional.Tokenisation.Seeding;

/// <summary>The pieces with which EM begins.</summary>
static class Seeds
{
    /// <summary>
    /// All characters, each with its count c, and strings that branch in the suffix tree, each with its count times its length, the highest first; as
    /// probabilities, p = c/Σc.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="options">How many, and which strings may be pieces.</param>
    internal static ScoredPieces Of(PreparedText text, TokeniserOptions options)
    {
        var characters = text
            .Alphabet.Required.Where(of => of.Count > 0)
            .Select(of => (Codes: new[] { text.Alphabet.CodeOf(of.Rune.Value) }, Score: (double)of.Count))
            .ToArray();
        var rule = new PieceRule(text.Alphabet, options);
        var most = Math.Max(0, options.SeedSize - characters.Length);
        var suffixes = SuffixArray.Of(text.Codes, text.Alphabet.Codes);
        var found = Substrings
            .Of(text.Codes, suffixes, options.MaxPieceLength)
            .Where(of => of.Length >= 2 && rule.Allows(text.Codes.AsSpan(of.At, of.Length)));
        var strings = Best.Of(found, most).Select(of => (Codes: CodesOf(text, of), Score: (double)of.Count * of.Length));
        var all = characters.Concat(strings).ToArray();
        var sum = all.Sum(of => of.Score);
        return new(
            new Lexicon(text.Alphabet, [.. all.Select(of => of.Codes)]),
            Vector.Of(all.Length, i => Elementary.Exp(Elementary.Log(all[i].Score) - Elementary.Log(sum)))
        );
    }

    static int[] CodesOf(PreparedText text, Substring of) => text.Codes.AsSpan(of.At, of.Length).ToArray();

    // The highest of very many, without keeping all: of equals the first.
    static class Best
    {
        public static IEnumerable<Substring> Of(IEnumerable<Substring> all, int most)
        {
            var kept = new List<(Substring Of, long Score, int Order)>();
            var (order, least) = (0, 0L);
            foreach (var of in all)
            {
                var score = (long)of.Count * of.Length;
                if (score <= least)
                    continue;
                kept.Add((of, score, order++));
                if (kept.Count < 2L * most + 1024)
                    continue;
                Cut(kept, most);
                least = kept.Count == most && most > 0 ? kept[^1].Score : least;
            }
            Cut(kept, most);
            return kept.Select(of => of.Of);
        }

        static void Cut(List<(Substring Of, long Score, int Order)> kept, int most)
        {
            kept.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Order.CompareTo(b.Order));
            if (kept.Count > most)
                kept.RemoveRange(most, kept.Count - most);
        }
    }
}
