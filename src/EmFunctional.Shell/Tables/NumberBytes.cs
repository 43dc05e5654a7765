using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace EmFunctional.Tables;

// Numbers as files have them, by NumPy's names: <f8 is a double, its lowest byte first.
static class NumberBytes
{
    public const string Double = "<f8";

    /// <summary>The numbers themselves, where they are doubles as this machine has them.</summary>
    public static bool AreDoubles(string type) => BitConverter.IsLittleEndian && type == Double;

    public static ReadOnlySpan<double> AsDoubles(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, double>(bytes);

    public static void Read(ReadOnlySpan<byte> bytes, string type, Span<double> into)
    {
        if (AreDoubles(type))
        {
            AsDoubles(bytes).CopyTo(into);
            return;
        }
        var (size, number) = (type[2] - '0', Reader(type));
        for (var i = 0; i < into.Length; i++)
            into[i] = number(bytes.Slice(i * size, size));
    }

    static Func<ReadOnlySpan<byte>, double> Reader(string type) =>
        type switch
        {
            "<f8" => BinaryPrimitives.ReadDoubleLittleEndian,
            ">f8" => BinaryPrimitives.ReadDoubleBigEndian,
            "<f4" => bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            ">f4" => bytes => BinaryPrimitives.ReadSingleBigEndian(bytes),
            "<i8" => bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            ">i8" => bytes => BinaryPrimitives.ReadInt64BigEndian(bytes),
            "<i4" => bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => bytes => BinaryPrimitives.ReadInt32BigEndian(bytes),
        };

    /// <summary>A checksum of 64 bits, never 0: for finding that bytes have changed, not for proving that they have not been forged.</summary>
    public static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        const ulong A = 0x9E3779B97F4A7C15;
        const ulong B = 0xC2B2AE3D27D4EB4F;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var (a, b, c, d) = (A, B, ~A, ~B);
        var i = 0;
        for (; i + 4 <= words.Length; i += 4)
        {
            a = BitOperations.RotateLeft(a ^ words[i], 29) * A;
            b = BitOperations.RotateLeft(b ^ words[i + 1], 29) * A;
            c = BitOperations.RotateLeft(c ^ words[i + 2], 29) * A;
            d = BitOperations.RotateLeft(d ^ words[i + 3], 29) * A;
        }
        for (; i < words.Length; i++)
            a = BitOperations.RotateLeft(a ^ words[i], 29) * A;
        foreach (var last in bytes[(8 * words.Length)..])
            b = BitOperations.RotateLeft(b ^ last, 29) * A;
        foreach (var other in (ReadOnlySpan<ulong>)[b, c, d, (ulong)bytes.Length])
            a = BitOperations.RotateLeft(a ^ other, 29) * B;
        return Math.Max(1, a ^ (a >> 32));
    }
}
