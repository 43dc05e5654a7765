using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Frames;

/// <summary>Files of columns: Parquet (<c>.parquet</c>), and Arrow (<c>.arrow</c>, <c>.feather</c>, <c>.ipc</c>).</summary>
public static class FrameFile
{
    /// <summary>Whether a file is one by its name.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOne(string path) => IsParquet(path) || IsArrow(path);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The table: columns of numbers, truth values as 0 and 1, and texts. An error that says what the file must be: one that is cut, of another format, or with nested columns.</returns>
    public static Either<EmError, Table> Read(string path) => IsParquet(path) ? ParquetTable.Read(path) : ArrowTable.Read(path);

    /// <summary>
    /// The columns of numbers of a file as rows that need not be in memory: it is read in one pass, a group of rows at a time, and the numbers go to a
    /// file in the folder for temporary files. The data are the same to the bit as if all were in memory.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="chosen">What to read.</param>
    /// <returns>A table of blocks; or up to twenty faults, each with its place.</returns>
    public static Validation<EmError, Table> InBlocks(string path, ColumnChoice chosen) =>
        Caught(
                path,
                IsParquet(path) ? "Parquet" : "Arrow",
                stream =>
                    CsvConversion.InBlocks(
                        (IsParquet(path) ? ParquetTable.OneByOne : (Func<string, Stream, Table>)ArrowTable.OneByOne)(path, stream),
                        chosen
                    )
            )
            .ToValidation()
            .Bind(table => table);

    /// <summary>About how many bytes the numbers of a file take in memory; 0 of one that cannot be read.</summary>
    /// <param name="path">The file.</param>
    public static long SizeOf(string path) =>
        IsParquet(path) ? ParquetTable.SizeOf(path).IfNone(0)
        : new FileInfo(path) is { Exists: true } file ? file.Length
        : 0;

    static bool IsParquet(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    static bool IsArrow(string path) =>
        path.EndsWith(".arrow", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".feather", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".ipc", StringComparison.OrdinalIgnoreCase);

    // The readers of other libraries throw what they happen to run into where a file is cut or foreign.
    internal static Either<EmError, T> Caught<T>(string path, string format, Func<Stream, T> read)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return read(stream);
        }
        catch (InvalidFrame error)
        {
            return new EmError.BadArray(path, error.Message);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return File.Exists(path)
                ? new EmError.BadArray(path, $"a whole {format} file; this one is cut, or of another format")
                : new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }
}

// Thrown inside only: what a file must be, in the words of a refusal.
sealed class InvalidFrame(string expected) : Exception(expected);
