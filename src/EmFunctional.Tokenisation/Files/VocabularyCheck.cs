using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LanguageExt;

namespace EmFunctional.Tokenisation.Files;

/// <summary>What must hold of every vocabulary, as SentencePiece asks when it loads one.</summary>
static class VocabularyCheck
{
    const int Bytes = 256;

    /// <summary>The vocabulary, or the first thing that is wrong with it.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="fallsBack">Whether what no piece matches is written as bytes.</param>
    /// <param name="source">The file.</param>
    public static Either<TokeniserError, Vocabulary> Of(Vocabulary vocabulary, bool fallsBack, string source)
    {
        if (vocabulary.Count == 0)
            return new TokeniserError.BadModelFile(source, "the vocabulary", "one piece or more", "empty");
        var (known, isByte) = (new Dictionary<(string, bool), int>(), new bool[Bytes]);
        for (var id = 0; id < vocabulary.Count; id++)
        {
            var piece = vocabulary[id];
            if (piece.Text.Length == 0)
                return new TokeniserError.EmptyPiece(source, id);
            if (piece.Text.Contains('\0', StringComparison.Ordinal))
                return new TokeniserError.BadModelFile(source, $"piece {id}", "text without U+0000", "one with it");
            if (!double.IsFinite(piece.Score))
                return new TokeniserError.BadScore(source, id, piece.Score);
            // A mark may be spelt like a text: it is never looked for in one.
            if (!known.TryAdd((piece.Text, piece.Kind.IsText()), id))
                return new TokeniserError.DuplicatePiece(source, piece.Text, known[(piece.Text, piece.Kind.IsText())], id);
            if (piece.Kind == PieceKind.Byte)
            {
                if (ByteOf(piece.Text) is not { } value)
                    return new TokeniserError.BadModelFile(
                        source,
                        $"piece {id}",
                        "<0x00> to <0xFF>, since it is of the kind BYTE",
                        $"'{piece.Text}'"
                    );
                isByte[value] = true;
            }
        }
        var bytes = isByte.Count(there => there);
        var unknowns = vocabulary.Pieces.Count(piece => piece.Kind == PieceKind.Unknown);
        return unknowns != 1 ? new TokeniserError.NotOneUnknown(source, unknowns)
            : bytes != (fallsBack ? Bytes : 0) ? new TokeniserError.WrongBytePieces(source, bytes, fallsBack)
            : vocabulary;
    }

    /// <summary>The byte that a piece such as <c>&lt;0x0A&gt;</c> stands for.</summary>
    /// <param name="text">Its text.</param>
    public static byte? ByteOf(string text) =>
        text.Length == 6
        && text.StartsWith("<0x", StringComparison.Ordinal)
        && text[^1] == '>'
        && byte.TryParse(text.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
