using System.Diagnostics;

namespace EmFunctional.Journal;

/// <summary>Why a journal cannot be read on, or written. Lines are counted from 1; what precedes the line can be used.</summary>
public abstract record JournalError
{
    JournalError() { }

    /// <summary>The last line has no end: the process was ended while it wrote.</summary>
    public sealed record CutLine(int Line, int Bytes) : JournalError;

    /// <summary>A line is not JSON, or lacks what its event must hold.</summary>
    /// <param name="Line">The line.</param>
    /// <param name="Column">Where it goes wrong, in bytes from 1; 0 where a property is missing or of another type.</param>
    /// <param name="What">The property, or JSON.</param>
    public sealed record Garbled(int Line, int Column, string What) : JournalError;

    /// <summary>A line holds an event of an unknown kind.</summary>
    public sealed record UnknownEvent(int Line, string Kind) : JournalError;

    /// <summary>A line was written by a newer version of this software.</summary>
    public sealed record NewerSchema(int Line, int Schema, int Known) : JournalError;

    /// <summary>The seal of a line is not that of its bytes and of the lines before: the journal was changed.</summary>
    public sealed record BrokenSeal(int Line) : JournalError;

    /// <summary>A line has no seal, though lines of the journal have: it was changed, or another program wrote into it.</summary>
    public sealed record NoSeal(int Line) : JournalError;

    /// <summary>Lines that were written are not there: what stands in their place follows from them, and not from the line before.</summary>
    /// <param name="Line">The first of them, by the number that it had.</param>
    /// <param name="Count">How many there are at least.</param>
    /// <param name="What">What does not fit for lack of them; nothing where the seal tells.</param>
    public sealed record Missing(int Line, int Count, string What = "") : JournalError;

    /// <summary>A line stands twice.</summary>
    /// <param name="Line">Where it stands again.</param>
    /// <param name="Of">Where it stood first.</param>
    /// <param name="What">What does not fit for it; nothing where the seal tells.</param>
    public sealed record Repeated(int Line, int Of, string What = "") : JournalError;

    /// <summary>Two lines stand in each other's place.</summary>
    public sealed record Swapped(int Line, int With) : JournalError;

    /// <summary>A line stands where it does not belong.</summary>
    /// <param name="Line">Where it stands.</param>
    /// <param name="Behind">The line that it was written behind; 0 at the beginning.</param>
    public sealed record Misplaced(int Line, int Behind) : JournalError;

    /// <summary>No line has a seal, and seals were demanded.</summary>
    public sealed record NotSealed : JournalError;

    /// <summary>A journal is not signed by whom it should be.</summary>
    /// <param name="What">What is lacking.</param>
    public sealed record NotSigned(string What) : JournalError;

    /// <summary>A line does not follow from those before it: lines are missing, doubled, out of place or changed.</summary>
    /// <param name="Line">The line.</param>
    /// <param name="What">What does not fit.</param>
    public sealed record Inconsistent(int Line, string What) : JournalError;

    /// <summary>The journal holds no start of a run.</summary>
    public sealed record NoStart(string Journal) : JournalError;

    /// <summary>The run has ended: there is nothing to resume without another rule.</summary>
    public sealed record Ended(string Journal) : JournalError;

    /// <summary>A run that was followed has no ending, and nobody writes its journal any more.</summary>
    /// <param name="Journal">The journal.</param>
    /// <param name="Iteration">How far it came; nothing where it had no iterate yet.</param>
    public sealed record Interrupted(string Journal, LanguageExt.Option<int> Iteration) : JournalError;

    /// <summary>The journal breaks off before the winner of its tournament was found; its last run is no result.</summary>
    /// <param name="Journal">The journal.</param>
    /// <param name="Contestant">Its last run, such as <c>start 2 of 8</c>.</param>
    public sealed record Undecided(string Journal, string Contestant) : JournalError;

    /// <summary>Neither side can tell whether the data are those of the run: the model has no hash of them, or had none when it was recorded.</summary>
    public sealed record Unidentified(string Journal) : JournalError;

    /// <summary>The model of a run cannot be opened on the data, or not go on as asked.</summary>
    /// <param name="Errors">What is wrong, at least one.</param>
    public sealed record Unfit(LanguageExt.Seq<Modelling.EmError> Errors) : JournalError;

    /// <summary>The data, or the model, are not those of the journal.</summary>
    /// <param name="What">data, model, parameters.</param>
    /// <param name="Expected">What the journal has.</param>
    /// <param name="Found">What is given.</param>
    public sealed record Other(string What, string Expected, string Found) : JournalError
    {
        /// <summary>In which rows, where that is known.</summary>
        public string Where { get; init; } = "";
    }

    /// <summary>The journal is of an earlier version, which hashed data otherwise: whether these are the data of the run cannot be told.</summary>
    public sealed record OtherHash(string Journal) : JournalError;

    /// <summary>There is a journal of that name already.</summary>
    public sealed record Exists(string Journal) : JournalError;

    /// <summary>Another process is writing this journal.</summary>
    public sealed record Locked(string Journal) : JournalError;

    /// <summary>The journal cannot be opened or written.</summary>
    public sealed record Inaccessible(string Journal, string Reason) : JournalError;

    /// <summary>Whether lines can be read and are not those that were written.</summary>
    public bool IsAlteration => this is BrokenSeal or NoSeal or Inconsistent or Missing or Repeated or Swapped or Misplaced;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(
        Func<CutLine, T> cutLine,
        Func<Garbled, T> garbled,
        Func<UnknownEvent, T> unknownEvent,
        Func<NewerSchema, T> newerSchema,
        Func<BrokenSeal, T> brokenSeal,
        Func<NoSeal, T> noSeal,
        Func<Missing, T> missing,
        Func<Repeated, T> repeated,
        Func<Swapped, T> swapped,
        Func<Misplaced, T> misplaced,
        Func<NotSealed, T> notSealed,
        Func<NotSigned, T> notSigned,
        Func<Inconsistent, T> inconsistent,
        Func<NoStart, T> noStart,
        Func<Ended, T> ended,
        Func<Interrupted, T> interrupted,
        Func<Undecided, T> undecided,
        Func<Unidentified, T> unidentified,
        Func<Unfit, T> unfit,
        Func<Other, T> other,
        Func<OtherHash, T> otherHash,
        Func<Exists, T> exists,
        Func<Locked, T> locked,
        Func<Inaccessible, T> inaccessible
    ) =>
        this switch
        {
            CutLine e => cutLine(e),
            Garbled e => garbled(e),
            UnknownEvent e => unknownEvent(e),
            NewerSchema e => newerSchema(e),
            BrokenSeal e => brokenSeal(e),
            NoSeal e => noSeal(e),
            Missing e => missing(e),
            Repeated e => repeated(e),
            Swapped e => swapped(e),
            Misplaced e => misplaced(e),
            NotSealed e => notSealed(e),
            NotSigned e => notSigned(e),
            Inconsistent e => inconsistent(e),
            NoStart e => noStart(e),
            Ended e => ended(e),
            Interrupted e => interrupted(e),
            Undecided e => undecided(e),
            Unidentified e => unidentified(e),
            Unfit e => unfit(e),
            Other e => other(e),
            OtherHash e => otherHash(e),
            Exists e => exists(e),
            Locked e => locked(e),
            Inaccessible e => inaccessible(e),
            _ => throw new UnreachableException(),
        };

    /// <summary>The error in a sentence, with what to do about it.</summary>
    public sealed override string ToString() =>
        Match(
            cutLine: e =>
                $"line {e.Line} is cut off after {e.Bytes} bytes: the run was interrupted while writing; it can be resumed from the line before",
            garbled: e =>
                $"line {e.Line}{(e.Column > 0 ? $", byte {e.Column}" : "")}: {e.What} cannot be read; the lines before can be used",
            unknownEvent: e => $"line {e.Line} holds an unknown event '{e.Kind}'; a newer version of this software may know it",
            newerSchema: e => $"line {e.Line} has schema {e.Schema}, and this software knows up to {e.Known}; use a newer version",
            brokenSeal: e => $"line {e.Line} is not what was written: its seal does not fit; the lines before are as they were written",
            noSeal: e =>
                $"line {e.Line} has no seal, though the journal has seals: it is not what was written; the lines before are as they were written",
            missing: e => $"{Lines(e.Line, e.Count)} missing{Why(e.What)}; the lines before can be used",
            repeated: e => $"line {e.Line} repeats line {e.Of}{Why(e.What)}; the lines before can be used",
            swapped: e => $"lines {e.Line} and {e.With} are swapped; the lines before can be used",
            misplaced: e =>
                e.Behind == 0
                    ? $"line {e.Line} belongs at the beginning, and other lines stand before it"
                    : $"line {e.Line} belongs behind line {e.Behind}; the lines up to that can be used",
            notSealed: _ => "the journal is not sealed: whether it is as it was written cannot be told from itself",
            notSigned: e => $"the journal is not signed by this key: {e.What}",
            inconsistent: e =>
                $"line {e.Line}: {e.What}; lines are missing, doubled, out of place or changed; the lines before can be used",
            noStart: e => $"{e.Journal}: no run starts in it; nothing can be replayed or resumed",
            ended: e => $"{e.Journal}: the run has ended; under another stop rule it can go on from its end",
            interrupted: e =>
                $"{e.Journal}: the run was interrupted {e.Iteration.Match(n => $"after iteration {n}", () => "before its first iterate")}: "
                + "nobody writes its journal any more; it can be resumed",
            undecided: e =>
                $"{e.Journal}: the fit was interrupted before the best of its starts was found (its last run is {e.Contestant}); "
                + "no run of it is a result: resume it with its starts, or fit again into another journal",
            unidentified: e =>
                $"{e.Journal}: whether the data are those of the run cannot be told, since one side has no hash of them; "
                + "give the model 'identify', or say that they are ('trustData')",
            unfit: e => string.Join("\n", e.Errors),
            other: e =>
                $"the {e.What} are not those of the journal: it has {e.Expected}, given are {e.Found}{(e.Where.Length > 0 ? $"; {e.Where}" : "")}",
            otherHash: e =>
                $"{e.Journal}: an earlier version recorded it, which hashed data otherwise: whether these are its data cannot be told by the hash; "
                + "verify it, which computes every number anew, or say that they are ('trustData')",
            exists: e => $"{e.Journal} exists; choose another name, or say that it is to be overwritten",
            locked: e => $"{e.Journal} is being written by another process; wait for it, or choose another name",
            inaccessible: e => $"{e.Journal}: {e.Reason}"
        );

    static string Why(string what) => what.Length == 0 ? "" : $" ({what})";

    static string Lines(int first, int count) =>
        count switch
        {
            1 => $"line {first} is",
            2 => $"lines {first} and {first + 1} are",
            _ => $"lines {first} to {first + count - 1} are",
        };
}
