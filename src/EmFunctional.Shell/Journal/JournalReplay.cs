using System.Collections.Generic;
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
    /// <summary>The events of a journal at full speed.</summary>
    /// <param name="lines">The journal.</param>
    /// <param name="scheduler">Where they are emitted; the subscriber's thread if null.</param>
    /// <returns>A cold stream; a line that cannot be read is <c>OnError</c> with a <see cref="JournalException"/>.</returns>
    public static IObservable<RunEvent<Vector>> Replay(
        this IEnumerable<Either<JournalError, JournalLine>> lines,
        IScheduler? scheduler = null
    ) => lines.Push(scheduler, hasEnd: true).Select(line => LineOf(line).Event);

    /// <summary>The events of a journal at the pace at which they were recorded, or a multiple of it.</summary>
    /// <param name="lines">The journal.</param>
    /// <param name="speed">1 for the original pace, 2 for twice as fast.</param>
    /// <param name="scheduler">Whose clock counts.</param>
    public static IObservable<RunEvent<Vector>> Replay(
        this IEnumerable<Either<JournalError, JournalLine>> lines,
        double speed,
        IScheduler scheduler
    ) =>
        Observable.Defer(() =>
        {
            DateTimeOffset? before = null;
            return Observable
                .Generate(
                    lines.GetEnumerator(),
                    lines => lines.MoveNext(),
                    lines => lines,
                    lines => LineOf(lines.Current),
                    lines => Pause(lines.Current, ref before, speed),
                    scheduler
                )
                .Select(line => line.Event);
        });

    /// <summary>The events with a model's own parameters.</summary>
    /// <param name="events">Events with parameters on the chart.</param>
    /// <param name="chart">The model's chart.</param>
    /// <returns>The events; parameters that are not on the chart are <c>OnError</c> with an <see cref="EmException"/>.</returns>
    public static IObservable<RunEvent<TParams>> FromChart<TParams>(this IObservable<RunEvent<Vector>> events, Chart<TParams> chart) =>
        events.Select(happened => happened.Map(flat => chart.FromFlat(flat).OrThrow()));

    static JournalLine LineOf(Either<JournalError, JournalLine> line) => line.OrThrow();

    static TimeSpan Pause(Either<JournalError, JournalLine> line, ref DateTimeOffset? before, double speed)
    {
        var time = LineOf(line).Time;
        var pause = before is { } earlier && time > earlier ? (time - earlier) / speed : TimeSpan.Zero;
        before = time;
        return pause;
    }
}
