using System.IO;
using System.Linq;

namespace EmFunctional.Journal;

/// <summary>Several files as one stream, to be read as often as needed.</summary>
/// <param name="parts">The files, which go with it.</param>
sealed class JoinedStream(FileStream[] parts) : Stream
{
    int _part;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => parts.Sum(part => part.Length);

    public override long Position
    {
        get => parts[.._part].Sum(part => part.Length) + parts[_part].Position;
        set
        {
            for (_part = 0; _part < parts.Length - 1 && value > parts[_part].Length; _part++)
                value -= parts[_part].Length;
            parts[_part].Position = value;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (true)
        {
            var read = parts[_part].Read(buffer, offset, count);
            if (read > 0 || count == 0 || _part == parts.Length - 1)
                return read;
            parts[++_part].Position = 0;
        }
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        foreach (var part in parts)
            part.Dispose();
        base.Dispose(disposing);
    }
}
