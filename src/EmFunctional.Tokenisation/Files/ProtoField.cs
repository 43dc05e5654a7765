using System.Buffers.Binary;
using System.Collections.Generic;
using LanguageExt;

namespace EmFunctional.Tokenisation.Files;

/// <summary>A field of a message in the wire format of protocol buffers.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Kind">How its value is written: 0 a number of 1 to 10 bytes, 1 and 5 eight and four bytes, 2 bytes with their count before them.</param>
/// <param name="Value">The number, of kinds 0, 1 and 5.</param>
/// <param name="Bytes">The bytes, of kind 2.</param>
/// <param name="At">Where the field begins, in bytes from the begin of the file.</param>
/// <remarks>Source: Google, Protocol Buffers, Encoding.</remarks>
readonly record struct ProtoField(int Number, int Kind, ulong Value, ReadOnlyMemory<byte> Bytes, int At)
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Counted = 2;
    public const int Fixed32 = 5;

    const int MostVarintBytes = 10;

    public float Single => BitConverter.UInt32BitsToSingle((uint)Value);

    /// <summary>Where the bytes begin.</summary>
    public int Begin { get; private init; }

    /// <summary>The fields of a message, in their order.</summary>
    /// <param name="message">The message.</param>
    /// <param name="source">The file.</param>
    /// <param name="begin">Where the message begins in it.</param>
    public static Either<TokeniserError, List<ProtoField>> Read(ReadOnlyMemory<byte> message, string source, int begin = 0)
    {
        var fields = new List<ProtoField>();
        for (var at = 0; at < message.Length; )
        {
            var read = Next(message, source, begin, ref at);
            if (read.IsLeft)
                return read.Map(_ => fields);
            fields.Add((ProtoField)read);
        }
        return fields;
    }

    static Either<TokeniserError, ProtoField> Next(ReadOnlyMemory<byte> message, string source, int begin, ref int at)
    {
        var first = at;
        TokeniserError Cut(int from, ulong needed) => new TokeniserError.CutFile(source, begin + from, needed, message.Length - from);
        TokeniserError Bad(string expected, string found) =>
            new TokeniserError.BadModelFile(source, $"byte {begin + first}", expected, found);
        if (Varied(message.Span, ref at) is not { } key)
            return message.Length - first < MostVarintBytes
                ? Cut(first, (ulong)(message.Length - first) + 1)
                : Bad("a number of at most 10 bytes", "longer");
        if (key >> 3 is 0 or > 0x1FFFFFFF)
            return Bad("the begin of a field", "something else");
        var (number, kind) = ((int)(key >> 3), (int)(key & 7));
        switch (kind)
        {
            case Varint or Counted:
                var count = at;
                if (Varied(message.Span, ref at) is not { } value)
                    return message.Length - count < MostVarintBytes
                        ? Cut(count, (ulong)(message.Length - count) + 1)
                        : Bad("a number of at most 10 bytes", "longer");
                if (kind == Varint)
                    return new ProtoField(number, kind, value, default, begin + first);
                if (value > (ulong)(message.Length - at))
                    return Cut(at, value);
                var bytes = message.Slice(at, (int)value);
                at += (int)value;
                return new ProtoField(number, kind, 0, bytes, begin + first) { Begin = begin + at - (int)value };
            case Fixed32 or Fixed64:
                var size = kind == Fixed32 ? sizeof(uint) : sizeof(ulong);
                if (message.Length - at < size)
                    return Cut(at, (ulong)size);
                var from = message.Span[at..];
                at += size;
                var bits = kind == Fixed32 ? BinaryPrimitives.ReadUInt32LittleEndian(from) : BinaryPrimitives.ReadUInt64LittleEndian(from);
                return new ProtoField(number, kind, bits, default, begin + first);
            default:
                return Bad("a field of the kind 0, 1, 2 or 5", $"of the kind {kind}");
        }
    }

    static ulong? Varied(ReadOnlySpan<byte> from, ref int at)
    {
        var value = 0UL;
        for (var i = 0; i < MostVarintBytes && at < from.Length; i++)
        {
            var part = from[at++];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
                return value;
        }
        return null;
    }
}
