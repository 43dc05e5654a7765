using System.Collections.Generic;
using System.CommandLine;
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
        "--index",
        "--names",
        "--fragment-file",
        "--stop",
        "--algorithm",
        "-b",
        "--seed",
    ];

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
        words.Count > 1 && words[0] == "quant" && words.Skip(1).All(word => !word.StartsWith('-') || _known.Contains(word));
}
