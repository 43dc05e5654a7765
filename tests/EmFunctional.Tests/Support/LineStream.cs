using System.Text;
using EmFunctional.Unpacking;

namespace EmFunctional.Tests.Support;

/// <summary>Lines made one after the other, without holding them.</summary>
sealed class LineStream(Func<int, string> line, int count) : ForwardStream
{
    byte[] _line = [];
    int _from;
    int _next;

    public override int Read(Span<byte> buffer)
    {
        if (_from == _line.Length && _next < count)
            (_line, _from) = (Encoding.UTF8.GetBytes(line(_next++) + '\n'), 0);
        var part = Math.Min(_line.Length - _from, buffer.Length);
        _line.AsSpan(_from, part).CopyTo(buffer);
        _from += part;
        return part;
    }
}
