using System.IO;

namespace EmFunctional.Saving;

/// <summary>Files that nobody sees: they go when they are closed, or the process ends, however it does.</summary>
public static class TemporaryFile
{
    const int Buffer = 1 << 16;

    /// <summary>A file in the folder for temporary files, to be written and read.</summary>
    public static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = Buffer,
        };
        var path = Path.Combine(Path.GetTempPath(), $".em-{Guid.NewGuid():N}.tmp");
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose;
            return new(path, options);
        }
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path); // the name goes at once; the file is there as long as it is open
        return file;
    }

    /// <summary>What a stream holds, as a file that is read from its beginning.</summary>
    /// <param name="stream">The stream, which is read to its end and not closed.</param>
    public static FileStream Of(Stream stream)
    {
        var file = Create();
        stream.CopyTo(file);
        file.Position = 0;
        return file;
    }
}
