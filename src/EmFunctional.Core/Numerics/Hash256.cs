using System.Buffers.Binary;

namespace EmFunctional.Numerics;

/// <summary>The 256 bits of a SHA-256 hash, shown as 64 hexadecimal digits.</summary>
/// <param name="A">Bytes 0 to 7, big-endian.</param>
/// <param name="B">Bytes 8 to 15.</param>
/// <param name="C">Bytes 16 to 23.</param>
/// <param name="D">Bytes 24 to 31.</param>
public readonly record struct Hash256(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>The hash in 32 bytes.</summary>
    /// <param name="bytes">At least 32 bytes.</param>
    public static Hash256 Read(ReadOnlySpan<byte> bytes) =>
        new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..])
        );

    /// <summary>Writes the 32 bytes.</summary>
    /// <param name="into">At least 32 bytes.</param>
    public void Write(Span<byte> into)
    {
        BinaryPrimitives.WriteUInt64BigEndian(into, A);
        BinaryPrimitives.WriteUInt64BigEndian(into[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(into[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(into[24..], D);
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="hash">The hash.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out Hash256 hash)
    {
        hash = default;
        if (text.Length != 64 || text.ContainsAnyExcept("0123456789abcdef"))
            return false;
        hash = Read(Convert.FromHexString(text));
        return true;
    }

    /// <summary>64 hexadecimal digits.</summary>
    public override string ToString() => $"{A:x16}{B:x16}{C:x16}{D:x16}";
}
