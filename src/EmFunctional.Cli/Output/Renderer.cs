using EmFunctional.Modelling;
using LanguageExt;
using SkiaSharp;
using Svg.Skia;

namespace EmFunctional.Cli.Output;

/// <summary>Makes a PNG of an SVG, with the fonts of the tool alone: the same one on every machine of a platform.</summary>
static class Renderer
{
    // Four bytes each: 256 MiB.
    const long MostPixels = 1 << 26;

    /// <summary>The PNG of an SVG.</summary>
    /// <param name="file">The picture that is to be written, for messages.</param>
    /// <param name="svg">The SVG.</param>
    /// <param name="zoom">How many pixels each of its pixels is to be, in width and in height.</param>
    public static Either<EmError, byte[]> Render(string file, string svg, int zoom)
    {
        try
        {
            return Draw(file, svg, zoom);
        }
        catch (Exception error) when (error.GetBaseException() is DllNotFoundException)
        {
            return new EmError.Unwritable(file, "what draws PNGs was not built for this platform; write an .svg");
        }
    }

    static Either<EmError, byte[]> Draw(string file, string svg, int zoom)
    {
        using var drawing = new SKSvg();
        drawing.Settings.TypefaceProviders = [PictureFonts.Shared];
        var picture = drawing.FromSvg(PictureFonts.Shared.Covered(svg))!;
        var (width, height) = (zoom * (long)picture.CullRect.Width, zoom * (long)picture.CullRect.Height);
        if (width * height > MostPixels)
            return new EmError.Unwritable(
                file,
                $"it would be {width} × {height} pixels, and a PNG has at most {MostPixels} in all; ask for less with --what, or write an .svg"
            );
        using var bitmap = new SKBitmap(new SKImageInfo((int)width, (int)height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Scale(zoom);
        canvas.DrawPicture(picture);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return png.ToArray();
    }
}
