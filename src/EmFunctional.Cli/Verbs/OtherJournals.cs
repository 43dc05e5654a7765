using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Verbs.Quantifying;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
using EmFunctional.Tokenisation.Training;
using EmFunctional.Transcripts.Abundance;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>
/// <c>em resume</c> and <c>em verify</c> of a journal of <c>em quant</c> or <c>em tokenise train</c>: the words behind it are those of that call, which is then made again with
/// <c>--journal JOURNAL --resume</c> or <c>--verify</c>. Files are those that are named behind it, options also those of the journal. <c>em explain</c> of these models likewise.
/// </summary>
static class OtherJournals
{
    /// <summary>The words of the call that is meant; what is missing behind the journal.</summary>
    /// <param name="words">The words as they were given.</param>
    public static Either<EmError, string[]> Meant(string[] words) =>
        words switch
        {
            ["resume" or "verify", var journal, ..]
                when !words.Any(word => word is "--help" or "-h" or "-?")
                    && IsName(journal)
                    && FirstOf(journal).Bind(first => first.ToOption()) is var first => first.Match(
                started => started.Specification.Model.Name,
                () => ""
            ) switch
            {
                AbundanceModel.Called => RecordedCall
                    .Again(journal, first.Map(started => started.Read.Words).IfNone([]), words[2..])
                    .Map(call => (string[])[.. call, "--journal", journal, $"--{words[0]}"]),
                UnigramModel.Name => (string[])["tokenise", "train", .. words[2..], "--journal", journal, $"--{words[0]}"],
                _ => words,
            },
            ["explain", AbundanceModel.Called, ..] => (string[])["quant", .. words[..1], .. words[2..]],
            ["explain", UnigramModel.Name, ..] => (string[])["tokenise", .. words[..1], .. words[2..]],
            _ => words,
        };

    // A pipe can be read only once, by whom it is meant for.
    static bool IsName(string journal) =>
        !journal.StartsWith('-') && (JournalNames.IsInStore(journal) || new FileInfo(journal) is { Exists: true, Length: > 0 });

    /// <summary>Why what is named behind <c>em resume</c> or <c>em verify</c> is no journal, where nothing else is named: that comes before what is missing behind it.</summary>
    /// <param name="words">The words as they were given.</param>
    public static Option<(string Journal, JournalError Error)> NoJournal(string[] words) =>
        words is ["resume" or "verify", var journal] && !journal.StartsWith('-') && (IsName(journal) || !File.Exists(journal))
            ? FirstOf(journal)
                .Bind(first => first.Match(Right: _ => Option<JournalError>.None, Left: Prelude.Some))
                .Map(error => (journal, error))
            : Option<(string, JournalError)>.None;

    // The beginning of the first run, or why there is none; nothing where that cannot be told, which the verb itself will say.
    static Option<Either<JournalError, RunEvent<Vector>.Started>> FirstOf(string journal)
    {
        try
        {
            return JournalNames
                .At(journal)
                .Open()
                .Bind(stream =>
                {
                    using (stream)
                        return First(JournalReader.Read(stream, Seals.Ignored), journal);
                });
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return Option<Either<JournalError, RunEvent<Vector>.Started>>.None;
        }
    }

    static Either<JournalError, RunEvent<Vector>.Started> First(IEnumerable<Either<JournalError, JournalLine>> lines, string journal)
    {
        foreach (var line in lines)
            if (line.Case is JournalError error)
                return error;
            else if (line.Case is JournalLine { Event: RunEvent<Vector>.Started started })
                return started;
        return new JournalError.NoStart(journal);
    }
}
