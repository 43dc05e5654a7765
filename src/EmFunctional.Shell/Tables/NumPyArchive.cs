using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

// The arrays of a .npz file, a ZIP archive. Of what it says of sizes nothing is believed that was not read.
static class NumPyArchive
{
    // What an array may take in memory however small its archive is, and how many times the archive's own size above that.
    const long AlwaysBytes = 1L << 26;
    public const int MostRatio = 200;

    /// <summary>The array that is asked for by name, or all; the exception says what is wrong, in the words of a refusal.</summary>
    public static Either<EmError, Arr<(string Name, NumPyArray Array)>> Read(Stream stream, string file, string asked)
    {
        using var seekable = stream.CanSeek ? stream : Copied(stream);
        using var archive = new ZipArchive(seekable, ZipArchiveMode.Read);
        var entries = archive.Entries.Where(entry => NameOf(entry) is not null).ToArray();
        var names = entries.Select(entry => NameOf(entry)!).ToArray();
        if (names.Length == 0)
            throw new InvalidDataException("an archive of arrays, each in a file of its own that ends in .npy");
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            throw new InvalidDataException($"an archive of arrays with different names, not of {string.Join(", ", names)}");
        if (asked.Length > 0 && !names.Contains(asked))
            return new EmError.UnknownName($"array of {file}", asked, names);
        var left = Math.Max(AlwaysBytes, MostRatio * seekable.Length) / sizeof(double);
        var arrays = new List<(string, NumPyArray)>();
        foreach (var entry in entries.Where(entry => asked.Length == 0 || NameOf(entry) == asked))
        {
            using var opened = new Crc32Stream(entry.Open());
            var array = NumPyArray.Read(opened, entry.Length, capacity: seekable.Length, left);
            if (opened.Checksum != entry.Crc32)
                throw new InvalidDataException(
                    $"an archive as it was written, and the bytes of {entry.FullName} do not have the checksum (CRC-32) that it states: "
                        + "it was damaged; write or fetch it again"
                );
            left -= array.Values.Length;
            arrays.Add((NameOf(entry)!, array));
        }
        return Prelude.Right<EmError, Arr<(string, NumPyArray)>>(arrays.ToArray());
    }

    /// <summary>A new array of an archive, of which the time is no part.</summary>
    public static Stream Entry(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry($"{name}.npy", CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry.Open();
    }

    static string? NameOf(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) ? entry.FullName[..^4] : null;

    // The directory of an archive is at its end.
    static MemoryStream Copied(Stream stream)
    {
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
