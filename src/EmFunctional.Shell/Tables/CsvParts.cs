using System.IO;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

// Whole lines of a text, some at a time, with the number of the first.
sealed class CsvParts(Stream from, string source, int size)
{
    // A line longer than this is a quote that nobody closed.
    const int MostKept = 1 << 26;

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

    /// <summary>The next lines, or that there are none.</summary>
    public Either<EmError, Option<Part>> Next()
    {
        Fill();
        var end = _isOver ? _count : EndOfLines(_buffer.AsSpan(0, _count));
        if (_count == 0)
            return Option<Part>.None;
        if (end == 0 && _buffer.Length >= MostKept)
            return new EmError.BadArray($"{source}:{_line}", $"a text of lines up to {MostKept} bytes, whose quotes are closed");
        if (end == 0)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
            return Next();
        }
        var part = new Part(_buffer.AsSpan(0, end).ToArray(), _line);
        _line += part.Lines.Span.Count((byte)'\n');
        Skip(end);
        return Prelude.Some(part);
    }

    // Behind the last end of a line that is not in quotes; 0 where there is none.
    static int EndOfLines(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'"'))
            return text.LastIndexOf((byte)'\n') + 1;
        var (end, isQuoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            isQuoted ^= text[i] == '"';
            if (text[i] == '\n' && !isQuoted)
                end = i + 1;
        }
        return end;
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
