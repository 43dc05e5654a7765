using System.IO;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Saving;

/// <summary>Files that are whole or not there.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file beside its place and moves it there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">What writes it.</param>
    public static Either<EmError, Unit> Write(string path, Action<Stream> write) =>
        Write<Unit>(
            path,
            stream =>
            {
                write(stream);
                return Prelude.unit;
            }
        );

    /// <summary>Writes a file beside its place and moves it there, unless what writes it fails.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">What writes it.</param>
    public static Either<EmError, T> Write<T>(string path, Func<Stream, Either<EmError, T>> write)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var written = Written(beside, write);
            if (written.IsRight)
                File.Move(beside, path, overwrite: true);
            return written;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new EmError.Unwritable(path, error.Message);
        }
        finally
        {
            if (File.Exists(beside))
                File.Delete(beside);
        }
    }

    static Either<EmError, T> Written<T>(string path, Func<Stream, Either<EmError, T>> write)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        return write(stream);
    }
}

/// <summary>Why a file cannot be read.</summary>
public static class FileFaults
{
    /// <summary>The fault that an exception tells of.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">The exception.</param>
    public static ReadFault Of(string path, Exception error) =>
        Directory.Exists(path) ? ReadFault.Folder
        : error is FileNotFoundException or DirectoryNotFoundException && path.Contains('\uFFFD', StringComparison.Ordinal)
            ? ReadFault.NoText
        : error is FileNotFoundException or DirectoryNotFoundException or ArgumentException ? ReadFault.Missing
        : error is UnauthorizedAccessException ? ReadFault.Denied
        : ReadFault.Failed;
}
