using System.Collections.Generic;
using System.Linq;
using EmFunctional.Tokenisation.Normalisation;

namespace EmFunctional.Tokenisation;

/// <summary>A tokeniser as files have it.</summary>
/// <param name="Vocabulary">The pieces.</param>
/// <param name="Options">How it was trained, as far as its file says, and what becomes of blanks; what characters are replaced by is in the map.</param>
/// <param name="Map">Which characters are replaced by which before text is cut.</param>
public sealed record SavedTokeniser(Vocabulary Vocabulary, TokeniserOptions Options, CharacterMap Map)
{
    /// <summary>Whether the blank that is added stands behind the text, and blanks behind words.</summary>
    public bool BlankBehind { get; init; }

    /// <summary>What is saved of a tokeniser that was trained.</summary>
    /// <param name="trained">The tokeniser.</param>
    public static SavedTokeniser Of(TrainedTokeniser trained) =>
        new(trained.Vocabulary, trained.Options, CharacterMap.Of(trained.Options.Normalisation.Rule));

    /// <summary>How text is normalised before it is cut.</summary>
    public Normaliser Normaliser => new(Map, Options.Normalisation, TextsOf(PieceKind.UserDefined), BlankBehind);

    internal IEnumerable<string> TextsOf(PieceKind kind) =>
        Vocabulary.Pieces.Where(piece => piece.Kind == kind).Select(piece => piece.Text);
}
