using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>
/// Which iterates a journal keeps with their numbers: of a small model all, of a large one every hundredth and the last. Of the others it keeps the trace digest up to them, by
/// which they can be proved, and from a key iterate they can be computed.
/// </summary>
public static class KeyIterates
{
    /// <summary>From so many numbers on a model is large.</summary>
    public const int LargeFrom = 10_000;

    /// <summary>Of a large model every so many iterates are kept.</summary>
    public const int OfLarge = 100;

    /// <summary>Every how many iterates are kept of a model.</summary>
    /// <param name="numbers">How many numbers it has.</param>
    public static int EveryOf(int numbers) => numbers < LargeFrom ? 1 : OfLarge;

    /// <summary>The fold over the events of runs, one after the other.</summary>
    /// <param name="chart">Which lays out the parameters.</param>
    /// <param name="every">Every how many iterates are kept.</param>
    /// <param name="trace">The trace digest so far, of a run that goes on.</param>
    internal static Keeping<TParams> Begin<TParams>(Chart<TParams> chart, int every, TraceDigest trace) =>
        new(chart, every, trace, Option<TParams>.None);
}

// What a journal keeps of the events so far.
sealed record Keeping<TParams>(Chart<TParams> Chart, int Every, TraceDigest Trace, Option<TParams> Left)
{
    /// <summary>The event as the journal keeps it.</summary>
    public (Keeping<TParams> Next, RunEvent<TParams> Kept) Add(RunEvent<TParams> happened) =>
        Every == 1
            ? (this, happened)
            : happened.Match<Keeping<TParams>, (Keeping<TParams>, RunEvent<TParams>)>(
                this,
                started: static (on, e) => (on with { Trace = TraceDigest.Empty, Left = Option<TParams>.None }, e),
                iterated: static (on, e) => on.Reach(e),
                stopped: static (on, e) => (on with { Left = Option<TParams>.None }, e with { At = e.At | on.Left }),
                failed: static (on, e) => (on with { Left = Option<TParams>.None }, e with { At = e.At | on.Left }),
                resumed: static (on, e) => (on, e)
            );

    (Keeping<TParams>, RunEvent<TParams>) Reach(RunEvent<TParams>.Iterated at)
    {
        var trace = Trace.Add(Chart, at.State);
        return at.State.Iteration % Every == 0
            ? (this with { Trace = trace, Left = Option<TParams>.None }, at)
            : (this with { Trace = trace, Left = at.State.Parameters }, at with { State = at.State with { Digest = trace.Value } });
    }
}
