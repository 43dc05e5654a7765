using System.IO;
using System.IO.Hashing;
using EmFunctional.Unpacking;

namespace EmFunctional.Tables;

// What is read of a stream, with its CRC-32 so far.
sealed class Crc32Stream(Stream inner) : ForwardStream
{
    readonly Crc32 _crc = new();

    public uint Checksum => _crc.GetCurrentHashAsUInt32();

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _crc.Append(buffer[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
