using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Where two journals part, and why.</summary>
/// <param name="Runs">How many runs they have in common, in order, at the least.</param>
/// <param name="Run">The first run that differs, from 1; the last one where none does.</param>
/// <param name="Iterations">Up to which iteration that run is the same.</param>
/// <param name="Differences">In what the runs differ: what determines them first, then the first number, then the ends.</param>
public sealed record JournalDiff(int Runs, int Run, int Iterations, Arr<JournalDifference> Differences)
{
    /// <summary>Whether the journals record the same runs: machine, time and seals may differ.</summary>
    public bool IsSame => Differences.IsEmpty;

    /// <summary>Compares two journals, in constant memory.</summary>
    /// <param name="one">A journal.</param>
    /// <param name="other">Another.</param>
    /// <returns>The comparison, or which journal cannot be read, and why.</returns>
    public static Either<(string Journal, JournalError Error), JournalDiff> Of(JournalPlace one, JournalPlace other)
    {
        Either<(string, JournalError), Stream> Open(JournalPlace journal) => journal.Open().MapLeft(error => (journal.Name, error));
        return Open(one)
            .Bind(first =>
            {
                using (first)
                    return Open(other)
                        .Bind(second =>
                        {
                            using (second)
                                return Of(new Side(one.Name, first), new Side(other.Name, second));
                        });
            });
    }

    static Either<(string, JournalError), JournalDiff> Of(Side one, Side other)
    {
        var runs = 0;
        while (true)
        {
            var (first, second) = (one.NextRun(), other.NextRun());
            if (first is null && second is null)
                return Whole(new(runs, Math.Max(1, runs), one.LastIteration, Arr<JournalDifference>.Empty));
            if (first is null || second is null)
                return Whole(
                    new(runs, runs + 1, 0, Arr.create<JournalDifference>(Ends($"{runs} runs", $"{runs} runs and more", first is null)))
                );
            var determined = JournalDetermined.Compare(first, second).ToArray();
            var (parted, at) = Parting(one, other, first.Specification.ParameterNames);
            var ends = (one.End(), other.End());
            var ended = ends.Item1 == ends.Item2 ? [] : new JournalDifference[] { new JournalDifference.Ended(ends.Item1, ends.Item2) };
            JournalDifference[] all = [.. determined, .. parted, .. ended];
            runs++;
            if (all.Length > 0)
                return Whole(new(runs - 1, runs, at, all));
        }

        Either<(string, JournalError), JournalDiff> Whole(JournalDiff found) =>
            one.Fault is { } fault ? (one.Name, fault)
            : other.Fault is { } fault2 ? (other.Name, fault2)
            : found;
    }

    static JournalDifference.Ended Ends(string fewer, string more, bool isFirstFewer) => isFirstFewer ? new(fewer, more) : new(more, fewer);

    // The first difference between iterates, and up to which iteration there is none.
    static (JournalDifference[] Parted, int At) Parting(Side one, Side other, Arr<string> names)
    {
        var at = -1;
        while (one.NextIterate() is { } first)
        {
            if (other.NextIterate() is not { } second)
                return ([], at);
            if (IterateDifference.Find(names, first, second) is { } found)
                return ([found], at);
            at = first.State.Iteration;
        }
        return ([], at);
    }

    /// <summary>A journal as it is read, run by run.</summary>
    sealed class Side(string name, Stream stream)
    {
        readonly IEnumerator<Either<JournalError, JournalLine>> _lines = JournalReader.Read(stream).GetEnumerator();
        RunEvent<Vector>? _ahead;
        bool _isOver;

        public string Name => name;

        public JournalError? Fault { get; private set; }

        public int LastIteration { get; private set; }

        public RunEvent<Vector>.Started? NextRun()
        {
            while (Peek() is { } happened)
            {
                _ahead = null;
                if (happened is RunEvent<Vector>.Started started)
                    return started;
            }
            return null;
        }

        public RunEvent<Vector>.Iterated? NextIterate()
        {
            while (Peek() is RunEvent<Vector>.Iterated or RunEvent<Vector>.Resumed)
            {
                var happened = _ahead;
                _ahead = null;
                if (happened is not RunEvent<Vector>.Iterated iterated)
                    continue;
                LastIteration = iterated.State.Iteration;
                return iterated;
            }
            return null;
        }

        // How the run ended; what is left of its iterates is passed over.
        public string End()
        {
            while (NextIterate() is not null) { }
            return Peek() switch
            {
                RunEvent<Vector>.Stopped stopped => $"{stopped.Reason} after {LastIteration} iterations",
                RunEvent<Vector>.Failed failed => $"failed after {LastIteration} iterations: {failed.Error}",
                _ => $"not ended after {LastIteration} iterations",
            };
        }

        RunEvent<Vector>? Peek()
        {
            if (_ahead is not null || _isOver)
                return _ahead;
            if (!_lines.MoveNext())
                _isOver = true;
            else if (_lines.Current.Case is JournalLine line)
                _ahead = line.Event;
            else
                // A line that was cut off is the end of a run that was interrupted.
                (_isOver, Fault) = (
                    true,
                    _lines.Current.LeftToSeq().Find(error => error is not JournalError.CutLine).MatchUnsafe(error => error, () => null)
                );
            return _ahead;
        }
    }
}
