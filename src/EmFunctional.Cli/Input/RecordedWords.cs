using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;

namespace EmFunctional.Cli.Input;

/// <summary>The words of a call that a journal keeps, so that its run is taken up or proved without them.</summary>
static class RecordedWords
{
    // What the words of a journal may ask for: it may come from anywhere, and none of these writes.
    static readonly string[] _known =
    [
        "--single",
        "--single-overhang",
        "--fr-stranded",
        "--rf-stranded",
        "--fragment-length",
        "--sd",
        "--bias",
        "--weighted-classes",
        "--save-classes",
        "--kmer-size",
        "--stop",
        "--algorithm",
        "-b",
        "--seed",
    ];

    // What they name and is not opened by itself: a journal may come from anywhere.
    static readonly string[] _files = ["--index", "--names", "--fragment-file"];

    /// <summary>The options that were given, with their values.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="options">The options that are kept.</param>
    public static IEnumerable<string> Of(ParseResult parsed, params Option[] options) =>
        options
            .Select(option => parsed.GetResult(option))
            .Where(result => result is { Implicit: false })
            .SelectMany(result => result!.Tokens.Select(token => token.Value).Prepend(result.Option.Name));

    /// <summary>Whether words of a journal are those of a call of <c>em quant</c> that only reads.</summary>
    /// <param name="words">The words.</param>
    public static bool AreOfQuant(IReadOnlyList<string> words) =>
        words.Count > 1
        && words[0] == "quant"
        && words.Skip(1).All(word => word == "-" || !word.StartsWith('-') || _known.Contains(word) || _files.Contains(word));

    /// <summary>The options that a journal has and a call does not, with their values; no files.</summary>
    /// <param name="recorded">The call of the journal.</param>
    /// <param name="given">The call that is made.</param>
    public static IEnumerable<string> OptionsBeside(ParseResult recorded, ParseResult given)
    {
        var named = OptionsOf(given).Select(option => option.Option.Name).ToArray();
        var offered = given.CommandResult.Command.Options.Select(option => option.Name).ToArray();
        return OptionsOf(recorded)
            .Where(result => _known.Contains(result.Option.Name))
            .Where(result => offered.Contains(result.Option.Name) && !named.Contains(result.Option.Name))
            .SelectMany(result => result.Tokens.Select(token => token.Value).Prepend(result.Option.Name));
    }

    /// <summary>The files that a call names: those that stand alone, and those of options behind the option.</summary>
    /// <param name="parsed">The call.</param>
    public static IReadOnlyList<string> FilesOf(ParseResult parsed) =>
        [
            .. Standing(parsed),
            .. OptionsOf(parsed)
                .Where(result => _files.Contains(result.Option.Name))
                .SelectMany(result => result.Tokens.Select(token => $"{result.Option.Name} {token.Value}")),
        ];

    /// <summary>The files that stand alone in a call.</summary>
    /// <param name="parsed">The call.</param>
    public static IReadOnlyList<string> Standing(ParseResult parsed) =>
        [
            .. parsed
                .CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(result => result.Tokens)
                .Select(token => token.Value)
                .Where(word => word == "-" || !word.StartsWith('-')),
        ];

    static IEnumerable<OptionResult> OptionsOf(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<OptionResult>().Where(result => !result.Implicit);
}
