namespace EmFunctional.Tokenisation.Normalisation;

/// <summary>Bytes as characters, where some may be wrong: each wrong byte stands for itself, as SentencePiece reads them.</summary>
public static class Utf8
{
    /// <summary>How many bytes the character has with which a text begins.</summary>
    /// <param name="text">One byte or more.</param>
    /// <param name="isValid">Whether they are a character: the shortest form of a code point that is no surrogate.</param>
    /// <returns>1 to 4; 1 where it is not valid.</returns>
    public static int Length(ReadOnlySpan<byte> text, out bool isValid)
    {
        var first = text[0];
        var length =
            first < 0x80 ? 1
            : (first & 0xE0) == 0xC0 ? 2
            : (first & 0xF0) == 0xE0 ? 3
            : (first & 0xF8) == 0xF0 ? 4
            : 0;
        isValid = length == 1 || (length > 1 && length <= text.Length && IsWhole(text[..length]));
        return isValid ? length : 1;
    }

    /// <summary>How many bytes of a text are no part of a character.</summary>
    /// <param name="text">The text.</param>
    public static int CountInvalid(ReadOnlySpan<byte> text)
    {
        var count = 0;
        if (!System.Text.Unicode.Utf8.IsValid(text))
            for (var at = 0; at < text.Length; )
            {
                at += Length(text[at..], out var isValid);
                count += isValid ? 0 : 1;
            }
        return count;
    }

    static bool IsWhole(ReadOnlySpan<byte> text)
    {
        var code = text[0] & (0xFF >> (text.Length + 1));
        foreach (var next in text[1..])
        {
            if ((next & 0xC0) != 0x80)
                return false;
            code = (code << 6) | (next & 0x3F);
        }
        return text.Length switch
        {
            2 => code >= 0x80,
            3 => code >= 0x800 && code is < 0xD800 or > 0xDFFF,
            _ => code is >= 0x10000 and <= 0x10FFFF,
        };
    }
}
