using LanguageExt;

namespace EmFunctional.Tokenisation;

/// <summary>All pieces of a tokeniser; the index of a piece is its id.</summary>
/// <param name="Pieces">The pieces: those with a meaning of their own first, then text by score.</param>
public sealed record Vocabulary(Arr<Piece> Pieces)
{
    /// <summary>How many pieces there are.</summary>
    public int Count => Pieces.Count;

    /// <summary>The piece of an id.</summary>
    /// <param name="id">From 0.</param>
    public Piece this[int id] => Pieces[id];
}
