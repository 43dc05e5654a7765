using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Names of files to write.</summary>
static class FileNames
{
    /// <summary>A file that is there is not overwritten unless that is wanted.</summary>
    public static Validation<EmError, Unit> New(string option, string? file, bool force) =>
        file is not null && !force && File.Exists(file)
            ? new EmError.BadOption(option, file, new("the name of a new file, or --force given", _ => false))
            : Prelude.unit;

    /// <summary>What is written never takes the place of what is read, and has a folder to be in: said before anything is computed.</summary>
    public static Validation<EmError, Unit> Apart(string option, string? file, params string[] read)
    {
        EmError Bad(string domain) => new EmError.BadOption(option, file!, new(domain, _ => false));
        return file is null ? Prelude.unit
            : file.Trim().Length == 0 ? Bad("the name of a file")
            : read.Any(other => other.Length > 0 && Path.GetFullPath(file) == Path.GetFullPath(other))
                ? Bad("another file than those that are read")
            : !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))) ? Bad("a file in a folder that there is")
            : Directory.Exists(file) ? Bad("a file, not a folder")
            : Prelude.unit;
    }
}
