using System.IO;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Journal;

// The lines of a file that is locked. It may be written through another stream; it is read, cut and flushed itself.
sealed class FileLines(string path, FileStream file, Stream stream, bool durable, FileLines.Taking? taking = null) : IJournalLines
{
    Taking? _taking = taking;

    public string Name => path;

    public Stream Read()
    {
        file.Position = 0;
        return file;
    }

    public Either<JournalError, Unit> Cut(long length, long tornBytes)
    {
        try
        {
            if (file.Length != length + tornBytes)
                return new JournalError.Inaccessible(path, "somebody wrote into it while it was read; try again when nobody does");
            if (tornBytes > 0)
                file.SetLength(length);
            file.Position = length;
            return Prelude.unit;
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new JournalError.Inaccessible(path, FileFaults.Reason(error));
        }
    }

    public void Append(in NewLine line)
    {
        WriteWhole(line.Bytes.Span);
        if (_taking is { } placed && line.IsIterated)
        {
            placed.Place(durable);
            _taking = null;
        }
    }

    // A line that cannot be written whole is taken back, so that the journal ends with a whole one.
    void WriteWhole(ReadOnlySpan<byte> line)
    {
        var before = stream.CanSeek ? stream.Position : 0;
        try
        {
            stream.Write(line);
            if (durable)
                file.Flush(flushToDisk: true);
        }
        catch (Exception) when (TryTruncate(before))
        {
            throw;
        }
    }

    // Always true: what was written of the line is taken back if it can be, and the first error is the one that counts.
    bool TryTruncate(long length)
    {
        try
        {
            if (stream.CanSeek)
                stream.SetLength(length);
        }
        catch (Exception error) when (FileFaults.IsOne(error)) { }
        return true;
    }

    public void Dispose()
    {
        stream.Dispose();
        _taking?.Dispose();
    }

    // A new journal that is to take the place of an old one, which nobody else may write meanwhile.
    internal sealed record Taking(Replacement File, FileStream Old) : IDisposable
    {
        public void Place(bool durable)
        {
            File.Commit(durable);
            Old.Dispose();
        }

        public void Dispose()
        {
            File.Dispose();
            Old.Dispose();
        }
    }
}
