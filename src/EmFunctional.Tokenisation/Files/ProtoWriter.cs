using System.Buffers.Binary;
using System.Text;
using EmFunctional.Tokenisation.Normalisation;

namespace EmFunctional.Tokenisation.Files;

/// <summary>Writes a message in the wire format of protocol buffers, a field after the other.</summary>
sealed class ProtoWriter
{
    readonly ByteText _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.Span;

    public ProtoWriter Number(int field, long value)
    {
        Varint(((uint)field << 3) | ProtoField.Varint);
        Varint((ulong)value);
        return this;
    }

    public ProtoWriter Flag(int field, bool value) => Number(field, value ? 1 : 0);

    public ProtoWriter Single(int field, float value)
    {
        Varint(((uint)field << 3) | ProtoField.Fixed32);
        Span<byte> bits = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bits, value);
        _bytes.Write(bits);
        return this;
    }

    public ProtoWriter Text(int field, string value) => Counted(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Message(int field, ProtoWriter value) => Counted(field, value.Written);

    public ProtoWriter Counted(int field, ReadOnlySpan<byte> value)
    {
        Varint(((uint)field << 3) | ProtoField.Counted);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write((byte)(value | 0x80));
        _bytes.Write((byte)value);
    }
}
