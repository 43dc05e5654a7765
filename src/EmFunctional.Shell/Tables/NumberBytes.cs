using System.Buffers.Binary;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;

namespace EmFunctional.Tables;

// Numbers as files have them, by NumPy's names: <f8 is a double, its lowest byte first.
static class NumberBytes
{
    public const string Double = "<f8";
    public const string Whole = "<i8";

    /// <summary>The numbers themselves, where they are doubles as this machine has them.</summary>
    public static bool AreDoubles(string type) => BitConverter.IsLittleEndian && type == Double;

    public static ReadOnlySpan<double> AsDoubles(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, double>(bytes);

    /// <summary>The bytes of a number of a type: <c>f4</c> has four.</summary>
    public static int SizeOf(string type) => type[2] - '0';

    public static void Read(ReadOnlySpan<byte> bytes, string type, Span<double> into)
    {
        if (AreDoubles(type))
        {
            AsDoubles(bytes).CopyTo(into);
            return;
        }
        var (size, number) = (SizeOf(type), Reader(type));
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
            "<f2" => bytes => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            ">f2" => bytes => (double)BinaryPrimitives.ReadHalfBigEndian(bytes),
            "<i8" => bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            ">i8" => bytes => BinaryPrimitives.ReadInt64BigEndian(bytes),
            "<u8" => bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            ">u8" => bytes => BinaryPrimitives.ReadUInt64BigEndian(bytes),
            "<i4" => bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            ">i4" => bytes => BinaryPrimitives.ReadInt32BigEndian(bytes),
            "<u4" => bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            ">u4" => bytes => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            "<i2" => bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            ">i2" => bytes => BinaryPrimitives.ReadInt16BigEndian(bytes),
            "<u2" => bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            ">u2" => bytes => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            _ => type[1] switch
            {
                'i' => bytes => (sbyte)bytes[0],
                'u' => bytes => bytes[0],
                _ => bytes => bytes[0] == 0 ? 0 : 1,
            },
        };

    /// <summary>Writes numbers, their lowest byte first.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="isWhole">Whether as integers.</param>
    public static void Write(Stream to, ReadOnlySpan<double> numbers, bool isWhole = false)
    {
        if (BitConverter.IsLittleEndian && !isWhole)
        {
            to.Write(MemoryMarshal.AsBytes(numbers));
            return;
        }
        var block = new byte[Math.Min(1 << 16, 8 * numbers.Length)];
        for (var at = 0; at < numbers.Length; at += block.Length / 8)
        {
            var items = numbers[at..Math.Min(numbers.Length, at + block.Length / 8)];
            for (var i = 0; i < items.Length; i++)
                if (isWhole)
                    BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(8 * i), (long)items[i]);
                else
                    BinaryPrimitives.WriteDoubleLittleEndian(block.AsSpan(8 * i), items[i]);
            to.Write(block.AsSpan(0, 8 * items.Length));
        }
    }

    /// <summary>Reads numbers up to a count, fewer where the stream ends before.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="type">The type of number.</param>
    /// <param name="count">How many are promised.</param>
    /// <param name="capacity">For so many bytes there is memory at once; beyond them it grows with what is read, never with what is promised.</param>
    /// <param name="length">How many bytes were read; a number may be cut off.</param>
    public static double[] ReadAll(Stream stream, string type, int count, long capacity, out long length)
    {
        var size = SizeOf(type);
        var (block, values, at) = (new byte[1 << 16], new double[Math.Min(count, Math.Max(1 << 13, capacity / size))], 0);
        for (length = 0; at < count; )
        {
            var wanted = (int)Math.Min(block.Length, ((long)count - at) * size);
            var read = stream.ReadAtLeast(block.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
            var items = read / size;
            if (at + items > values.Length)
                Array.Resize(ref values, (int)Math.Min(count, Math.Max(at + items, 2L * values.Length)));
            Read(block.AsSpan(0, items * size), type, values.AsSpan(at, items));
            (at, length) = (at + items, length + read);
            if (read < wanted)
                break;
        }
        Array.Resize(ref values, at);
        return values;
    }

    /// <summary>How many rows doubles without a header are; the exception says what is wrong, in the words of a refusal.</summary>
    public static int RowsOf(long length, int columns)
    {
        if (columns < 1)
            throw new InvalidDataException($"of 1 column or more, not {columns}");
        if (length % (8L * columns) != 0)
            throw new InvalidDataException($"whole rows of {8L * columns} bytes, {columns} doubles each, and there are {length} bytes");
        var rows = length / (8L * columns);
        return rows <= int.MaxValue
            ? (int)rows
            : throw new InvalidDataException($"at most {int.MaxValue} rows, and there are {rows}; give more columns");
    }

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
