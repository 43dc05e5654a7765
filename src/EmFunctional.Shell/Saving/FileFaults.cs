using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Unpacking;

namespace EmFunctional.Saving;

/// <summary>What the system says of files, in words.</summary>
public static class FileFaults
{
    const int TooLarge = 27;

    // What the runtime makes of the system's EFBIG names no value, as one of misuse does.
    const string LengthOfFile = "value";
    const int DiskFull = 28;
    const int ReadOnly = 30;
    const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Why a file cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">The exception.</param>
    public static ReadFault Of(string path, Exception error) =>
        Directory.Exists(path) ? ReadFault.Folder
        : error is FileNotFoundException or DirectoryNotFoundException && path.Contains('\uFFFD', StringComparison.Ordinal)
            ? ReadFault.NoText
        : error is FileNotFoundException or DirectoryNotFoundException or ArgumentException ? ReadFault.Missing
        : error is UnauthorizedAccessException ? ReadFault.Denied
        : error is TruncatedException ? ReadFault.CutOff
        : error is InvalidDataException ? ReadFault.Damaged
        : ReadFault.Failed;

    /// <summary>Whether an exception tells of a file. Too large a file raises an <see cref="ArgumentException"/>.</summary>
    /// <param name="error">The exception.</param>
    public static bool IsOne(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or InvalidDataException;

    /// <summary>Why a file cannot be written: the cause that the system names, without a path, which may be that of another file.</summary>
    /// <param name="error">The exception.</param>
    public static string Reason(Exception error) =>
        error switch
        {
            DirectoryNotFoundException or FileNotFoundException => "there is no such folder",
            PathTooLongException => "the name is too long",
            UnauthorizedAccessException => "writing there is not allowed; check the permissions of the file and of its folder",
            ArgumentOutOfRangeException { ParamName: LengthOfFile, ActualValue: null } => "the file would be larger than the system allows",
            IOException { HResult: TooLarge } => "the file would be larger than the system allows",
            IOException { HResult: DiskFull or WindowsDiskFull } => "no space is left on the disk",
            IOException { HResult: ReadOnly } => "the disk can only be read",
            _ => error.Message,
        };
}
