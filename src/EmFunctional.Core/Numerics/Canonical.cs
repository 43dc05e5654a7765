using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EmFunctional.Numerics;

/// <summary>
/// The canonical bytes of a value, for hashing: little-endian numbers, texts in UTF-8 behind their length, vectors behind theirs. The same
/// values give the same bytes on every machine, and different sequences of values different bytes.
/// </summary>
public sealed class Canonical
{
    readonly ArrayBufferWriter<byte> _bytes;

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
        Add(values.Count);
        foreach (var value in values.Span)
            Add(value);
        return this;
    }

    /// <summary>SHA-256 of the bytes so far.</summary>
    public Hash256 Hash()
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_bytes.WrittenSpan, hash);
        return Hash256.Read(hash);
    }
}
