using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Indexing;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>
/// The call of <c>em quant</c> that a journal was recorded by, made again: with the files that are named now and the options of the journal. A file that a journal names is told,
/// and not opened: journals come from anywhere.
/// </summary>
static class RecordedCall
{
    /// <summary>The words of the call.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="recorded">The words that it has of its call.</param>
    /// <param name="words">The words behind it.</param>
    /// <returns>The words; that no file is named.</returns>
    public static Either<EmError, string[]> Again(string journal, IReadOnlyList<string> recorded, string[] words)
    {
        var (name, command) = VerbOf(words);
        var given = Parse(command, words);
        if (RecordedWords.Standing(given) is [])
            return NoFiles(journal, recorded);
        string[] call = [.. name, .. words];
        return Parsed(recorded).Match(known => [.. call, .. RecordedWords.OptionsBeside(known, given)], () => call);
    }

    // Reads come with an index, which is the first file then.
    static (string[] Name, Command Command) VerbOf(string[] words)
    {
        var reads = QuantVerb.Create();
        return RecordedWords.Standing(Parse(reads, words)) is [var first, ..] && IndexFile.Is(first)
            ? (["quant"], reads)
            : (["quant", "classes"], QuantClassesVerb.Create());
    }

    // Nothing where they are not those of such a call, or were altered.
    static LanguageExt.Option<ParseResult> Parsed(IReadOnlyList<string> recorded)
    {
        if (!RecordedWords.AreOfQuant(recorded))
            return LanguageExt.Option<ParseResult>.None;
        var isOfClasses = recorded[1] == "classes";
        var parsed = Parse(isOfClasses ? QuantClassesVerb.Create() : QuantVerb.Create(), [.. recorded.Skip(isOfClasses ? 2 : 1)]);
        return parsed.Errors.Count == 0 ? parsed : LanguageExt.Option<ParseResult>.None;
    }

    // @name is no file of arguments.
    static ParseResult Parse(Command command, string[] words) => command.Parse(words, new() { ResponseFileTokenReplacer = null });

    static EmError NoFiles(string journal, IReadOnlyList<string> recorded) =>
        new EmError.Recorded(
            "files",
            Parsed(recorded)
                .Map(RecordedWords.FilesOf)
                .Match(
                    files =>
                        $"the files that are read are missing; {journal} was recorded from {string.Join(", ", files)}. Name them: what a journal names is not opened by itself",
                    () =>
                        $"the files that are read are missing, and {journal} does not say which they were: an older version wrote it, or it was changed. Name them as in its call: INDEX READS or CLASSES COUNTS, with its options"
                )
        );
}
