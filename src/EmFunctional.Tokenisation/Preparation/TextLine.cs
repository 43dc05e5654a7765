namespace EmFunctional.Tokenisation.Preparation;

/// <summary>A line of text.</summary>
/// <param name="Bytes">Its bytes in UTF-8, without the end of line.</param>
/// <param name="Count">How often it counts.</param>
public readonly record struct TextLine(ReadOnlyMemory<byte> Bytes, long Count = 1);
