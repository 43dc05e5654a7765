using System.IO;
using System.Text;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Playground.Own;

/// <summary>A journal in the memory of the page, which is saved as a file by whoever wants it.</summary>
sealed class MemoryLines : IJournalLines
{
    readonly MemoryStream _bytes = new();
    int _taken;

    public string Name => "run.clef";

    public Stream Read() => new MemoryStream(_bytes.ToArray());

    public Either<JournalError, Unit> Cut(long length, long tornBytes)
    {
        _bytes.SetLength(length);
        return Prelude.unit;
    }

    public void Append(in NewLine line) => _bytes.Write(line.Bytes.Span);

    /// <summary>The lines since the last call.</summary>
    public string Take()
    {
        var from = _taken;
        _taken = (int)_bytes.Length;
        return Encoding.UTF8.GetString(_bytes.GetBuffer(), from, _taken - from);
    }

    public void Dispose() => _bytes.Dispose();
}
