using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Journal;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
using EmFunctional.Tokenisation.Training;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Indexing;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>
/// <c>em resume</c> and <c>em verify</c> of a journal of <c>em quant</c> or <c>em tokenise train</c>: the words behind it are those of that call, which is then made again with
/// <c>--journal JOURNAL --resume</c> or <c>--verify</c>. A journal of <c>em quant</c> has those words, where no file is named behind it. <c>em explain</c> of these models likewise.
/// </summary>
static class OtherJournals
{
    /// <summary>The words of the call that is meant.</summary>
    /// <param name="words">The words as they were given.</param>
    public static string[] Meant(string[] words) =>
        words switch
        {
            ["resume" or "verify", var journal, ..] when IsName(journal) && FirstOf(journal) is var first => first.Match(
                started => started.Specification.Model.Name,
                () => ""
            ) switch
            {
                AbundanceModel.Called =>
                [
                    .. Behind(words[2..], first.Map(started => started.Read.Words).IfNone([])),
                    .. words[2..],
                    "--journal",
                    journal,
                    $"--{words[0]}",
                ],
                UnigramModel.Name => ["tokenise", "train", .. words[2..], "--journal", journal, $"--{words[0]}"],
                _ => words,
            },
            ["explain", AbundanceModel.Called, ..] => ["quant", .. words[..1], .. words[2..]],
            ["explain", UnigramModel.Name, ..] => ["tokenise", .. words[..1], .. words[2..]],
            _ => words,
        };

    // A pipe can be read only once, by whom it is meant for.
    static bool IsName(string journal) =>
        !journal.StartsWith('-') && (JournalNames.IsInStore(journal) || new FileInfo(journal) is { Exists: true, Length: > 0 });

    // The beginning of the first run; nothing where that cannot be told, which the verb itself will say.
    static Option<RunEvent<Vector>.Started> FirstOf(string journal)
    {
        try
        {
            return JournalNames
                .At(journal)
                .Open()
                .Match(
                    Right: stream =>
                    {
                        using (stream)
                            return JournalReader
                                .Read(stream, Seals.Ignored)
                                .Rights()
                                .Select(line => line.Event)
                                .OfType<RunEvent<Vector>.Started>()
                                .Select(Prelude.Some)
                                .FirstOrDefault(Option<RunEvent<Vector>.Started>.None);
                    },
                    Left: _ => Option<RunEvent<Vector>.Started>.None
                );
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return Option<RunEvent<Vector>.Started>.None;
        }
    }

    // Where no file is named, the call is that of the journal.
    static IReadOnlyList<string> Behind(string[] words, Arr<string> recorded) =>
        (words is [] || words[0].StartsWith('-')) && RecordedWords.AreOfQuant(recorded) ? recorded : OfReads(words);

    // Reads come with an index, which is the first file then.
    static string[] OfReads(string[] words) =>
        words.FirstOrDefault(word => !word.StartsWith('-')) is { } file && IndexFile.Is(file) ? ["quant"] : ["quant", "classes"];
}
