using System.Collections.Generic;
using System.Linq;
using System.Reactive;
using System.Reactive.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;

namespace EmFunctional;

/// <summary>
/// Streams of rows: each iterate is seen as soon as its rows have come, and the memory does not grow with them. Every stream is cold: a subscription
/// subscribes to the rows, and learns them from the start.
/// </summary>
/// <remarks>
/// A batch is learned on the thread that brings its last row, which goes on when the subscriber has seen the iterate: a slow subscriber slows the rows, and
/// nothing is queued but the rows of one batch. To learn on another thread, put <see cref="BoundedOperator.Bounded"/> before or after: its queue is bounded,
/// that of <c>ObserveOn</c> is not.
/// </remarks>
public static class EmOnline
{
    extension(Em)
    {
        /// <summary>The iterates of stepwise EM over a stream of data, of which each element is one row or several (<see cref="OnlineState{TParams}"/>).</summary>
        /// <param name="model">The model.</param>
        /// <param name="rows">The rows, each as data of the model's own.</param>
        /// <param name="start">θ₀.</param>
        /// <param name="schedule">Batches and step sizes; <see cref="OnlineSchedule.Default"/> if null.</param>
        /// <returns>A cold stream that ends with the rows; rows and mathematics that fail are <c>OnError</c> with an <see cref="EmException"/>.</returns>
        public static IObservable<IterationState<TParams>> Online<TData, TParams, TStats>(
            EmModel<TData, TParams, TStats> model,
            IObservable<TData> rows,
            TParams start,
            OnlineSchedule? schedule = null
        ) => Em.Online(OnlineProblem.Of(model), rows, start, schedule);

        /// <summary>The same of a mixture and rows of numbers, NaN where one is missing [d].</summary>
        /// <param name="mixture">The mixture.</param>
        /// <param name="rows">The rows.</param>
        /// <param name="start">θ₀.</param>
        /// <param name="schedule">Batches and step sizes; <see cref="OnlineSchedule.Default"/> if null.</param>
        public static IObservable<IterationState<MixtureParameters>> Online(
            Mixture mixture,
            IObservable<Vector> rows,
            MixtureParameters start,
            OnlineSchedule? schedule = null
        ) => Em.Online(mixture.OfRows(), rows, start, schedule);

        /// <summary>The same of a mixture on one column, NaN where a number is missing.</summary>
        /// <param name="mixture">The mixture.</param>
        /// <param name="rows">The numbers.</param>
        /// <param name="start">θ₀.</param>
        /// <param name="schedule">Batches and step sizes; <see cref="OnlineSchedule.Default"/> if null.</param>
        /// <example>
        /// <code><![CDATA[
        /// var mixture = Mixture.Of<Poisson>(2);
        /// var calls = mixture.Sample(mixture.At(("rate", [2, 9])).OrThrow(), new Seed(1), 100_000).Values.ToObservable();
        /// var start = mixture.At(("rate", [1, 20])).OrThrow();
        /// Em.Online(mixture, calls, start, new() { Batch = 1000, Average = 20 })
        ///     .Where(state => state.Iteration % 50 == 0)
        ///     .Subscribe(state => Console.WriteLine($"{state.Iteration}: {state.Parameters["rate"].Map(rate => Math.Round(rate, 1))}"));
        /// // prints: 0: [1, 20]
        /// // prints: 50: [2, 9]
        /// // prints: 100: [2, 9]
        /// ]]></code>
        /// </example>
        public static IObservable<IterationState<MixtureParameters>> Online(
            Mixture mixture,
            IObservable<double> rows,
            MixtureParameters start,
            OnlineSchedule? schedule = null
        ) => Em.Online(mixture.OfNumbers(), rows, start, schedule);

        /// <summary>The same of a model that says how its data are made of rows.</summary>
        /// <param name="problem">The model.</param>
        /// <param name="rows">The rows.</param>
        /// <param name="start">θ₀.</param>
        /// <param name="schedule">Batches and step sizes; <see cref="OnlineSchedule.Default"/> if null.</param>
        public static IObservable<IterationState<TParams>> Online<TRow, TParams>(
            OnlineProblem<TRow, TParams> problem,
            IObservable<TRow> rows,
            TParams start,
            OnlineSchedule? schedule = null
        ) => Em.RunOnline(problem, rows, start, schedule).States();

        /// <summary>The events of a run over a stream: started with the first batch, iterated …, stopped where the rows end or a rule says so.</summary>
        /// <param name="problem">The model.</param>
        /// <param name="rows">The rows.</param>
        /// <param name="start">θ₀.</param>
        /// <param name="schedule">Batches and step sizes; <see cref="OnlineSchedule.Default"/> if null.</param>
        /// <param name="rule">When to stop; <see cref="OnlineRun.Endless"/> if null.</param>
        /// <param name="options">What else makes up the run; an unknown environment is taken to be this machine.</param>
        /// <returns>A cold stream; a schedule, rows and mathematics that fail are a <c>Failed</c> event, an error of the rows' own is <c>OnError</c>.</returns>
        public static IObservable<RunEvent<TParams>> RunOnline<TRow, TParams>(
            OnlineProblem<TRow, TParams> problem,
            IObservable<TRow> rows,
            TParams start,
            OnlineSchedule? schedule = null,
            StopRule? rule = null,
            RunOptions<TParams>? options = null
        )
        {
            var here = options ?? RunOptions<TParams>.Default;
            if (here.Environment == RunEnvironment.Unknown)
                here = here with { Environment = ThisMachine.Environment };
            return OnlineRun
                .Begin(problem, start, schedule, rule, here)
                .Match(run => run.On(rows), faults => Observable.Return<RunEvent<TParams>>(new RunEvent<TParams>.Failed(faults.Head)));
        }
    }

    // The scan over batches; the end of the rows is one more element.
    internal static IObservable<RunEvent<TParams>> On<TRow, TParams>(this OnlineRun<TRow, TParams> run, IObservable<TRow> rows) =>
        rows.Buffer(run.Schedule.Batch)
            .Materialize()
            .Scan(
                (Run: run, Events: Arr<RunEvent<TParams>>.Empty),
                (at, next) =>
                    next.Kind switch
                    {
                        NotificationKind.OnNext => at.Run.Learn(next.Value.ToArray()),
                        NotificationKind.OnCompleted => at.Run.End(),
                        _ => throw next.Exception!,
                    }
            )
            .TakeUntil(at => at.Run.HasEnded)
            .SelectMany(IEnumerable<RunEvent<TParams>> (at) => at.Events);
}
