using System.IO;

namespace EmFunctional.Unpacking;

/// <summary>Files that may be compressed.</summary>
public static class Unpacked
{
    /// <summary>
    /// What a file holds, plain or gzip: its first two bytes tell, not its name. Reading throws <see cref="TruncatedException"/> where a compressed file is cut
    /// off, and <see cref="InvalidDataException"/> where it is damaged.
    /// </summary>
    /// <param name="bytes">The file, at its beginning; disposed of with the result.</param>
    public static Stream Open(Stream bytes)
    {
        var whole = PeekedStream.Of(bytes, 2);
        return whole.First is [0x1F, 0x8B] ? new GzipSource(whole) : whole;
    }

    /// <summary>Whether a stream of <see cref="Open"/> unpacks what it reads, which takes time of the processor.</summary>
    internal static bool IsPacked(Stream opened) => opened is GzipSource;
}
