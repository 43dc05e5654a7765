using System.Collections.Generic;
using System.Linq;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Journals as streams: the same events as the live run's, to the bit.</summary>
public static class JournalReplay
{
    // Timers of the system do not bear more than 49 days.
    static readonly TimeSpan _longestSleep = TimeSpan.FromDays(1);

    /// <summary>The lines of one run, of a journal that has several, one within another; and what cannot be read.</summary>
    /// <param name="lines">The journal.</param>
    /// <param name="run">The run.</param>
    public static IEnumerable<Either<JournalError, JournalLine>> OfRun(
        this IEnumerable<Either<JournalError, JournalLine>> lines,
        Hash256 run
    ) => lines.Where(line => line.Match(Right: read => read.Run == run, Left: _ => true));

    /// <summary>The events of a journal at full speed.</summary>
    /// <param name="lines">The journal.</param>
    /// <param name="scheduler">Where they are emitted; the subscriber's thread if null.</param>
    /// <returns>A cold stream; a line that cannot be read is <c>OnError</c> with a <see cref="JournalException"/>.</returns>
    public static IObservable<RunEvent<Vector>> Replay(
        this IEnumerable<Either<JournalError, JournalLine>> lines,
        IScheduler? scheduler = null
    ) => Apart(lines).Push(scheduler, hasEnd: true).Select(line => LineOf(line).Event);

    /// <summary>The events of a journal at the pace at which they were recorded, or a multiple of it; however long a pause, disposing ends it.</summary>
    /// <param name="lines">The journal.</param>
    /// <param name="speed">1 for the original pace, 2 for twice as fast.</param>
    /// <param name="scheduler">Whose clock counts.</param>
    /// <exception cref="ArgumentException">The speed is no number above 0.</exception>
    public static IObservable<RunEvent<Vector>> Replay(
        this IEnumerable<Either<JournalError, JournalLine>> lines,
        double speed,
        IScheduler scheduler
    )
    {
        if (!(speed > 0))
            throw new ArgumentException($"a speed of {speed} is no number above 0", nameof(speed));
        return Observable.Create<RunEvent<Vector>>(observer =>
            scheduler.ScheduleAsync(
                async (own, cancel) =>
                {
                    DateTimeOffset? before = null;
                    using var line = Apart(lines).GetEnumerator();
                    while (Next(line, observer) is { } read)
                    {
                        for (var left = Pause(before, read.Time, speed); left > TimeSpan.Zero; left -= _longestSleep)
                            await own.Sleep(left < _longestSleep ? left : _longestSleep, cancel);
                        before = read.Time;
                        observer.OnNext(read.Event);
                    }
                }
            )
        );
    }

    // The next line; nothing where the observer has been told of the end. What is raised on a thread of the scheduler would be heard by nobody.
    static JournalLine? Next(IEnumerator<Either<JournalError, JournalLine>> lines, IObserver<RunEvent<Vector>> observer)
    {
        try
        {
            if (lines.MoveNext())
                return LineOf(lines.Current);
            observer.OnCompleted();
        }
        catch (Exception error)
        {
            observer.OnError(error);
        }
        return null;
    }

    /// <summary>The events with a model's own parameters.</summary>
    /// <param name="events">Events with parameters on the chart.</param>
    /// <param name="chart">The model's chart.</param>
    /// <returns>The events; parameters that are not on the chart are <c>OnError</c> with an <see cref="EmException"/>.</returns>
    public static IObservable<RunEvent<TParams>> FromChart<TParams>(this IObservable<RunEvent<Vector>> events, Chart<TParams> chart) =>
        events.Select(happened => happened.Map(flat => chart.FromFlat(flat).OrThrow()));

    // Events do not say whose they are: several runs can follow each other in a stream, and not be mixed.
    static IEnumerable<Either<JournalError, JournalLine>> Apart(IEnumerable<Either<JournalError, JournalLine>> lines)
    {
        var current = Option<Hash256>.None;
        foreach (var line in lines)
        {
            if (line.Case is JournalLine { Event: RunEvent<Vector>.Started } begun)
                current = begun.Run;
            if (line.Case is JournalLine other && current.Exists(run => run != other.Run))
            {
                yield return new JournalError.Inconsistent(
                    other.Number,
                    "an event of one run among those of another, which a stream cannot tell apart (choose the lines of one by their Run: OfRun)"
                );
                yield break;
            }
            yield return line;
        }
    }

    static JournalLine LineOf(Either<JournalError, JournalLine> line) => line.OrThrow();

    // Where a clock was set back there is no pause; what is longer than can be told is as long as can be.
    static TimeSpan Pause(DateTimeOffset? before, DateTimeOffset time, double speed)
    {
        var seconds = before is { } earlier ? (time - earlier).TotalSeconds / speed : 0;
        return seconds <= 0 ? TimeSpan.Zero
            : seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.MaxValue;
    }
}
