using System.IO;

namespace EmFunctional.Unpacking;

/// <summary>A stream whose first bytes were looked at; pipes cannot be wound back.</summary>
/// <param name="first">The first bytes.</param>
/// <param name="rest">The others.</param>
sealed class PeekedStream(byte[] first, Stream rest) : ForwardStream
{
    int _at;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_at == first.Length)
            return rest.Read(buffer);
        var count = Math.Min(buffer.Length, first.Length - _at);
        first.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rest.Dispose();
        base.Dispose(disposing);
    }
}
