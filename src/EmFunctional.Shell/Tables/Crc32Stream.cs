using System.IO;
using System.Linq;

namespace EmFunctional.Tables;

// What is read of a stream, with its CRC-32 so far. Source: ISO/IEC 13239, as in APPNOTE.TXT of the ZIP format, §4.4.7.
sealed class Crc32Stream(Stream inner) : Stream
{
    static readonly uint[] _table =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1)),
    ];

    uint _rest = uint.MaxValue;

    public uint Checksum => ~_rest;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var rest = _rest;
        foreach (var b in buffer[..read])
            rest = _table[(rest ^ b) & 0xFF] ^ (rest >> 8);
        _rest = rest;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
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
