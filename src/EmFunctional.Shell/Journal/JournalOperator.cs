using System.Reactive.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using Serilog;
using Serilog.Events;

namespace EmFunctional.Journal;

/// <summary>Records a run.</summary>
public static class JournalOperator
{
    /// <summary>The same events; each is written to the logger before anyone downstream sees it.</summary>
    /// <param name="events">The events of a run.</param>
    /// <param name="chart">Which lays out the parameters.</param>
    /// <param name="logger">An audit logger, such as <see cref="JournalWriter.Logger"/>: if it raises, the run ends with that error.</param>
    /// <param name="time">What the clock is; the system's if null.</param>
    /// <param name="run">The run, where the events do not begin with its start.</param>
    /// <param name="trace">Its trace digest so far, where they do not.</param>
    /// <param name="every">Every how many iterates are kept with their numbers, and the last; by the size of the model if null (<see cref="KeyIterates"/>).</param>
    public static IObservable<RunEvent<TParams>> Journal<TParams>(
        this IObservable<RunEvent<TParams>> events,
        Chart<TParams> chart,
        ILogger logger,
        TimeProvider? time = null,
        Hash256 run = default,
        TraceDigest? trace = null,
        int? every = null
    )
    {
        return Observable.Defer(() => events.Do(Recorder(chart, logger, time, run, trace, every)));
    }

    /// <summary>What records the events of runs over one chart, each before it returns: for whoever has no stream of them.</summary>
    /// <param name="chart">Which lays out the parameters.</param>
    /// <param name="logger">An audit logger; if it raises, so does this.</param>
    /// <param name="time">What the clock is; the system's if null.</param>
    /// <param name="run">The run, where the events do not begin with its start.</param>
    /// <param name="trace">Its trace digest so far, where they do not.</param>
    /// <param name="every">Every how many iterates are kept with their numbers, and the last; by the size of the model if null (<see cref="KeyIterates"/>).</param>
    public static Action<RunEvent<TParams>> Recorder<TParams>(
        Chart<TParams> chart,
        ILogger logger,
        TimeProvider? time = null,
        Hash256 run = default,
        TraceDigest? trace = null,
        int? every = null
    )
    {
        var (clock, current) = (time ?? TimeProvider.System, JournalEvent.RunOf(run));
        var keeping = KeyIterates.Begin(chart, every ?? KeyIterates.EveryOf(chart.Names.Count), trace ?? TraceDigest.Empty);
        return happened =>
        {
            current = happened is RunEvent<TParams>.Started started ? JournalEvent.RunOf(started.Run) : current;
            (keeping, var kept) = keeping.Add(happened);
            Write(logger, JournalEvent.Of(kept, chart.ToFlat, current, clock.GetUtcNow()));
        };
    }

    // What a logger raises wraps what its sink did: why a journal cannot be begun is said as it is where a journal is opened.
    static void Write(ILogger logger, LogEvent logEvent)
    {
        try
        {
            logger.Write(logEvent);
        }
        catch (AggregateException error) when (error.GetBaseException() is JournalException refused)
        {
            throw new JournalException(refused.Error);
        }
    }
}
