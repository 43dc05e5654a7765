using System.IO;
using System.Text;
using EmFunctional.Modelling;

namespace EmFunctional.Tests.Support;

/// <summary>Lines made one after the other, without holding them.</summary>
sealed class LineStream(Func<int, string> line, int count) : Stream
{
    byte[] _line = [];
    int _from;
    int _next;

    public override int Read(byte[] buffer, int offset, int wanted)
    {
        if (_from == _line.Length && _next < count)
            (_line, _from) = (Encoding.UTF8.GetBytes(line(_next++) + '\n'), 0);
        var part = Math.Min(_line.Length - _from, wanted);
        _line.AsSpan(_from, part).CopyTo(buffer.AsSpan(offset));
        _from += part;
        return part;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
