using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EmFunctional.Numerics;
using LanguageExt;
using Serilog.Events;

namespace EmFunctional.Journal;

/// <summary>Builds the lines of a journal, each with the seal that chains it to the one before, in a buffer of its own.</summary>
sealed class SealedLine
{
    readonly ArrayBufferWriter<byte> _bytes = new(1024);
    readonly Utf8JsonWriter _json;

    /// <summary>The seal before the first line.</summary>
    public static Hash256 First => default;

    public SealedLine() => _json = ClefFormatter.WriterTo(_bytes);

    // What stands between the event of a line and its seal, and behind the seal: nothing else is the end of a sealed line.
    static ReadOnlySpan<byte> SealProperty => ",\"Seal\":\""u8;
    static ReadOnlySpan<byte> End => "\"}"u8;
    const int Digits = 64;
    static readonly int Length = SealProperty.Length + Digits + End.Length;

    /// <summary>The line of an event with its end, and with its seal where a seal stands before it; it stays until the next is built.</summary>
    /// <param name="logEvent">The event.</param>
    /// <param name="before">The seal of the line before; nothing in a journal without seals.</param>
    public (ReadOnlyMemory<byte> Line, Option<Hash256> Seal) Build(LogEvent logEvent, Option<Hash256> before)
    {
        _bytes.ResetWrittenCount();
        before.IfNone(First).Write(_bytes.GetSpan(32));
        _bytes.Advance(32);
        _json.Reset();
        ClefFormatter.Write(logEvent, _json);
        _json.Flush();
        if (before.IsNone)
        {
            _bytes.Write("\n"u8);
            return (_bytes.WrittenMemory[32..], before);
        }
        var sealing = _bytes.WrittenCount - 1; // without the closing brace
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_bytes.WrittenSpan[..sealing], hash);
        _bytes.ResetWrittenCount(); // which leaves the bytes: only the brace is overwritten
        _bytes.Advance(sealing);
        _bytes.Write(SealProperty);
        Convert.TryToHexStringLower(hash, _bytes.GetSpan(Digits), out _);
        _bytes.Advance(Digits);
        _bytes.Write(End);
        _bytes.Write("\n"u8);
        return (_bytes.WrittenMemory[32..], Hash256.Read(hash));
    }

    /// <summary>The seal with which a line ends; nothing where no byte-exact seal is its end.</summary>
    /// <param name="line">The whole line, without its end.</param>
    public static Option<Hash256> FindSeal(ReadOnlySpan<byte> line)
    {
        if (line.Length <= Length || !line[^Length..].StartsWith(SealProperty) || !line.EndsWith(End))
            return Option<Hash256>.None;
        Span<char> digits = stackalloc char[Digits];
        Encoding.Latin1.GetChars(line[^(Digits + End.Length)..^End.Length], digits);
        return Hash256.TryParse(digits, out var seal) ? seal : Option<Hash256>.None;
    }

    /// <summary>The seal that a line must have: SHA-256 of the seal before and of all of the line's bytes before its own.</summary>
    /// <param name="before">The seal of the line before.</param>
    /// <param name="line">The whole line, which ends with a seal.</param>
    public static Hash256 SealOf(Hash256 before, ReadOnlySpan<byte> line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[32];
        before.Write(bytes);
        hash.AppendData(bytes);
        hash.AppendData(line[..^Length]);
        hash.GetHashAndReset(bytes);
        return Hash256.Read(bytes);
    }
}
