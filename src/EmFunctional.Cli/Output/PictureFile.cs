using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Pictures;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>Writes figures to files, in the form that a file's name asks for: .svg or .png.</summary>
static class PictureFile
{
    // For screens with small pixels; a film would be large.
    const int Crisp = 2;
    const int Small = 1;

    /// <summary>Whether a picture can be written in the form that a name asks for.</summary>
    public static Validation<EmError, Unit> Check(string file) =>
        IsPng(file) || Path.GetExtension(file).Equals(".svg", StringComparison.OrdinalIgnoreCase)
            ? Prelude.unit
            : new EmError.BadOption("output", file, new("a file whose name ends in .svg or .png", _ => false));

    /// <summary>Writes a picture.</summary>
    public static Either<EmError, Unit> Write(string file, Figure figure) =>
        IsPng(file)
            ? Renderer.Render(file, Pictures.Svg.Of(figure), Crisp).Bind(png => Bytes(file, png))
            : Text(file, Pictures.Svg.Of(figure));

    /// <summary>Writes a film: an SVG that moves, or an APNG.</summary>
    public static Either<EmError, Unit> Film(string file, IReadOnlyList<Figure> frames, double seconds) =>
        IsPng(file)
            ? Pictures
                .Svg.Frames(frames)
                .Select(svg => Renderer.Render(file, svg, Small))
                .Sequence()
                .Bind(pngs => Bytes(file, AnimatedPng.Of([.. pngs], seconds)))
            : Text(file, Pictures.Svg.Animated(frames, seconds));

    static bool IsPng(string file) => Path.GetExtension(file).Equals(".png", StringComparison.OrdinalIgnoreCase);

    static Either<EmError, Unit> Text(string file, string svg) => Bytes(file, Encoding.UTF8.GetBytes(svg));

    static Either<EmError, Unit> Bytes(string file, byte[] bytes) => AtomicFile.Write(file, stream => stream.Write(bytes));
}
