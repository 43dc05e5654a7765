using System.Collections.Generic;
using System.Globalization;
using EmFunctional.Narration;
using Spectre.Console;

namespace EmFunctional.Cli.Output;

/// <summary>What the place is like that people read at.</summary>
/// <param name="Width">How many characters a line has, where that is known: of a terminal, or as the variable COLUMNS says.</param>
/// <param name="IsColoured">Whether it shows colours, and they are wanted.</param>
readonly record struct Look(int? Width, bool IsColoured)
{
    /// <summary>Narrower than this nothing is fitted.</summary>
    public const int Narrowest = 60;

    // As wide as a page beside another window.
    const int OfFiles = 100;

    /// <summary>How wide tables may be; a file takes what a page takes.</summary>
    public int TableWidth => Math.Max(Narrowest, Width ?? OfFiles);

    /// <summary>The lines of a text; one in a file, where programs look for it.</summary>
    public IEnumerable<string> Lines(string text) =>
        Width is null ? [text] : Wrapped.Lines(text.TrimStart(' '), TableWidth, new string(' ', text.Length - text.TrimStart(' ').Length));

    /// <summary>The look of standard output or standard error.</summary>
    /// <param name="isRedirected">Whether it is no terminal.</param>
    public static Look Of(bool isRedirected) =>
        new(
            int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
                    ? asked
                : isRedirected ? null
                : Terminal(),
            !isRedirected && AnsiConsole.Profile.Capabilities.ColorSystem != ColorSystem.NoColors && AnsiConsole.Profile.Capabilities.Ansi
        );

    // Of a terminal that does not say how wide it is, nothing is known.
    static int? Terminal() => AnsiConsole.Profile.Width is > 0 and var width ? width : null;
}
