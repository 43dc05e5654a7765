using System.Collections.Generic;
using System.Linq;
using EmFunctional.Tokenisation.Preparation;
using LanguageExt;

namespace EmFunctional.Tokenisation.Training;

/// <summary>The pieces of one run, which are numbered, and a tree that finds those with which a text begins.</summary>
public sealed class Lexicon
{
    readonly int[][] _pieces;
    readonly Lazy<CodeTree> _tree;

    /// <summary>A lexicon of some pieces.</summary>
    /// <param name="alphabet">The characters.</param>
    /// <param name="pieces">The codes of each piece.</param>
    internal Lexicon(Alphabet alphabet, int[][] pieces)
    {
        (Alphabet, _pieces) = (alphabet, pieces);
        Longest = pieces.Length == 0 ? 1 : pieces.Max(piece => piece.Length);
        _tree = new(() => CodeTree.Of(pieces, alphabet.Codes));
    }

    /// <summary>The characters.</summary>
    public Alphabet Alphabet { get; }

    /// <summary>How many pieces there are.</summary>
    public int Count => _pieces.Length;

    /// <summary>The most characters of a piece.</summary>
    public int Longest { get; }

    internal CodeTree Tree => _tree.Value;

    /// <summary>The codes of a piece.</summary>
    internal ReadOnlySpan<int> this[int piece] => _pieces[piece];

    /// <summary>The text of a piece.</summary>
    /// <param name="piece">Which, from 0.</param>
    public string TextOf(int piece) => Alphabet.TextOf(_pieces[piece]);

    /// <summary>Some of its pieces, in the order given.</summary>
    internal Lexicon Select(IReadOnlyList<int> pieces) => new(Alphabet, [.. pieces.Select(piece => _pieces[piece])]);

    const string Group = "p[";

    /// <summary>The name of each piece's probability on the chart: <c>p[▁the]</c>.</summary>
    internal Arr<string> Names => _names ??= new(Enumerable.Range(0, Count).Select(piece => $"{Group}{TextOf(piece)}]"));
    Arr<string>? _names;

    /// <summary>The lexicon of a run that was recorded, from the names on its chart.</summary>
    internal static Lexicon OfNames(Alphabet alphabet, Arr<string> names) =>
        new(alphabet, [.. names.Select(name => alphabet.CodesOf(name[Group.Length..^1]))]);
}

/// <summary>Pieces with their probabilities.</summary>
/// <param name="Lexicon">The pieces.</param>
/// <param name="Probabilities">p of each.</param>
public sealed record ScoredPieces(Lexicon Lexicon, Numerics.Vector Probabilities);
