using System.Collections;
using System.Collections.Generic;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>
/// The lines of a journal that are of runs, as they are asked for. What else stands in it is passed over, and told here when the lines have been read.
/// </summary>
public sealed class JournalLines : IEnumerable<Either<JournalError, JournalLine>>
{
    readonly Func<JournalLines, IEnumerable<Either<JournalError, JournalLine>>> _read;

    internal JournalLines(Func<JournalLines, IEnumerable<Either<JournalError, JournalLine>>> read) => _read = read;

    /// <summary>How many lines were read.</summary>
    public int Count { get; internal set; }

    /// <summary>How many bytes end with the last whole line.</summary>
    public long End { get; internal set; }

    /// <summary>The seal of the last whole line; nothing in a journal without seals.</summary>
    public Option<Hash256> Seal { get; internal set; }

    /// <summary>How many lines are events of others, which were passed over: a journal may be an application's log.</summary>
    public int Others { get; internal set; }

    /// <summary>Its signatures, in their order.</summary>
    public Arr<JournalSignature> Signatures { get; internal set; }

    /// <summary>Who recorded it where, in the order of the calls that were to tell.</summary>
    public Arr<Provenance> Provenance { get; internal set; }

    /// <summary>Workers that came and were lost while a cluster computed, in their order.</summary>
    public Arr<WorkerNote> Workers { get; internal set; }

    /// <summary>Its bootstrap, where it has one.</summary>
    public Option<JournalSamples> Samples { get; internal set; }

    /// <summary>Reads the lines, from the place at which the journal stands.</summary>
    public IEnumerator<Either<JournalError, JournalLine>> GetEnumerator()
    {
        (Count, End, Seal, Others) = (0, 0, Option<Hash256>.None, 0);
        (Signatures, Provenance, Workers) = (Arr<JournalSignature>.Empty, Arr<Provenance>.Empty, Arr<WorkerNote>.Empty);
        Samples = Option<JournalSamples>.None;
        return _read(this).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Those of some runs alone; what is told of the journal is told of all of it.</summary>
    /// <param name="isWanted">Which lines they are.</param>
    internal JournalLines Of(Func<JournalLine, bool> isWanted) =>
        new(some =>
        {
            return Chosen();

            IEnumerable<Either<JournalError, JournalLine>> Chosen()
            {
                foreach (var line in this)
                {
                    some.Tell(this);
                    if (line.ForAll(isWanted))
                        yield return line;
                }
                some.Tell(this);
            }
        });

    void Tell(JournalLines of)
    {
        (Count, End, Seal, Others) = (of.Count, of.End, of.Seal, of.Others);
        (Signatures, Provenance, Workers, Samples) = (of.Signatures, of.Provenance, of.Workers, of.Samples);
    }
}
