using System.IO;

namespace EmFunctional.Tests.Support;

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
