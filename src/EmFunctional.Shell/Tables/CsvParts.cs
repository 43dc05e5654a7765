using System.IO;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

// Whole lines of a text, some at a time, with the number of the first.
sealed class CsvParts(Stream from, string source, int size)
{
    byte[] _buffer = new byte[size];
    int _count;
    int _line = 1;
    bool _isOver;

    public long BytesRead { get; private set; }

    public sealed record Part(ReadOnlyMemory<byte> Lines, int FirstLine);

    /// <summary>Reads the first lines, and goes to where the data begin.</summary>
    public Validation<EmError, CsvNumbers> Begin(ColumnChoice chosen)
    {
        Fill();
        if (_buffer.AsSpan(0, _count).StartsWith("\uFEFF"u8))
            Skip(3);
        var end = Array.LastIndexOf(_buffer, (byte)'\n', Math.Max(0, _count - 1), _count);
        return CsvNumbers
            .Of(_buffer.AsSpan(0, end < 0 || _isOver ? _count : end), source, chosen)
            .Map(found =>
            {
                for (; _line < found.FirstLine; _line++)
                    Skip(Array.IndexOf(_buffer, (byte)'\n', 0, _count) + 1);
                return found.Reader;
            });
    }

    /// <summary>The next lines; null at the end.</summary>
    public Part? Next()
    {
        Fill();
        var end = _isOver ? _count : Array.LastIndexOf(_buffer, (byte)'\n', Math.Max(0, _count - 1), _count) + 1;
        if (_count == 0)
            return null;
        if (end == 0) // a line longer than the buffer
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
            return Next();
        }
        var part = new Part(_buffer.AsSpan(0, end).ToArray(), _line);
        _line += part.Lines.Span.Count((byte)'\n');
        Skip(end);
        return part;
    }

    void Fill()
    {
        while (_count < _buffer.Length && !_isOver)
        {
            var read = from.Read(_buffer, _count, _buffer.Length - _count);
            _isOver = read == 0;
            _count += read;
            BytesRead += read;
        }
    }

    void Skip(int bytes)
    {
        _count -= bytes;
        Array.Copy(_buffer, bytes, _buffer, 0, _count);
    }
}
