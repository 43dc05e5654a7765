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
    public static Either<EmError, Unit> Write(string path, Action<Stream> write)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
                write(stream);
            File.Move(beside, path, overwrite: true);
            return Prelude.unit;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            if (File.Exists(beside))
                File.Delete(beside);
            return new EmError.Unwritable(path, error.Message);
        }
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
        : error is FileNotFoundException or DirectoryNotFoundException or ArgumentException ? ReadFault.Missing
        : error is UnauthorizedAccessException ? ReadFault.Denied
        : ReadFault.Failed;
}
