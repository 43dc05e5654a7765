using System.IO;

namespace EmFunctional.Unpacking;

/// <summary>A stream whose first bytes were looked at; pipes cannot be wound back.</summary>
sealed class PeekedStream : ForwardStream
{
    readonly byte[] _first;
    readonly int _length;
    readonly Stream _rest;
    int _at;

    PeekedStream(byte[] first, int length, Stream rest) => (_first, _length, _rest) = (first, length, rest);

    /// <summary>The first bytes, fewer than were asked for where the stream has no more.</summary>
    public ReadOnlySpan<byte> First => _first.AsSpan(0, _length);

    /// <summary>Reads the first bytes of a stream; it throws what the stream does.</summary>
    /// <param name="stream">The stream, disposed of with the result.</param>
    /// <param name="most">How many bytes to look at.</param>
    public static PeekedStream Of(Stream stream, int most)
    {
        var first = new byte[most];
        return new(first, stream.ReadAtLeast(first, most, throwOnEndOfStream: false), stream);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_at == _length)
            return _rest.Read(buffer);
        var count = Math.Min(buffer.Length, _length - _at);
        _first.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rest.Dispose();
        base.Dispose(disposing);
    }
}
