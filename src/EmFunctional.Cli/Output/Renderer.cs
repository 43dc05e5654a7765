using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>A program of this machine that makes a PNG of an SVG.</summary>
/// <param name="Program">Where it is.</param>
/// <param name="Arguments">What it is called with: from the SVG's file, the size and the PNG's file.</param>
sealed record Renderer(string Program, Func<string, Sheet, string, string[]> Arguments)
{
    static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);

    static readonly (string Name, Func<string, Sheet, string, string[]> Arguments)[] _known =
    [
        ("rsvg-convert", (svg, sheet, png) => ["--zoom", $"{sheet.Zoom}", "--output", png, svg]),
        ("inkscape", (svg, sheet, png) => ["--export-type=png", $"--export-dpi={96 * sheet.Zoom}", $"--export-filename={png}", svg]),
        .. new[] { "chromium", "chromium-browser", "google-chrome", "chrome", "msedge" }.Select(name =>
            (name, (Func<string, Sheet, string, string[]>)Browse)
        ),
    ];

    /// <summary>The first renderer on the PATH, or what to do where there is none.</summary>
    /// <param name="file">The picture that is to be written.</param>
    public static Either<EmError, Renderer> Find(string file) =>
        _known
            .SelectMany(known => OnPath(known.Name).Select(program => new Renderer(program, known.Arguments)))
            .HeadOrNone()
            .ToEither(EmError () =>
                new EmError.Unwritable(
                    file,
                    "a PNG takes rsvg-convert, inkscape or Chromium, and none of them is on the PATH; install one, or write an .svg, which browsers show"
                )
            );

    /// <summary>The PNG of an SVG.</summary>
    /// <param name="file">The picture that is to be written, for messages.</param>
    /// <param name="svg">The SVG.</param>
    /// <param name="zoom">How many pixels each of its pixels is to be, in width and in height.</param>
    public Either<EmError, byte[]> Render(string file, string svg, int zoom)
    {
        var folder = Directory.CreateTempSubdirectory("em-plot");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "picture.svg"), Path.Combine(folder.FullName, "picture.png"));
            File.WriteAllText(from, svg);
            var said = Call(Arguments(from, new(Attribute(svg, "width"), Attribute(svg, "height"), zoom), to));
            return File.Exists(to)
                ? File.ReadAllBytes(to)
                : new EmError.Unwritable(file, $"{Path.GetFileName(Program)} made no PNG of it ({said}); write an .svg");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return new EmError.Unwritable(file, $"{Path.GetFileName(Program)} cannot be run ({error.Message}); write an .svg");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The first line of what it says is wrong, or that it takes too long.
    string Call(string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        var (said, _) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        if (process.WaitForExit(_longest))
            return said.Result.Split('\n')[0];
        process.Kill(entireProcessTree: true);
        return "it took too long";
    }

    static string[] Browse(string svg, Sheet sheet, string png) =>
        [
            "--headless",
            "--hide-scrollbars",
            $"--force-device-scale-factor={sheet.Zoom}",
            $"--window-size={sheet.Width},{sheet.Height}",
            $"--screenshot={png}",
            .. Environment.IsPrivilegedProcess ? new[] { "--no-sandbox" } : [],
            new Uri(svg).AbsoluteUri,
        ];

    static string Attribute(string svg, string name)
    {
        var from = svg.IndexOf($" {name}=\"", StringComparison.Ordinal) + name.Length + 3;
        return svg[from..svg.IndexOf('"', from)];
    }

    static IEnumerable<string> OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name))
            .Where(File.Exists);
}

/// <summary>The size of a picture.</summary>
/// <param name="Width">In pixels of the SVG.</param>
/// <param name="Height">In pixels of the SVG.</param>
/// <param name="Zoom">How many pixels each of these is.</param>
sealed record Sheet(string Width, string Height, int Zoom);
