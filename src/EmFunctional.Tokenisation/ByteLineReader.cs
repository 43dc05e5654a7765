using System.IO;

namespace EmFunctional.Tokenisation;

/// <summary>The lines of a stream as bytes, one after the other, out of one buffer that grows to the longest.</summary>
/// <param name="stream">The stream, which is not closed.</param>
public sealed class ByteLineReader(Stream stream)
{
    byte[] _buffer = new byte[1 << 16];
    int _from;
    int _to;

    /// <summary>The line, without its end, until the next one is asked for.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>How many lines were read.</summary>
    public long Count { get; private set; }

    /// <summary>Goes on to the next line. A line feed ends one; a carriage return belongs to it.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="IOException">The stream cannot be read, or a line has more bytes than an array can have.</exception>
    public bool Next()
    {
        for (var searched = 0; ; )
        {
            var at = _buffer.AsSpan(_from + searched, _to - _from - searched).IndexOf((byte)'\n');
            if (at >= 0)
                return Found(searched + at, 1);
            searched = _to - _from;
            if (!Fill())
                return searched > 0 && Found(searched, 0);
        }
    }

    bool Found(int length, int end)
    {
        Line = _buffer.AsMemory(_from, length);
        _from += length + end;
        Count++;
        return true;
    }

    bool Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_to, _from) = (_to - _from, 0);
        }
        if (_to == Array.MaxLength)
            throw new IOException("a line is longer than can be read");
        if (_to == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, Array.MaxLength));
        var read = stream.Read(_buffer, _to, _buffer.Length - _to);
        _to += read;
        return read > 0;
    }
}
