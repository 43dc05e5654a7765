using System.IO;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Saving;

/// <summary>The place that a name stands for, symbolic links followed: what is written goes there, and the links stay.</summary>
/// <param name="Path">The whole path of the place.</param>
/// <param name="Kind">What is there.</param>
public sealed record FilePlace(string Path, FileKind Kind)
{
    /// <summary>The place of a name; a name that cannot be one is an exception, as the system raises it.</summary>
    /// <param name="name">The name.</param>
    public static FilePlace Of(string name)
    {
        var path = System.IO.Path.GetFullPath(name);
        var kind = KindOf(path);
        return kind is FileKind.None or FileKind.File && new FileInfo(path).LinkTarget is not null
            ? new(File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName, kind)
            : new(path, kind);
    }

    /// <summary>The place of a file that is to be written, or why none can be: no name, a folder, a device.</summary>
    /// <param name="name">The name.</param>
    public static Either<EmError, FilePlace> ToWrite(string name)
    {
        EmError Bad(string reason) => new EmError.Unwritable(name, reason);
        if (string.IsNullOrWhiteSpace(name))
            return Bad("this is no name");
        try
        {
            var place = Of(name);
            return place.Kind switch
            {
                FileKind.Folder => Bad("this is a folder"),
                FileKind.Device => Bad("this is a device, a pipe or a socket, no file"),
                FileKind.None when !Directory.Exists(System.IO.Path.GetDirectoryName(place.Path)) => Bad("there is no such folder"),
                _ => place,
            };
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return Bad(FileFaults.Reason(error));
        }
    }

    static FileKind KindOf(string path) =>
        !OperatingSystem.IsWindows() ? Unix.KindOf(path)
        : Directory.Exists(path) ? FileKind.Folder
        : File.Exists(path) ? FileKind.File
        : FileKind.None;
}
