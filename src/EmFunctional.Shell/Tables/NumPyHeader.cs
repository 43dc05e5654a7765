using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using LanguageExt;

namespace EmFunctional.Tables;

// The header of a .npy file, versions 1 to 3: a Python dictionary of three entries, of which nothing but these three is understood.
sealed partial record NumPyHeader(string Type, bool IsFortran, Arr<int> Shape)
{
    const int MostBytes = 1 << 16;

    static readonly byte[] _magic = [0x93, .. "NUMPY"u8];

    /// <summary>How many bytes it has itself, before the numbers.</summary>
    public int Bytes { get; private init; }

    public int ItemSize => NumberBytes.SizeOf(Type);

    public long Count => Shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>A vector is a column.</summary>
    public int Columns => Shape.Count == 1 ? 1 : Shape[1];

    /// <summary>Whether the numbers of a row follow each other.</summary>
    public bool IsByRow => !IsFortran || Shape.Count == 1 || Shape.Contains(1);

    /// <summary>A file ends with its last number.</summary>
    public void CheckLength(long bytes, bool hasMore = false)
    {
        if ((Int128)Count * ItemSize != bytes || hasMore)
            throw new InvalidDataException(
                $"a whole .npy file: its header promises {(Int128)Count * ItemSize} bytes of numbers, and there are {(hasMore ? "more" : bytes)}"
            );
    }

    /// <summary>An array in memory has so many numbers at the most, and one of an archive no more than the archive's size makes likely.</summary>
    public void CheckCount(long? most = null)
    {
        if (Count > Array.MaxLength)
            throw new InvalidDataException(
                $"an array of at most {Array.MaxLength} numbers to be read as a whole, not of shape ({string.Join(", ", Shape)})"
            );
        if (Count > most)
            throw new InvalidDataException(
                $"an archive whose arrays take at most {NumPyArchive.MostRatio} times its own size in memory, and one has shape "
                    + $"({string.Join(", ", Shape)}); save it without compression (numpy.savez)"
            );
    }

    /// <summary>Reads it; the exception says what is wrong, in the words of a refusal.</summary>
    public static NumPyHeader Read(Stream stream)
    {
        var start = Read(stream, 8);
        if (!start.AsSpan(0, 6).SequenceEqual(_magic))
            throw new InvalidDataException("a .npy file, which begins with \\x93NUMPY");
        if (start[6] is < 1 or > 3)
            throw new InvalidDataException($"of .npy version 1, 2 or 3, not {start[6]}");
        var length =
            start[6] == 1
                ? BinaryPrimitives.ReadUInt16LittleEndian(Read(stream, 2))
                : BinaryPrimitives.ReadUInt32LittleEndian(Read(stream, 4));
        return length <= MostBytes
            ? Parse(Encoding.UTF8.GetString(Read(stream, (int)length))) with
            {
                Bytes = (start[6] == 1 ? 10 : 12) + (int)length,
            }
            : throw new InvalidDataException($"a header of at most {MostBytes} bytes, not {length}");
    }

    static NumPyHeader Parse(string text)
    {
        var match = Dictionary().Match(text);
        if (!match.Success || match.Groups.Keys.Any(key => match.Groups[key].Captures.Count > 1))
            throw new InvalidDataException("an array of plain numbers, with descr, fortran_order and shape in its header");
        var type = match.Groups["type"].Value;
        if (!Supported().IsMatch(type))
            throw new InvalidDataException(
                $"an array of floats, whole numbers or booleans of at most 64 bits, not {type}; convert it with astype('float64')"
            );
        var lengths = match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var shape = lengths.Select(Length).ToArray();
        var header = new NumPyHeader(type, match.Groups["fortran"].Value == "True", shape);
        return shape.Length is 1 or 2
            ? header
            : throw new InvalidDataException($"an array of one or two axes, not of shape ({string.Join(", ", lengths)})");
    }

    static int Length(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new InvalidDataException($"an array whose lengths are whole numbers, not {text}");

    static byte[] Read(Stream stream, int count)
    {
        var bytes = new byte[count];
        return stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count
            ? bytes
            : throw new InvalidDataException("a whole .npy file, and its header is cut off");
    }

    /// <summary>The header of numbers in C order, padded so that they begin at a multiple of 64.</summary>
    public static byte[] Of(Arr<int> shape, string type = NumberBytes.Double)
    {
        var lengths = shape.Count == 1 ? $"{shape[0]}," : string.Join(", ", shape);
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({lengths}), }}";
        var padded = text.PadRight((text.Length + 11 + 63) / 64 * 64 - 11) + "\n";
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)padded.Length);
        return [.. _magic, 1, 0, .. length, .. Encoding.ASCII.GetBytes(padded)];
    }

    [GeneratedRegex(
        """^\s*\{\s*(?:(?:'descr'\s*:\s*'(?<type>[^']{1,20})'|'fortran_order'\s*:\s*(?<fortran>True|False)|'shape'\s*:\s*\((?<shape>[\s\d,]{0,100})\))\s*,?\s*){3}\}\s*$"""
    )]
    private static partial Regex Dictionary();

    [GeneratedRegex("^([<>]([iu][248]|f[248])|[|<>][iu]1|[|]b1)$")]
    private static partial Regex Supported();
}
