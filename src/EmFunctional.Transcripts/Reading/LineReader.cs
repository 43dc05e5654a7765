using System.IO;

namespace EmFunctional.Transcripts.Reading;

/// <summary>The lines of a stream, one after the other, without their ends, be these of Unix or of Windows.</summary>
/// <param name="stream">The stream; it is disposed of with this.</param>
sealed class LineReader(Stream stream) : IDisposable
{
    byte[] _buffer = new byte[1 << 17];
    int _from;
    int _to;
    bool _isOver;

    /// <summary>How many lines were read.</summary>
    public long Line { get; private set; }

    /// <summary>The next line; it holds until the one after it is read.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Whether there is one. Exceptions are those of the stream.</returns>
    public bool Read(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_from + searched, _to - _from - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = WithoutReturn(_buffer.AsSpan(_from, searched + end));
                _from += searched + end + 1;
                Line++;
                return true;
            }
            searched = _to - _from;
            if (_isOver)
            {
                line = WithoutReturn(_buffer.AsSpan(_from, searched));
                _from = _to;
                Line += searched > 0 ? 1 : 0;
                return searched > 0;
            }
            Fill();
        }
    }

    void Fill()
    {
        _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
        (_from, _to) = (0, _to - _from);
        if (_to == _buffer.Length)
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        var count = stream.Read(_buffer.AsSpan(_to));
        _isOver = count == 0;
        _to += count;
    }

    static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) => line is [.., (byte)'\r'] ? line[..^1] : line;

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
