using System.Collections.Generic;
using System.IO;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Pictures;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>Writes figures to files, in the form that a file's name asks for.</summary>
static class PictureFile
{
    /// <summary>Whether a name is that of a picture, or of a film.</summary>
    public static Validation<EmError, Unit> Check(string file, bool isFilm) =>
        KindOf(file) is ".svg" || (KindOf(file) is ".png") || (isFilm && KindOf(file) is ".gif")
            ? Prelude.unit
            : new EmError.BadOption(
                "output",
                file,
                new($"a file whose name ends in .svg{(isFilm ? ", .png or .gif" : " or .png")}", _ => false)
            );

    /// <summary>Writes a picture.</summary>
    public static Either<EmError, Unit> Write(string file, Figure figure) => Text(file, Svg.Of(figure));

    /// <summary>Writes a film.</summary>
    public static Either<EmError, Unit> Film(string file, IReadOnlyList<Figure> frames, double seconds) =>
        Text(file, Svg.Animated(frames, seconds));

    static Either<EmError, Unit> Text(string file, string svg) =>
        AtomicFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(svg)));

    static string KindOf(string file) => Path.GetExtension(file).ToLowerInvariant();
}
