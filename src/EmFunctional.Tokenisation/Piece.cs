namespace EmFunctional.Tokenisation;

/// <summary>A piece of text that a tokeniser knows.</summary>
/// <param name="Text">Its text, with ▁ (U+2581) for a blank.</param>
/// <param name="Score">ln p of the piece, in nats; 0 for those that are not of the text.</param>
/// <param name="Kind">What it stands for.</param>
public readonly record struct Piece(string Text, double Score, PieceKind Kind = PieceKind.Normal);

/// <summary>What a piece stands for; the numbers are those of SentencePiece's model files.</summary>
public enum PieceKind
{
    /// <summary>Text, found by training.</summary>
    Normal = 1,

    /// <summary>Whatever no piece matches; a vocabulary has exactly one.</summary>
    Unknown = 2,

    /// <summary>A mark that no text contains, such as <c>&lt;s&gt;</c>.</summary>
    Control = 3,

    /// <summary>Text given by the user: wherever it stands, it is one piece.</summary>
    UserDefined = 4,

    /// <summary>A place that is kept and never used.</summary>
    Unused = 5,

    /// <summary>One byte of what no piece matches, <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>.</summary>
    Byte = 6,
}

/// <summary>Functions of <see cref="PieceKind"/>.</summary>
public static class PieceKindExtensions
{
    /// <summary>Whether pieces of this kind are looked for in text.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsText(this PieceKind kind) => kind is PieceKind.Normal or PieceKind.UserDefined or PieceKind.Unused;
}
