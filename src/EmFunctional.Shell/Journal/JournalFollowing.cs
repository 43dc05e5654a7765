using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Journals that are read while they are written.</summary>
public static class JournalFollowing
{
    static readonly TimeSpan _often = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The lines of a journal from the first on, each when it is whole; at its end the caller waits for more as long as somebody holds the
    /// journal's lock, and for the journal where there is none yet. The lines end with the fit, or with an error as the last element.
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="every">How often to look for more; every 50 milliseconds if null.</param>
    /// <param name="cancel">Ends the wait, and so the lines.</param>
    /// <param name="heard">Is told of workers that come and go, each before the line that follows.</param>
    /// <returns>The lines; <see cref="JournalError.Interrupted"/> after those of a run that has no ending and no writer.</returns>
    /// <remarks>Where a system has no locks (all but Linux and Windows), a run without an ending is waited for until the caller cancels.</remarks>
    public static IEnumerable<Either<JournalError, JournalLine>> Lines(
        JournalPlace journal,
        TimeSpan? every = null,
        CancellationToken cancel = default,
        Action<WorkerNote>? heard = null
    )
    {
        var pace = every ?? _often;
        Either<JournalError, Option<WatchedJournal>> opened;
        while ((opened = journal.Watch()).Exists(found => found.IsNone))
            if (cancel.WaitHandle.WaitOne(pace))
                yield break;
        if (opened.Case is JournalError fault)
        {
            yield return fault;
            yield break;
        }
        var standing = new Standing();
        var watched = opened.OrThrow().IfNone(() => throw new UnreachableException());
        using var stream = new GrowingStream(watched, () => standing.IsOver, pace, cancel);
        var (lines, told) = (JournalReader.Read(stream), 0);
        foreach (var line in lines)
        {
            for (; told < lines.Workers.Count; told++)
                heard?.Invoke(lines.Workers[told]);
            if (line.Case is JournalError error)
            {
                // What is cut off of a line that nobody will end is how an interruption looks.
                yield return error is JournalError.CutLine ? new JournalError.Interrupted(journal.Name, standing.Iteration) : error;
                yield break;
            }
            line.IfRight(standing.Add);
            yield return line;
        }
        if (!cancel.IsCancellationRequested && !standing.IsOver)
            yield return new JournalError.Interrupted(journal.Name, standing.Iteration);
    }

    // How the last run stands.
    sealed class Standing
    {
        Hash256 _run;
        bool _isContestant;
        bool _hasEnded;

        public Option<int> Iteration { get; private set; }

        /// <summary>Whether the fit has its result: the end of a contestant is none.</summary>
        public bool IsOver => _hasEnded && !_isContestant;

        public void Add(JournalLine line)
        {
            // Runs may be within one another: the one that started last counts.
            if (line.Event is not RunEvent<Vector>.Started && line.Run != _run)
                return;
            _run = line.Run;
            switch (line.Event)
            {
                case RunEvent<Vector>.Started started:
                    (_isContestant, _hasEnded, Iteration) = (
                        started.Specification.Parent.Exists(parent => parent.IsContestant),
                        false,
                        Option<int>.None
                    );
                    break;
                case RunEvent<Vector>.Iterated iterated:
                    Iteration = iterated.State.Iteration;
                    break;
                case RunEvent<Vector>.Stopped or RunEvent<Vector>.Failed:
                    _hasEnded = true;
                    break;
            }
        }
    }
}
