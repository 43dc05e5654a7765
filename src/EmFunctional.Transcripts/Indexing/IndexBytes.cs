using System.IO;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>Numbers to a file, with the checksum of all that came before at its end.</summary>
sealed class IndexWriter(Stream stream)
{
    readonly XxHash128 _hash = new();

    /// <summary>Writes numbers as they are in memory, the lowest byte first.</summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        _hash.Append(bytes);
        stream.Write(bytes);
    }

    /// <summary>Writes the checksum.</summary>
    public void Seal() => stream.Write(_hash.GetCurrentHash());
}

/// <summary>Numbers from a file, and whether they are those that were written.</summary>
sealed class IndexReader(Stream stream)
{
    readonly XxHash128 _hash = new();

    /// <summary>Reads numbers. Where the file ends before, an exception says so.</summary>
    public T[] Read<T>(long count)
        where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(checked((int)count));
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        stream.ReadExactly(bytes);
        _hash.Append(bytes);
        return values;
    }

    /// <summary>Reads the checksum, and compares it.</summary>
    public bool IsSealed()
    {
        var sealed_ = new byte[16];
        stream.ReadExactly(sealed_);
        return _hash.GetCurrentHash().AsSpan().SequenceEqual(sealed_);
    }
}
