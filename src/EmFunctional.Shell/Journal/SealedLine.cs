using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using EmFunctional.Numerics;
using Serilog.Events;

namespace EmFunctional.Journal;

/// <summary>Builds the lines of a journal, each with the seal that chains it to the one before, in a buffer of its own.</summary>
sealed class SealedLine
{
    readonly ArrayBufferWriter<byte> _bytes = new(1024);
    readonly Utf8JsonWriter _json;

    public SealedLine() => _json = ClefFormatter.WriterTo(_bytes);

    /// <summary>What stands between the events of a line and its seal.</summary>
    public static ReadOnlySpan<byte> SealProperty => ",\"Seal\":\""u8;

    /// <summary>The line of an event, with its seal and its end; it stays until the next is built.</summary>
    /// <param name="logEvent">The event.</param>
    /// <param name="before">The seal of the line before.</param>
    public (ReadOnlyMemory<byte> Line, Hash256 Seal) Build(LogEvent logEvent, Hash256 before)
    {
        _bytes.ResetWrittenCount();
        before.Write(_bytes.GetSpan(32));
        _bytes.Advance(32);
        _json.Reset();
        ClefFormatter.Write(logEvent, _json);
        _json.Flush();
        var sealing = _bytes.WrittenCount - 1; // without the closing brace
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_bytes.WrittenSpan[..sealing], hash);
        _bytes.ResetWrittenCount(); // which leaves the bytes: only the brace is overwritten
        _bytes.Advance(sealing);
        _bytes.Write(SealProperty);
        Convert.TryToHexStringLower(hash, _bytes.GetSpan(64), out _);
        _bytes.Advance(64);
        _bytes.Write("\"}\n"u8);
        return (_bytes.WrittenMemory[32..], Hash256.Read(hash));
    }

    /// <summary>The seal of a line: SHA-256 of the seal before and of the line's bytes up to its own.</summary>
    /// <param name="before">The seal of the line before.</param>
    /// <param name="line">The whole line.</param>
    public static Hash256 SealOf(Hash256 before, ReadOnlySpan<byte> line)
    {
        var at = line.LastIndexOf(SealProperty);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[32];
        before.Write(bytes);
        hash.AppendData(bytes);
        hash.AppendData(at < 0 ? line : line[..at]);
        hash.GetHashAndReset(bytes);
        return Hash256.Read(bytes);
    }
}
