using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace EmFunctional.Numerics;

/// <summary>
/// The canonical bytes of a value, for hashing: little-endian numbers, texts in UTF-8 behind their length, vectors behind theirs. The same
/// values give the same bytes on every machine, and different sequences of values different bytes.
/// </summary>
public sealed class Canonical
{
    // Of a long sequence only its end is kept.
    const int MostKept = 1 << 18;
    const int PartNumbers = 1 << 12;

    readonly ArrayBufferWriter<byte> _bytes;
    IncrementalHash? _before;

    /// <summary>No bytes yet.</summary>
    /// <param name="capacity">How many bytes are expected.</param>
    public Canonical(int capacity = 256) => _bytes = new(capacity);

    /// <summary>A whole number: four bytes.</summary>
    public Canonical Add(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
        return this;
    }

    /// <summary>A number: the eight bytes of its bits.</summary>
    public Canonical Add(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
        return this;
    }

    /// <summary>A hash: its 32 bytes.</summary>
    public Canonical Add(Hash256 value)
    {
        value.Write(_bytes.GetSpan(32));
        _bytes.Advance(32);
        return this;
    }

    /// <summary>A text: the length of its UTF-8 form, then the bytes.</summary>
    public Canonical Add(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Add(length);
        _bytes.Advance(Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length)));
        return this;
    }

    /// <summary>A vector: its length, then the numbers.</summary>
    public Canonical Add(Vector values)
    {
        return Add(values.Count).Append(values.Span);
    }

    // Numbers that are told of in parts, after the count of all.
    internal Canonical Append(ReadOnlySpan<double> values)
    {
        for (var at = 0; at < values.Length; at += PartNumbers)
        {
            var part = values[at..Math.Min(values.Length, at + PartNumbers)];
            var into = _bytes.GetSpan(8 * part.Length);
            if (BitConverter.IsLittleEndian)
                MemoryMarshal.AsBytes(part).CopyTo(into);
            else
                for (var i = 0; i < part.Length; i++)
                    BinaryPrimitives.WriteDoubleLittleEndian(into[(8 * i)..], part[i]);
            _bytes.Advance(8 * part.Length);
            if (_bytes.WrittenCount > MostKept)
                Digest();
        }
        return this;
    }

    IncrementalHash Digest()
    {
        _before ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _before.AppendData(_bytes.WrittenSpan);
        _bytes.ResetWrittenCount();
        return _before;
    }

    // A count beyond four bytes stands behind one that no vector has.
    internal Canonical AddCount(long count) => count <= int.MaxValue ? Add((int)count) : Add(-1).Add((int)(count >> 32)).Add((int)count);

    // Numbers behind their count, each missing one in the same bits.
    internal Canonical AddNumbers(ReadOnlySpan<double> values)
    {
        Add(values.Length);
        for (int at = 0, next; at < values.Length; at = next)
        {
            for (next = at; next < values.Length && !double.IsNaN(values[next]); )
                next++;
            Append(values[at..next]);
            if (next == values.Length)
                break;
            Add(double.NaN);
            next++;
        }
        return this;
    }

    // The hash, and no bytes from then on.
    internal Hash256 Take()
    {
        var hash = Hash();
        _bytes.ResetWrittenCount();
        (_before, var used) = (null, _before);
        used?.Dispose();
        return hash;
    }

    /// <summary>SHA-256 of the bytes so far.</summary>
    public Hash256 Hash()
    {
        Span<byte> hash = stackalloc byte[32];
        if (_before is null)
            SHA256.HashData(_bytes.WrittenSpan, hash);
        else
            Digest().GetCurrentHash(hash);
        return Hash256.Read(hash);
    }
}
