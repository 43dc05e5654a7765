using System.Collections.Generic;
using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Tokenisation.Files;
using EmFunctional.Tokenisation.Normalisation;
using LanguageExt;

namespace EmFunctional.Tokenisation.Cutting;

/// <summary>The text of pieces: ▁ is a blank, that at the begin goes, marks are nothing, and pieces of single bytes that follow each other are UTF-8.</summary>
sealed class Decoding(SavedTokeniser saved)
{
    const string Blank = "▁";

    readonly bool _dropsFirstBlank = saved.Options.Normalisation.AddDummyPrefix || saved.Options.Normalisation.RemoveExtraBlanks;
    readonly byte?[] _bytes =
    [
        .. saved.Vocabulary.Pieces.Select(piece => piece.Kind == PieceKind.Byte ? VocabularyCheck.ByteOf(piece.Text) : null),
    ];

    /// <summary>The text.</summary>
    /// <param name="ids">The pieces.</param>
    /// <param name="place">Where the i-th id stands, for errors.</param>
    public Either<TokeniserError, string> Of(IReadOnlyList<int> ids, Func<int, Position> place)
    {
        var (text, bytes, isBegin, sawBlank) = (new StringBuilder(), new ByteText(), true, false);
        for (var i = 0; i < ids.Count; i++)
        {
            var id = ids[i];
            if (id < 0 || id >= _bytes.Length)
                return new TokeniserError.NoSuchId(place(i), id, _bytes.Length);
            if (_bytes[id] is { } value)
            {
                bytes.Write(value);
                continue;
            }
            Flush(bytes, text);
            isBegin &= !sawBlank && text.Length == 0;
            sawBlank = Add(text, saved.Vocabulary[id], isBegin);
        }
        Flush(bytes, text);
        return text.ToString();
    }

    // Whether a blank at the begin was dropped that is the only one to be dropped.
    bool Add(StringBuilder text, Piece piece, bool isBegin)
    {
        if (piece.Kind is PieceKind.Control or PieceKind.Unknown)
        {
            text.Append(piece.Kind == PieceKind.Unknown ? saved.Options.Special.UnknownSurface : "");
            return false;
        }
        var drops = isBegin && _dropsFirstBlank && piece.Text.StartsWith(Blank, StringComparison.Ordinal);
        text.Append((drops ? piece.Text[Blank.Length..] : piece.Text).Replace(Blank, " ", StringComparison.Ordinal));
        return drops && !saved.Options.Normalisation.RemoveExtraBlanks;
    }

    static void Flush(ByteText bytes, StringBuilder text)
    {
        for (var left = bytes.Span; !left.IsEmpty; )
        {
            var length = Utf8.Length(left, out var isValid);
            text.Append(isValid ? Encoding.UTF8.GetString(left[..length]) : "\uFFFD");
            left = left[length..];
        }
        bytes.Shorten(0);
    }
}
