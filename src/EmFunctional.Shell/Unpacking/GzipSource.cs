using System.IO;
using System.IO.Compression;

namespace EmFunctional.Unpacking;

/// <summary>
/// What a gzip file holds, in one part or several, and an exception where it is cut off. The runtime's reader takes a cut for an end; so a part of our own is put
/// behind the file, and what the file holds is whole if that comes out last.
/// </summary>
sealed class GzipSource : ForwardStream
{
    static readonly byte[] _last = [.. "the end of a gzip file\n\0\u0001"u8];
    static readonly byte[] _packedLast = Packed(_last);

    readonly FollowedStream _packed;
    readonly GZipStream _unpacked;
    readonly byte[] _buffer = new byte[1 << 16];
    int _from;
    int _to;
    bool _isOver;

    /// <summary>The content of a compressed stream, which is disposed of with this.</summary>
    public GzipSource(Stream packed)
    {
        _packed = new(packed, _packedLast);
        _unpacked = new(_packed, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    /// <exception cref="TruncatedException">The file is cut off.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_to - _from <= _last.Length && !_isOver)
            Fill();
        var count = Math.Min(buffer.Length, _to - _from - _last.Length);
        if (count <= 0)
            return buffer.IsEmpty || _buffer.AsSpan(_from, _to - _from).SequenceEqual(_last) ? 0 : throw new TruncatedException();
        _buffer.AsSpan(_from, count).CopyTo(buffer);
        _from += count;
        return count;
    }

    void Fill()
    {
        _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
        (_from, _to) = (0, _to - _from);
        try
        {
            var count = _unpacked.Read(_buffer.AsSpan(_to));
            _isOver = count == 0;
            _to += count;
        }
        catch (InvalidDataException) when (_packed.IsPast)
        {
            throw new TruncatedException(); // our own part was taken for a part of the file
        }
    }

    static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    // A stream and something behind it.
    sealed class FollowedStream(Stream first, byte[] then) : ForwardStream
    {
        int _given;

        public bool IsPast { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (!IsPast && first.Read(buffer) is > 0 and var count)
                return count;
            IsPast = true;
            var rest = then.AsSpan(_given);
            rest = rest[..Math.Min(rest.Length, buffer.Length)];
            rest.CopyTo(buffer);
            _given += rest.Length;
            return rest.Length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                first.Dispose();
            base.Dispose(disposing);
        }
    }
}
