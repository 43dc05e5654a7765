using System.IO;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>A journal in which a run has started.</summary>
/// <param name="Path">The journal.</param>
/// <param name="Started">How the first run of it started.</param>
sealed record BegunJournal(string Path, RunEvent<Vector>.Started Started)
{
    // The first byte of a mark of UTF-8.
    const int ByteOrderMark = 0xEF;

    /// <summary>
    /// Looks at the first line of a journal. One that is not there yet, or has no whole line yet, is none, and no error: somebody may be about to write it.
    /// </summary>
    /// <param name="path">The journal.</param>
    /// <param name="terminal">Where it is told that there is none yet.</param>
    public static Validation<EmError, Option<BegunJournal>> Find(string path, Terminal terminal)
    {
        var place = JournalNames.At(path);
        var found = place.Watch();
        if (found.Exists(journal => journal.IsSome))
            return found
                .Map(journal => journal.Bind(Begin))
                .Bind(line => line.Match(BegunBy(path), () => Nothing))
                .MapLeft(error => JournalTrace.ErrorOf(place.Name, error))
                .ToValidation();
        if (found.Case is JournalError error)
            return JournalTrace.ErrorOf(place.Name, error);
        if (!JournalNames.IsInStore(path) && !Directory.Exists(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))))
            return JournalTrace.ErrorOf(path, new JournalError.Inaccessible(path, "there is no such folder; check the path"));
        terminal.Say($"{place.Name} is not there yet; it is shown when it is.");
        return Option<BegunJournal>.None;
    }

    static Either<JournalError, Option<BegunJournal>> Nothing => Option<BegunJournal>.None;

    static Func<Either<JournalError, JournalLine>, Either<JournalError, Option<BegunJournal>>> BegunBy(string path) =>
        line =>
            line.Case switch
            {
                JournalLine { Event: RunEvent<Vector>.Started started } => Prelude.Some(new BegunJournal(path, started)),
                JournalError error and not JournalError.CutLine => error,
                _ => Nothing,
            };

    // The first line; a file that begins as no journal does need not have a whole one to be refused.
    static Option<Either<JournalError, JournalLine>> Begin(WatchedJournal journal)
    {
        using (journal)
        {
            if (journal.Bytes.ReadByte() is var first && first != '{' && first != ByteOrderMark && first != -1)
                return Prelude.Left<JournalError, JournalLine>(new JournalError.Garbled(1, 1, "JSON"));
            journal.Bytes.Position = 0;
            return JournalReader.Read(journal.Bytes).HeadOrNone();
        }
    }
}
