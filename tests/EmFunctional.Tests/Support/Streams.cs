using System.IO;

namespace EmFunctional.Tests.Support;

/// <summary>A disk with room for some bytes: what does not fit is written in part, then raises.</summary>
sealed class FullStream(Stream inner, int room) : Stream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var fits = (int)Math.Min(buffer.Length, Math.Max(0, room - inner.Length));
        inner.Write(buffer[..fits]);
        if (fits < buffer.Length)
            throw new IOException("No space left on device");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override bool CanRead => false;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => inner.SetLength(value);

    protected override void Dispose(bool disposing) => inner.Dispose();
}

/// <summary>The same bytes many times over, without holding them.</summary>
sealed class RepeatingStream(byte[] bytes, int times) : Stream
{
    long _position;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = 0;
        while (read < count && _position < Length)
        {
            var from = (int)(_position % bytes.Length);
            var part = Math.Min(bytes.Length - from, count - read);
            bytes.AsSpan(from, part).CopyTo(buffer.AsSpan(offset + read));
            (read, _position) = (read + part, _position + part);
        }
        return read;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => (long)bytes.Length * times;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
