using System.IO;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Telemetry;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>
/// Runs with a journal: begun, taken up again and replayed, in one call each. Every stream is cold: its file is opened when it is subscribed to
/// and closed at its end; what goes wrong with the file is <c>OnError</c> with a <see cref="JournalException"/>.
/// </summary>
public static class Recorded
{
    /// <summary>The events of a run, each recorded before it is seen.</summary>
    /// <param name="journal">The journal, which must not exist.</param>
    /// <param name="problem">A model with its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop; the algorithm's default if null.</param>
    /// <param name="options">What else makes up the run; plain EM if null.</param>
    /// <param name="scheduler">Where the steps run; the subscriber's thread if null.</param>
    /// <param name="author">Who signs it, and what is told of him; nobody if null.</param>
    /// <example>
    /// <code><![CDATA[
    /// var (coins, flips) = (Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow());
    /// var start = coins.At(("theta", [0.6, 0.5])).OrThrow();
    /// var problem = Problem.Of(coins, flips).OrThrow();
    /// Recorded.Run("run.clef", problem, start).Take(5).Subscribe(); // cut off
    /// Recorded.Resume("run.clef", problem).Subscribe();
    /// var last = Recorded.Replay("run.clef", coins.Chart).States().Wait();
    /// Console.WriteLine($"{last.Iteration}: {last.Parameters["theta"]}"); // prints: 10: [0.7967441494752115, 0.5196586622041123]
    /// ]]></code>
    /// </example>
    public static IObservable<RunEvent<TParams>> Run<TParams>(
        JournalPlace journal,
        Problem<TParams> problem,
        TParams start,
        StopRule? rule = null,
        RunOptions<TParams>? options = null,
        IScheduler? scheduler = null,
        JournalAuthor? author = null
    )
    {
        var chosen = options ?? RunOptions<TParams>.Default;
        var suited = rule ?? chosen.Algorithm(problem.Evaluate, problem.Chart).DefaultRule;
        return Observable.Using(
            () => journal.Create().OrThrow(),
            writer => By(author, Em.Run(problem, start, suited, chosen, scheduler).Journal(problem.Chart, writer.Logger), writer)
        );
    }

    /// <summary>
    /// The events that were missing of an interrupted run, to the same bits, and of the runs that take its place where it fails; algorithm and rule
    /// are those of the journal. It is locked before it is read, so that no second writer comes between.
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="problem">The model with its data, which must be the journal's.</param>
    /// <param name="rule">Another rule, under which a run goes on as a child run.</param>
    /// <param name="scheduler">Where the steps run; the subscriber's thread if null.</param>
    /// <param name="fallback">What takes the place of a run that failed; nothing if null.</param>
    /// <param name="trustData">
    /// Whether the data are taken for the journal's where the model, or the journal, has no hash of them; otherwise such a run is not resumed.
    /// </param>
    /// <param name="author">Who signs it, and what is told of him; nobody if null.</param>
    public static IObservable<RunEvent<TParams>> Resume<TParams>(
        JournalPlace journal,
        Problem<TParams> problem,
        StopRule? rule = null,
        IScheduler? scheduler = null,
        Fallback<TParams>? fallback = null,
        bool trustData = false,
        JournalAuthor? author = null
    ) =>
        Observable.Using(
            () => journal.Reopen().OrThrow(),
            writer =>
            {
                var recovered = Recovery
                    .Find(journal.Name, writer.Read())
                    .Bind(Recovery.Whole)
                    .Bind(found => found.On(problem.Chart))
                    .OrThrow();
                var started = recovered.Run.Started.IfNone(() => throw new JournalException(new JournalError.NoStart(journal.Name)));
                var options = new RunOptions<TParams>
                {
                    Algorithm = Algorithm.Find<TParams>(started.Specification.Algorithm, started.Specification.MemoryNames).OrThrow(),
                    Seed = started.Specification.Seed,
                    Environment = ThisMachine.Environment,
                };
                var events = recovered.Events(problem, Prelude.Optional(rule), options, journal.Name, fallback, trustData).OrThrow();
                writer.Continue(recovered.Length, recovered.TornBytes, recovered.Seal).OrThrow();
                var pushed = events
                    .Watched(recovered.Run.Started.MatchUnsafe<RunEvent<TParams>.Started?>(e => e, () => null))
                    .Push(scheduler, hasEnd: true);
                return By(author, pushed.Journal(problem.Chart, writer.Logger, run: started.Run, trace: recovered.Run.Trace), writer);
            }
        );

    /// <summary>The events of a fit, each recorded before it is seen: of one start or of several, and of what takes the place of a run that fails.</summary>
    /// <param name="journal">The journal, which must not exist.</param>
    /// <param name="fit">The fit.</param>
    /// <param name="scheduler">Where the steps run; the subscriber's thread if null.</param>
    /// <param name="author">Who signs it, and what is told of him; nobody if null.</param>
    public static IObservable<RunEvent<Vector>> Run(
        JournalPlace journal,
        ModelFit fit,
        IScheduler? scheduler = null,
        JournalAuthor? author = null
    ) =>
        Observable.Using(
            () => journal.Create().OrThrow(),
            writer => By(author, fit.Events.Watched().Push(scheduler, hasEnd: true).Journal(fit.Model.Problem.Chart, writer.Logger), writer)
        );

    static IObservable<RunEvent<TParams>> By<TParams>(JournalAuthor? author, IObservable<RunEvent<TParams>> events, JournalWriter writer) =>
        author?.Around(events, writer) ?? events;

    /// <summary>The events that were missing of an interrupted fit, to the same bits: of one start or of several, of a run alone or in the place of another.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="open">Opens the model of a run on the data: <c>run => entry.Open(new(table, chosen, run.Model.Options))</c>.</param>
    /// <param name="rule">Another rule, under which a run goes on as a child run.</param>
    /// <param name="scheduler">Where the steps run; the subscriber's thread if null.</param>
    /// <param name="author">Who signs it, and what is told of him; nobody if null.</param>
    public static IObservable<RunEvent<Vector>> Resume(
        JournalPlace journal,
        Func<RunSpecification, Validation<EmError, OpenedModel>> open,
        StopRule? rule = null,
        IScheduler? scheduler = null,
        JournalAuthor? author = null
    ) =>
        Observable.Using(
            () => journal.Reopen().OrThrow(),
            writer =>
            {
                var found = Recovery.Find(journal.Name, writer.Read()).Bind(Recovery.Whole).OrThrow();
                var resumed = ResumedFit.Of(writer, found, open, Prelude.Optional(rule), Sharding.RunsAtOnce.Of).OrThrow();
                var run = found.Run.Started.Map(started => started.Run).IfNone(default(Hash256));
                writer.Continue(found.Length, found.TornBytes, found.Seal).OrThrow();
                var pushed = resumed
                    .Events.Watched(found.Run.Started.MatchUnsafe<RunEvent<Vector>.Started?>(e => e, () => null))
                    .Push(scheduler, hasEnd: true);
                return By(author, pushed.Journal(resumed.Model.Problem.Chart, writer.Logger, run: run, trace: found.Run.Trace), writer);
            }
        );

    /// <summary>The events of a journal again, from the file alone; seals are checked where there are any.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="chart">The chart of its model.</param>
    /// <param name="run">The one run whose events they are, of a journal with several at a time; all if null, where none is within another.</param>
    public static IObservable<RunEvent<TParams>> Replay<TParams>(JournalPlace journal, Chart<TParams> chart, Hash256? run = null) =>
        Observable.Using(
            () => journal.Open().OrThrow(),
            (Stream stream) =>
                (run is { } one ? JournalReader.Read(stream).OfRun(one) : JournalReader.Read(stream)).Replay().FromChart(chart)
        );

    /// <summary>
    /// The events of a journal that is being written, from its first byte and then as they come; its file may appear later. The stream completes with the
    /// fit. A run whose writer is gone before its end is <c>OnError</c> with <see cref="JournalError.Interrupted"/>; one that merely takes its time goes on.
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="scheduler">Where they are emitted, so that disposing is heard; the subscriber's thread if null, which then waits.</param>
    /// <param name="every">How often to look for more; every 50 milliseconds if null.</param>
    public static IObservable<RunEvent<Vector>> Follow(JournalPlace journal, IScheduler? scheduler = null, TimeSpan? every = null) =>
        Observable.Using(
            () => new CancellationDisposable(),
            disposed => JournalFollowing.Lines(journal, every, disposed.Token).Replay(scheduler)
        );

    /// <summary>The same with a model's own parameters.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="chart">The chart of its model.</param>
    /// <param name="scheduler">Where they are emitted, so that disposing is heard; the subscriber's thread if null, which then waits.</param>
    /// <param name="every">How often to look for more; every 50 milliseconds if null.</param>
    public static IObservable<RunEvent<TParams>> Follow<TParams>(
        JournalPlace journal,
        Chart<TParams> chart,
        IScheduler? scheduler = null,
        TimeSpan? every = null
    ) => Follow(journal, scheduler, every).FromChart(chart);
}
