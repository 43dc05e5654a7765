using System.IO;

namespace EmFunctional.Saving;

/// <summary>Files that nobody sees: they go when they are closed, or the process ends.</summary>
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
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(Path.Combine(Path.GetTempPath(), $".em-{Guid.NewGuid():N}.tmp"), options);
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
