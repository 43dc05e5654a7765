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

    /// <summary>The journal holds no start of a run.</summary>
    public sealed record NoStart(string Journal) : JournalError;

    /// <summary>The run has ended: there is nothing to resume without another rule.</summary>
    public sealed record Ended(string Journal) : JournalError;

    /// <summary>The data, or the model, are not those of the journal.</summary>
    /// <param name="What">data, model, parameters.</param>
    /// <param name="Expected">What the journal has.</param>
    /// <param name="Found">What is given.</param>
    public sealed record Other(string What, string Expected, string Found) : JournalError;

    /// <summary>There is a journal of that name already.</summary>
    public sealed record Exists(string Journal) : JournalError;

    /// <summary>Another process is writing this journal.</summary>
    public sealed record Locked(string Journal) : JournalError;

    /// <summary>The journal cannot be opened or written.</summary>
    public sealed record Inaccessible(string Journal, string Reason) : JournalError;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(
        Func<CutLine, T> cutLine,
        Func<Garbled, T> garbled,
        Func<UnknownEvent, T> unknownEvent,
        Func<NewerSchema, T> newerSchema,
        Func<BrokenSeal, T> brokenSeal,
        Func<NoStart, T> noStart,
        Func<Ended, T> ended,
        Func<Other, T> other,
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
            NoStart e => noStart(e),
            Ended e => ended(e),
            Other e => other(e),
            Exists e => exists(e),
            Locked e => locked(e),
            Inaccessible e => inaccessible(e),
            _ => throw new UnreachableException(),
        };

    /// <summary>The error in a sentence, with what to do about it.</summary>
    public sealed override string ToString() =>
        Match(
            cutLine: e =>
                $"line {e.Line} is cut off after {e.Bytes} bytes: the run was interrupted while writing; 'em resume' goes on from there",
            garbled: e =>
                $"line {e.Line}{(e.Column > 0 ? $", byte {e.Column}" : "")}: {e.What} cannot be read; the lines before can be used",
            unknownEvent: e => $"line {e.Line} holds an unknown event '{e.Kind}'; a newer version of this software may know it",
            newerSchema: e => $"line {e.Line} has schema {e.Schema}, and this software knows up to {e.Known}; use a newer version",
            brokenSeal: e => $"line {e.Line} is not what was written: its seal does not fit; the lines before are as they were written",
            noStart: e => $"{e.Journal}: no run starts in it; nothing can be replayed or resumed",
            ended: e => $"{e.Journal}: the run has ended; give --stop with a new rule to go on from its end",
            other: e => $"the {e.What} are not those of the journal: it has {e.Expected}, given are {e.Found}",
            exists: e => $"{e.Journal} exists; choose another name, or --force to overwrite it",
            locked: e => $"{e.Journal} is being written by another process; wait for it, or choose another name",
            inaccessible: e => $"{e.Journal}: {e.Reason}"
        );
}
