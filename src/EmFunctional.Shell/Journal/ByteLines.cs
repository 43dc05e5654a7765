using System.IO;

namespace EmFunctional.Journal;

// Lines of bytes out of one buffer that grows to the longest.
sealed class ByteLines(Stream stream)
{
    // A line with ten million numbers fits; what is longer, or does not begin as a line does, is no journal.
    const int Longest = 1 << 28;

    byte[] _buffer = new byte[1 << 16];
    int _from;
    int _to;
    int _length;
    long _consumed;

    /// <summary>The line, without its end; until the next is asked for.</summary>
    public ReadOnlyMemory<byte> Line => _buffer.AsMemory(_from, _length);

    /// <summary>Whether its end was there.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether it was left, as no line of a journal can be so long.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>How many bytes end with it.</summary>
    public long End => _consumed;

    public bool Next()
    {
        _from += _length + (IsWhole ? 1 : 0);
        _length = 0;
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_from + searched, _to - _from - searched).IndexOf((byte)'\n');
            if (at >= 0)
                return Found(searched + at, isWhole: true);
            searched = _to - _from;
            IsTooLong = searched >= Longest || (searched >= _buffer.Length && _buffer[_from] != (byte)'{');
            if (IsTooLong || !Fill())
                return searched > 0 && Found(searched, isWhole: false);
        }
    }

    bool Found(int length, bool isWhole)
    {
        (_length, IsWhole) = (length, isWhole);
        _consumed += length + (isWhole ? 1 : 0);
        return true;
    }

    bool Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_to, _from) = (_to - _from, 0);
        }
        if (_to == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = stream.Read(_buffer, _to, _buffer.Length - _to);
        _to += read;
        return read > 0;
    }
}
