namespace EmFunctional.Tokenisation.Normalisation;

/// <summary>Text in UTF-8 that grows, and is used again for the next line.</summary>
sealed class ByteText
{
    byte[] _bytes = new byte[256];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Writes a byte behind what is there.</summary>
    /// <param name="value">The byte.</param>
    public void Write(byte value)
    {
        if (Length == _bytes.Length)
            Array.Resize(ref _bytes, 2 * Length);
        _bytes[Length++] = value;
    }

    /// <summary>Writes bytes behind what is there.</summary>
    /// <param name="values">The bytes.</param>
    public void Write(ReadOnlySpan<byte> values)
    {
        if (Length + values.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + values.Length));
        values.CopyTo(_bytes.AsSpan(Length));
        Length += values.Length;
    }

    /// <summary>Keeps no more than the first bytes.</summary>
    /// <param name="length">How many, at most as many as there are.</param>
    public void Shorten(int length) => Length = Math.Min(Length, length);
}
