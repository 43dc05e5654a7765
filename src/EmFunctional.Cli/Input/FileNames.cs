using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Names of files to write, checked before anything is computed.</summary>
static class FileNames
{
    /// <summary>A file that is there is not overwritten unless that is wanted.</summary>
    public static Validation<EmError, Unit> New(string option, string? file, bool force) =>
        file is not null && !force && File.Exists(file)
            ? new EmError.BadOption(option, file, new("the name of a new file, or --force given", _ => false))
            : Prelude.unit;

    /// <summary>The place of a model, which takes that of another model only.</summary>
    public static Validation<EmError, Unit> Model(string option, string? file, params string?[] read) =>
        Apart(option, file, read).Bind(_ => file is null ? Prelude.unit : ModelFile.Check(file).ToValidation());

    /// <summary>Two files that are written are not the same.</summary>
    public static Validation<EmError, Unit> Distinct(string option, string? file, string? other) =>
        file is not null && IsAt(FilePlace.Of(file), other)
            ? new EmError.BadOption(option, file, new("another file than the others that are written", _ => false))
            : Prelude.unit;

    /// <summary>What is written never takes the place of what is read, and can be a file.</summary>
    public static Validation<EmError, Unit> Apart(string option, string? file, params string?[] read)
    {
        EmError Bad(string domain) => new EmError.BadOption(option, file!, new(domain, _ => false));
        return file is null ? Prelude.unit
            : file.Trim().Length == 0 ? Bad("the name of a file")
            : file == "-" ? Bad("the name of a file, which standard output is not (a file of that name is ./-)")
            : Directory.Exists(file) ? Bad("a file, not a folder")
            : !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))) ? Bad("a file in a folder that there is")
            : FilePlace
                .ToWrite(file)
                .Bind<Unit>(place => read.Any(other => IsAt(place, other)) ? Bad("another file than those that are read") : Prelude.unit)
                .ToValidation();
    }

    // What is no name of a file is nowhere.
    static bool IsAt(FilePlace place, string? other)
    {
        try
        {
            return !string.IsNullOrEmpty(other) && FilePlace.Of(other).Path == place.Path;
        }
        catch (System.Exception error) when (FileFaults.IsOne(error))
        {
            return false;
        }
    }
}
