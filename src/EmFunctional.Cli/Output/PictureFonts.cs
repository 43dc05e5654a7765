using System.Linq;
using System.Text;
using SkiaSharp;
using Svg.Skia.TypefaceProviders;

namespace EmFunctional.Cli.Output;

/// <summary>The fonts that come with the tool, in place of any that a picture names: plain and bold, narrow enough for the room that a layout leaves.</summary>
sealed class PictureFonts : ITypefaceProvider
{
    // What stands for a character that they lack.
    static readonly Rune _box = new('▯');

    readonly SKTypeface _plain = Load("DejaVuSansCondensed.ttf");
    readonly SKTypeface _bold = Load("DejaVuSansCondensed-Bold.ttf");

    public static PictureFonts Shared { get; } = new();

    public SKTypeface FromFamilyName(
        string fontFamily,
        SKFontStyleWeight fontWeight,
        SKFontStyleWidth fontWidth,
        SKFontStyleSlant fontStyle
    ) => fontWeight < SKFontStyleWeight.SemiBold ? _plain : _bold;

    /// <summary>A text of characters that the fonts have: any other is a box, so that none is sought in the fonts of the machine.</summary>
    /// <param name="text">A text, with line ends and markup if it has them.</param>
    public string Covered(string text)
    {
        using var font = new SKFont(_plain); // the bold one has the same characters
        return string.Concat(text.EnumerateRunes().Select(rune => rune.IsAscii || font.ContainsGlyph(rune.Value) ? rune : _box));
    }

    static SKTypeface Load(string name)
    {
        using var stream = typeof(PictureFonts).Assembly.GetManifestResourceStream(name)!;
        return SKTypeface.FromStream(stream);
    }
}
