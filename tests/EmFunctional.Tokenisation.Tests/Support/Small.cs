using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation.Preparation;
using EmFunctional.Tokenisation.Training;

namespace EmFunctional.Tokenisation.Tests.Support;

/// <summary>A few pieces with probabilities.</summary>
sealed record Small(Lexicon Lexicon, Vector Probabilities)
{
    public static Small Of(params (string Text, double Probability)[] pieces)
    {
        var counts = new Dictionary<int, long>();
        foreach (var rune in pieces.SelectMany(piece => piece.Text.EnumerateRunes()))
            counts[rune.Value] = counts.GetValueOrDefault(rune.Value) + 1;
        var alphabet = Alphabet.Of(counts, 1, "");
        return new(
            new(alphabet, [.. pieces.Select(piece => alphabet.CodesOf(piece.Text))]),
            Vector.Of(pieces.Select(piece => piece.Probability))
        );
    }
}
