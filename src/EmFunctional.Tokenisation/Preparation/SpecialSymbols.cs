using System.Collections.Generic;
using System.Linq;
using LanguageExt;

namespace EmFunctional.Tokenisation.Preparation;

/// <summary>The pieces that are not found by training: those with a meaning of their own, symbols, bytes.</summary>
static class SpecialSymbols
{
    const int Bytes = 256;

    /// <summary>
    /// The pieces in the order in which they take ids: those with an id, in its order, then control symbols, symbols of the user and bytes. A
    /// symbol of the user that is also the begin or end of a text is that piece, as the user's.
    /// </summary>
    /// <param name="options">The options.</param>
    public static IReadOnlyList<(int Id, Piece Piece)> Of(TokeniserOptions options)
    {
        var special = options.Special;
        var withId = new[]
        {
            (Id: special.UnknownId, new Piece(special.Unknown, 0, PieceKind.Unknown)),
            (Id: special.BeginId, KindOf(special.Begin)),
            (Id: special.EndId, KindOf(special.End)),
            (Id: special.PadId, KindOf(special.Pad)),
        }.Where(of => of.Id >= 0);
        var taken = withId.ToDictionary(of => of.Id, of => of.Item2);
        var texts = taken.Values.Select(piece => piece.Text).ToHashSet();
        var others = options
            .ControlSymbols.Select(text => new Piece(text, 0, PieceKind.Control))
            .Concat(options.UserDefinedSymbols.Select(text => new Piece(text, 0, PieceKind.UserDefined)))
            .Where(piece => !texts.Contains(piece.Text))
            .Concat(options.ByteFallback ? Enumerable.Range(0, Bytes).Select(ByteOf) : []);
        var id = 0;
        foreach (var piece in others)
        {
            while (taken.ContainsKey(id))
                id++;
            taken[id] = piece;
        }
        return [.. taken.OrderBy(of => of.Key).Select(of => (of.Key, of.Value))];

        Piece KindOf(string text) => new(text, 0, options.UserDefinedSymbols.Contains(text) ? PieceKind.UserDefined : PieceKind.Control);
    }

    /// <summary>The piece of a byte: <c>&lt;0x0A&gt;</c>.</summary>
    /// <param name="value">The byte.</param>
    public static Piece ByteOf(int value) => new($"<0x{value:X2}>", 0, PieceKind.Byte);

    /// <summary>The symbols over which no piece reaches, as they stand in normalised text.</summary>
    /// <param name="options">The options.</param>
    internal static Arr<string> InText(TokeniserOptions options) =>
        new(
            Of(options)
                .Where(of => of.Piece.Kind != PieceKind.Byte)
                .Select(of => options.Normalisation.EscapeBlanks ? of.Piece.Text.Replace(' ', Marks.Blank) : of.Piece.Text)
        );
}
