using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Pictures;
using EmFunctional.Tests.Support;
using SkiaSharp;

namespace EmFunctional.Tests.Cli;

public sealed class PngTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(_tool.Folder, name));

    string Text(string name) => File.ReadAllText(Path.Combine(_tool.Folder, name));

    void Done(params string[] arguments)
    {
        var result = _tool.Run([.. arguments, "--quiet"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    static byte[] Png(string svg, int zoom) => Renderer.Render("x.png", svg, zoom).Match(png => png, error => throw new(error.ToString()));

    static (int Width, int Height) Size(string svg)
    {
        var root = XElement.Parse(svg);
        return ((int)root.Attribute("width")!, (int)root.Attribute("height")!);
    }

    // Of dark pixels: those of the title.
    static int InkOfTitle(SKBitmap picture) =>
        Enumerable
            .Range(16, 40)
            .Sum(y =>
                Enumerable
                    .Range(16, picture.Width - 32)
                    .Count(x => picture.GetPixel(x, y) is { Red: < 90, Green: < 90, Blue: < 90, Alpha: 255 })
            );

    [Theory]
    [InlineData("coins @do-batzoglou", "overview objective gap parameters likelihood responsibilities")]
    [InlineData("normal-mixture @faithful --column waiting --stop iterations(5)", "overview density histogram")]
    [InlineData("gaussian-mixture @faithful --stop iterations(5)", "overview points")]
    [InlineData("hmm @ice-cream", "overview states")]
    public void A_png_of_each_kind_is_the_svg_twice_as_large(string fit, string kinds)
    {
        Done(["fit", .. fit.Split(' '), "--journal", "run.clef"]);
        foreach (var kind in kinds.Split(' '))
        {
            Done("plot", "run.clef", "--what", kind, "-o", $"{kind}.svg");
            Done("plot", "run.clef", "--what", kind, "-o", $"{kind}.png");
            var (png, svg) = (Bytes($"{kind}.png"), Text($"{kind}.svg"));
            using var picture = SKBitmap.Decode(png);
            var (width, height) = Size(svg);
            Assert.Equal((2 * width, 2 * height), (picture.Width, picture.Height));
            Assert.InRange(InkOfTitle(picture), 300, 10000);
            Assert.True(picture.Pixels.Distinct().Count() > 50, kind);
            Assert.Equal(png, Png(svg, 2)); // drawn by another process
        }
    }

    [Fact]
    public void All_texts_are_drawn_and_in_no_more_room_than_the_layout_leaves_them()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathTo("snapshots/pictures"), "*.svg"))
        {
            var svg = XElement.Load(file);
            foreach (var text in svg.Descendants().Where(element => element.Name.LocalName == "text"))
            {
                var weight = (int?)text.Attribute("font-weight") ?? 400;
                var size = (float?)text.Attribute("font-size") ?? (float)svg.Attribute("font-size")!;
                using var font = new SKFont(
                    PictureFonts.Shared.FromFamilyName("any", (SKFontStyleWeight)weight, SKFontStyleWidth.Normal, SKFontStyleSlant.Upright),
                    size
                );
                Assert.All(text.Value.EnumerateRunes(), rune => Assert.True(font.ContainsGlyph(rune.Value), $"{rune} of {text.Value}"));
                // Texts stand 8 pixels or more apart.
                Assert.InRange(font.MeasureText(text.Value), 1, Words.Width(text.Value, size) + 8);
            }
        }
    }

    [Fact]
    public void Columns_may_have_any_name_and_what_the_fonts_lack_is_a_box()
    {
        _tool.Write("any.csv", "温度,😀 наука α²\n1,3\n2,5\n3,4\n8,9\n9,12\n10,10\n");
        Done("fit", "gaussian-mixture", "any.csv", "-k", "1", "--journal", "run.clef");
        Done("plot", "run.clef", "--data", "any.csv", "--what", "points", "-o", "x.svg");
        Done("plot", "run.clef", "--data", "any.csv", "--what", "points", "-o", "x.png");
        var svg = Text("x.svg");
        Assert.Contains(">温度</text>", svg, StringComparison.Ordinal);
        var boxed = svg.Replace("温度", "▯▯", StringComparison.Ordinal).Replace("😀", "▯", StringComparison.Ordinal);
        Assert.DoesNotContain(boxed.EnumerateRunes(), rune => rune.Value > 0x2FFF);
        Assert.Equal(Png(boxed, 2), Bytes("x.png"));
        Assert.NotEqual(Png(boxed.Replace("▯", " ", StringComparison.Ordinal), 2), Bytes("x.png"));
        Assert.NotEqual(Png(boxed.Replace("α²", "a2", StringComparison.Ordinal), 2), Bytes("x.png"));
    }

    [Fact]
    public void Every_character_can_be_drawn()
    {
        static string Covered(Rune rune) => PictureFonts.Shared.Covered(rune.ToString());
        var all = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)).ToArray();
        Assert.Equal(all.Length, PictureFonts.Shared.Covered(string.Concat(all)).EnumerateRunes().Count());
        Assert.All("aÄßőλΣЖ−×≤∑∂→⇒…“”₀²⁻½ℓ│█".EnumerateRunes(), rune => Assert.Equal($"{rune}", Covered(rune)));
        Assert.All("漢ひन한𝛼🙂".EnumerateRunes(), rune => Assert.Equal("▯", Covered(rune)));
        // Those up to Japanese, in lines: right to left, combining, without width …
        var lines = all.Where(rune => rune.Value is >= 0x20 and < 0x3100).Chunk(100);
        var texts = string.Concat(lines.Select((line, i) => Draw.Text(10, 12 * i, string.Concat(line), Colour.Plain)));
        using var picture = SKBitmap.Decode(
            Png($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"1600\" font-size=\"11\">{texts}</svg>", 1)
        );
        Assert.Equal((900, 1600), (picture.Width, picture.Height));
    }

    [Fact]
    public void A_film_is_an_apng_of_all_iterations()
    {
        Done("fit", "coins", "@do-batzoglou", "--start", "{\"theta\":[0.6,0.5]}", "--journal", "run.clef");
        Done("plot", "run.clef", "--what", "likelihood", "--animate", "-o", "film.png");
        Done("plot", "run.clef", "--what", "likelihood", "--animate", "-o", "film.svg");
        var film = Bytes("film.png");
        var chunks = Chunks(film);
        var (width, height) = Size(Text("film.svg"));
        static int Number(byte[] data, int at) => BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(at));
        Assert.Equal((width, height), (Number(chunks[0].Data, 0), Number(chunks[0].Data, 4)));
        Assert.Equal(("acTL", 11, 0), (chunks[1].Kind, Number(chunks[1].Data, 0), Number(chunks[1].Data, 4)));
        var controls = chunks.Where(chunk => chunk.Kind == "fcTL").ToArray();
        Assert.Equal(11, controls.Length);
        Assert.All(controls, control => Assert.Equal(chunks[0].Data[..8], control.Data[4..12]));
        var numbered = chunks.Where(chunk => chunk.Kind is "fcTL" or "fdAT").Select(chunk => Number(chunk.Data, 0)).ToArray();
        Assert.Equal(Enumerable.Range(0, numbered.Length), numbered);
        Assert.Equal("IEND", chunks[^1].Kind);
        // Each frame is a whole picture: rows of three bytes a pixel with a byte before them; and each is another.
        var frames = chunks
            .Skip(2)
            .Aggregate(
                new List<byte[]>(),
                (frames, chunk) =>
                {
                    if (chunk.Kind == "fcTL")
                        frames.Add([]);
                    else if (chunk.Kind != "IEND")
                        frames[^1] = [.. frames[^1], .. chunk.Kind == "IDAT" ? chunk.Data : chunk.Data[4..]];
                    return frames;
                }
            );
        Assert.All(frames, frame => Assert.Equal(height * (1 + 3 * width), Inflated(frame)));
        Assert.Equal(11, frames.Select(Convert.ToHexString).Distinct().Count());
        using var first = SKBitmap.Decode(film);
        Assert.InRange(InkOfTitle(first), 80, 10000);
        Done("plot", "run.clef", "--what", "likelihood", "--animate", "-o", "again.png");
        Assert.Equal(film, Bytes("again.png"));
    }

    static int Inflated(byte[] frame)
    {
        using var stream = new ZLibStream(new MemoryStream(frame), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return (int)whole.Length;
    }

    static List<(string Kind, byte[] Data)> Chunks(byte[] png)
    {
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length; at += 12 + chunks[^1].Item2.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
        }
        return chunks;
    }

    [Fact]
    public void What_cannot_be_written_is_said()
    {
        Assert.Equal(
            "x.png: cannot be written: it would be 20000 × 10000 pixels, and a PNG has at most 67108864 in all; ask for less with --what, or write an .svg; "
                + "nothing else is lost, name another file",
            Renderer
                .Render("x.png", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10000\" height=\"5000\"></svg>", 2)
                .Match(_ => "", error => error.ToString())
        );
        Done("fit", "coins", "@do-batzoglou", "--journal", "run.clef");
        var result = _tool.Bounded(16384, "plot", "run.clef", "-o", "x.png", "--quiet");
        Assert.Equal(
            (2, "x.png: cannot be written: the file would be larger than the system allows; nothing else is lost, name another file\n"),
            (result.ExitCode, result.Error)
        );
        Assert.Single(_tool.Files);
    }

    [Fact]
    public void Where_the_native_library_is_not_at_hand_an_svg_is_proposed()
    {
        Done("fit", "coins", "@do-batzoglou", "--journal", "run.clef");
        // The tool without the folder of native libraries and the file that tells of it.
        var bare = Directory.CreateDirectory(Path.Combine(_tool.Folder, "bare")).FullName;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Append("em.runtimeconfig.json"))
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(bare, Path.GetFileName(file)));
        var result = _tool.Shell("shift 2; dotnet bare/em.dll \"$@\"", "plot", "run.clef", "-o", "x.png", "--quiet");
        Assert.Equal(
            (
                2,
                "x.png: cannot be written: what draws PNGs was not built for this platform; write an .svg; nothing else is lost, name another file\n"
            ),
            (result.ExitCode, result.Error)
        );
        Assert.Equal(0, _tool.Shell("shift 2; dotnet bare/em.dll \"$@\"", "plot", "run.clef", "-o", "x.svg", "--quiet").ExitCode);
    }
}
