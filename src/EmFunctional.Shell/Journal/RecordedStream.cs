using System.Reactive.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Online;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Runs over streams of rows with a journal: each iterate is kept with the running statistics, from which the run goes on.</summary>
public static class RecordedStream
{
    extension(Recorded)
    {
        /// <summary>The events of a run over a stream, each recorded before it is seen.</summary>
        /// <param name="journal">The journal, which must not exist.</param>
        /// <param name="problem">The model.</param>
        /// <param name="rows">The rows.</param>
        /// <param name="start">θ₀.</param>
        /// <param name="schedule">Batches and step sizes; <see cref="OnlineSchedule.Default"/> if null.</param>
        /// <param name="rule">When to stop; as long as rows come, if null.</param>
        /// <param name="options">What else makes up the run.</param>
        /// <param name="author">Who signs it, and what is told of him; nobody if null.</param>
        /// <example>
        /// <code><![CDATA[
        /// var mixture = Mixture.Of<Poisson>(2);
        /// var calls = mixture.Sample(mixture.At(("rate", [2, 9])).OrThrow(), new Seed(1), 20_000).Values;
        /// var start = mixture.At(("rate", [1, 20])).OrThrow();
        /// Recorded.RunOnline("calls.clef", mixture.OfNumbers(), calls.ToObservable(), start).Take(30).Subscribe(); // cut off
        /// Recorded.ResumeOnline("calls.clef", mixture.OfNumbers(), learned => calls.Skip((int)learned).ToObservable()).Subscribe();
        /// var last = Recorded.Replay("calls.clef", mixture.Chart).States().Wait();
        /// Console.WriteLine($"{last.Iteration}: {last.Parameters["rate"].Map(rate => Math.Round(rate))}"); // prints: 79: [2, 9]
        /// ]]></code>
        /// </example>
        public static IObservable<RunEvent<TParams>> RunOnline<TRow, TParams>(
            JournalPlace journal,
            OnlineProblem<TRow, TParams> problem,
            IObservable<TRow> rows,
            TParams start,
            OnlineSchedule? schedule = null,
            StopRule? rule = null,
            RunOptions<TParams>? options = null,
            JournalAuthor? author = null
        ) =>
            Observable.Using(
                () => journal.Create().OrThrow(),
                writer =>
                    By(
                        author,
                        Em.RunOnline(problem, rows, start, schedule, rule, options).Journal(problem.Chart, writer.Logger, every: 1),
                        writer
                    )
            );

        /// <summary>
        /// The events that follow an interruption, from the newest iterate of the journal: to the same bits, if the rows are those that would have
        /// followed. Rows that came after that iterate and were not yet in another are to be given again.
        /// </summary>
        /// <param name="journal">The journal.</param>
        /// <param name="problem">The model, which must be the journal's.</param>
        /// <param name="rows">Given how many rows were learned, those that follow.</param>
        /// <param name="author">Who signs it, and what is told of him; nobody if null.</param>
        public static IObservable<RunEvent<TParams>> ResumeOnline<TRow, TParams>(
            JournalPlace journal,
            OnlineProblem<TRow, TParams> problem,
            Func<long, IObservable<TRow>> rows,
            JournalAuthor? author = null
        ) =>
            Observable.Using(
                () => journal.Reopen().OrThrow(),
                writer =>
                {
                    var found = Recovery
                        .Find(journal.Name, writer.Read())
                        .Bind(Recovery.Whole)
                        .Bind(recovered => recovered.On(problem.Chart))
                        .OrThrow();
                    var run = found.ResumeOnline(problem, journal.Name).OrThrow();
                    var id = found.Run.Started.Map(started => started.Run).IfNone(default(Numerics.Hash256));
                    writer.Continue(found.Length, found.TornBytes, found.Seal).OrThrow();
                    var resumed = new RunEvent<TParams>.Resumed(ThisMachine.Environment, found.TornBytes);
                    var events = Observable.Return<RunEvent<TParams>>(resumed).Concat(run.On(rows(run.Learned)));
                    return By(author, events.Journal(problem.Chart, writer.Logger, run: id, trace: found.Run.Trace, every: 1), writer);
                }
            );
    }

    /// <summary>The run over a stream that a journal has, at its newest iterate.</summary>
    /// <param name="recovered">What the journal has.</param>
    /// <param name="problem">The model, which must be the journal's.</param>
    /// <param name="journal">How errors name the journal.</param>
    public static Either<JournalError, OnlineRun<TRow, TParams>> ResumeOnline<TRow, TParams>(
        this Recovery<TParams> recovered,
        OnlineProblem<TRow, TParams> problem,
        string journal
    ) =>
        from started in recovered.Run.Started.ToEither(JournalError () => new JournalError.NoStart(journal))
        from same in started.Specification.Model == problem.Model
            ? Prelude.unit
            : (Either<JournalError, Unit>)
                new JournalError.Other("model and options", started.Specification.Model.ToString(), problem.Model.ToString())
        from open in recovered.Run.Ending.IsNone ? Prelude.unit : (Either<JournalError, Unit>)new JournalError.Ended(journal)
        from run in OnlineRun
            .Restore(problem, recovered.Run, new RunOptions<TParams> { Environment = ThisMachine.Environment })
            .MapLeft(JournalError (error) => new JournalError.Unfit(Prelude.Seq1(error)))
        select run;

    static IObservable<RunEvent<TParams>> By<TParams>(JournalAuthor? author, IObservable<RunEvent<TParams>> events, JournalWriter writer) =>
        author?.Around(events, writer) ?? events;
}
