using System.IO;
using System.Threading;
using EmFunctional.Modelling;

namespace EmFunctional.Recorder;

/// <summary>A stream that writes to another in a way of its own.</summary>
public abstract class ForwardingStream(Stream inner) : Stream
{
    protected Stream Inner { get; } = inner;

    public abstract override void Write(ReadOnlySpan<byte> buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override bool CanRead => false;

    public override bool CanSeek => Inner.CanSeek;

    public override bool CanWrite => true;

    public override long Length => Inner.Length;

    public override long Position
    {
        get => Inner.Position;
        set => Inner.Position = value;
    }

    public override void Flush() => Inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => Inner.Seek(offset, origin);

    public override void SetLength(long value) => Inner.SetLength(value);

    protected override void Dispose(bool disposing) => Inner.Dispose();
}

/// <summary>Writes in pieces, with pauses between them.</summary>
public sealed class SlowStream(Stream inner) : ForwardingStream(inner)
{
    const int Pieces = 8;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (var piece = 0; piece < Pieces; piece++)
        {
            Inner.Write(buffer[(buffer.Length * piece / Pieces)..(buffer.Length * (piece + 1) / Pieces)]);
            Thread.SpinWait(3_000);
        }
    }
}

/// <summary>A disk with room for some bytes: what does not fit is written in part, then raises.</summary>
public sealed class FullStream(Stream inner, int room) : ForwardingStream(inner)
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var fits = (int)Math.Min(buffer.Length, Math.Max(0, room - Inner.Length));
        Inner.Write(buffer[..fits]);
        if (fits < buffer.Length)
            throw new IOException("No space left on device");
    }
}
