using System.Collections.Generic;
using System.Linq;
using System.Text;
using EmFunctional.Tokenisation.Normalisation;

namespace EmFunctional.Tokenisation.Cutting;

/// <summary>The pieces of a vocabulary by their texts, with scores in single precision: those that files hold, and that every client computes with.</summary>
sealed class PieceIndex
{
    // How far, in nats, the score of what no piece matches is below that of the worst piece.
    const float UnknownPenalty = 10;

    readonly DoubleArray _texts;
    readonly float[] _scores;
    readonly PieceKind[] _kinds;
    readonly float _largest;

    public PieceIndex(Vocabulary vocabulary)
    {
        _scores = [.. vocabulary.Pieces.Select(piece => (float)piece.Score)];
        _kinds = [.. vocabulary.Pieces.Select(piece => piece.Kind)];
        UnknownId = Array.IndexOf(_kinds, PieceKind.Unknown);
        var normal = _scores.Where((_, id) => _kinds[id] == PieceKind.Normal).ToArray();
        // SentencePiece begins its search for the largest score at a number above 0, so that ln p < 0 never is.
        _largest = normal.Append(0).Max();
        UnknownScore = normal.DefaultIfEmpty(0).Min() - UnknownPenalty;
        var texts = vocabulary
            .Pieces.Select((piece, id) => (Key: (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(piece.Text), piece.Kind, Id: id))
            .Where(one => one.Kind.IsText())
            .ToList();
        texts.Sort((a, b) => a.Key.Span.SequenceCompareTo(b.Key.Span));
        _texts = DoubleArray.Build(texts.Select(one => KeyValuePair.Create(one.Key, one.Id)));
    }

    /// <summary>The id of what no piece matches.</summary>
    public int UnknownId { get; }

    /// <summary>ln p of what no piece matches: the least of all scores less 10.</summary>
    public float UnknownScore { get; }

    /// <summary>Where the search for a piece begins.</summary>
    public uint Root => _texts.Root;

    /// <summary>Goes on by a byte.</summary>
    /// <param name="at">The state.</param>
    /// <param name="c">The byte.</param>
    /// <returns>The piece that ends here; −1 where none that is used does, −2 where none begins so.</returns>
    public int Step(ref uint at, byte c)
    {
        var id = _texts.Step(ref at, c);
        return id >= 0 && _kinds[id] == PieceKind.Unused ? -1 : id;
    }

    /// <summary>ln p of a piece in a path. A symbol of the user is better than whatever else stands for its text.</summary>
    /// <param name="id">The piece.</param>
    /// <param name="length">Its length, in bytes or characters.</param>
    public double Score(int id, int length) => _kinds[id] == PieceKind.UserDefined ? (length * _largest) - 0.1 : _scores[id];

    /// <summary>The piece's own score.</summary>
    /// <param name="id">The piece.</param>
    public float Score(int id) => _scores[id];
}
