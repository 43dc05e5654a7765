using System.Collections.Generic;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Telemetry;
using LanguageExt;

namespace EmFunctional;

/// <summary>
/// Iterates as streams. Every stream is cold: a subscription is a run of its own, and two give the same bits; to share one run, use
/// <c>Publish</c>, subscribe all, then <c>Connect</c>.
/// </summary>
/// <remarks>
/// Without a scheduler the run takes place on the subscriber's thread and <c>Subscribe</c> returns at its end, also within <c>OnNext</c> of another
/// run if it has an end of its own (<c>UntilConverged</c>, <c>Em.Run</c>). With one, such as <c>TaskPoolScheduler.Default</c>, <c>Subscribe</c>
/// returns at once. Disposing ends a run after the step in hand; after <c>SubscribeOn</c>, or without a scheduler, it cannot reach a run that is
/// under way.
/// </remarks>
public static class EmStreams
{
    extension(Em)
    {
        /// <summary>The iterates of plain EM from a start, without end: add <c>UntilConverged</c>, or <c>Take</c>.</summary>
        /// <param name="model">The model.</param>
        /// <param name="data">Its data.</param>
        /// <param name="start">θ at iteration 0, which is the first element.</param>
        /// <param name="scheduler">Where the steps run; the subscriber's thread if null.</param>
        /// <returns>A cold stream; mathematics that fail are <c>OnError</c> with an <see cref="EmException"/>.</returns>
        /// <example>
        /// <code><![CDATA[
        /// var (coins, flips) = (Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow());
        /// var start = coins.At(("theta", [0.6, 0.5])).OrThrow();
        /// Em.Observe(coins, flips, start)
        ///     .UntilConverged(StopRule.Iterations(1))
        ///     .Subscribe(state => Console.WriteLine($"{state.Iteration}: {state.Objective:F6}"));
        /// // prints: 0: -33.093863
        /// // prints: 1: -31.859258
        /// ]]></code>
        /// </example>
        public static IObservable<IterationState<TParams>> Observe<TData, TParams, TStats>(
            EmModel<TData, TParams, TStats> model,
            TData data,
            TParams start,
            IScheduler? scheduler = null
        ) => Em.Observe(model, data, start, Algorithm.Plain, scheduler);

        /// <summary>The iterates of an algorithm from a start, without end.</summary>
        /// <param name="model">The model.</param>
        /// <param name="data">Its data.</param>
        /// <param name="start">θ at iteration 0, which is the first element.</param>
        /// <param name="algorithm">How to go from iterate to iterate.</param>
        /// <param name="scheduler">Where the steps run; the subscriber's thread if null.</param>
        /// <returns>A cold stream; mathematics that fail are <c>OnError</c> with an <see cref="EmException"/>.</returns>
        public static IObservable<IterationState<TParams>> Observe<TData, TParams, TStats>(
            EmModel<TData, TParams, TStats> model,
            TData data,
            TParams start,
            Iterate<TParams> algorithm,
            IScheduler? scheduler = null
        ) => Em.Iterate(model, data, start, algorithm).Push(scheduler, hasEnd: false).Select(StateOf);

        /// <summary>The events of a run: started, iterated …, then one ending, after which the stream completes.</summary>
        /// <param name="model">The model.</param>
        /// <param name="data">Its data.</param>
        /// <param name="start">θ at iteration 0.</param>
        /// <param name="rule">When to stop.</param>
        /// <param name="scheduler">Where the steps run; the subscriber's thread if null.</param>
        /// <returns>A cold stream; mathematics that fail are a <c>Failed</c> event.</returns>
        /// <example>
        /// <code><![CDATA[
        /// var (coins, flips) = (Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow());
        /// var start = coins.At(("theta", [0.6, 0.5])).OrThrow();
        /// Em.Run(coins, flips, start, StopRule.Default)
        ///     .OfType<RunEvent<MixtureParameters>.Stopped>()
        ///     .Subscribe(stopped => Console.WriteLine(stopped.Reason)); // prints: converged: aitken 2.6678608165242463e-7 is within 1e-6
        /// ]]></code>
        /// </example>
        public static IObservable<RunEvent<TParams>> Run<TData, TParams, TStats>(
            EmModel<TData, TParams, TStats> model,
            TData data,
            TParams start,
            StopRule rule,
            IScheduler? scheduler = null
        ) => Em.Run(model, data, start, rule, RunOptions<TParams>.Default, scheduler);

        /// <summary>The events of a run with options.</summary>
        /// <param name="model">The model.</param>
        /// <param name="data">Its data.</param>
        /// <param name="start">θ at iteration 0.</param>
        /// <param name="rule">When to stop.</param>
        /// <param name="options">What else makes up the run; an unknown environment is taken to be this machine.</param>
        /// <param name="scheduler">Where the steps run; the subscriber's thread if null.</param>
        /// <returns>A cold stream; mathematics that fail are a <c>Failed</c> event.</returns>
        public static IObservable<RunEvent<TParams>> Run<TData, TParams, TStats>(
            EmModel<TData, TParams, TStats> model,
            TData data,
            TParams start,
            StopRule rule,
            RunOptions<TParams> options,
            IScheduler? scheduler = null
        ) => Em.Events(model, data, start, rule, Here(options)).Watched().Push(scheduler, hasEnd: true);

        /// <summary>The events of a run of a problem, for code that has a model and its data as one.</summary>
        /// <param name="problem">A model with its data.</param>
        /// <param name="start">θ at iteration 0.</param>
        /// <param name="rule">When to stop.</param>
        /// <param name="options">What else makes up the run; an unknown environment is taken to be this machine.</param>
        /// <param name="scheduler">Where the steps run; the subscriber's thread if null.</param>
        /// <returns>A cold stream; mathematics that fail are a <c>Failed</c> event.</returns>
        public static IObservable<RunEvent<TParams>> Run<TParams>(
            Problem<TParams> problem,
            TParams start,
            StopRule rule,
            RunOptions<TParams> options,
            IScheduler? scheduler = null
        ) => Em.Events(problem, start, rule, Here(options)).Watched().Push(scheduler, hasEnd: true);

        /// <summary>
        /// The iterates as an asynchronous sequence, without end: a step is computed on the thread pool when it is asked for, so nothing is
        /// buffered.
        /// </summary>
        /// <param name="model">The model.</param>
        /// <param name="data">Its data.</param>
        /// <param name="start">θ at iteration 0, which is the first element.</param>
        /// <param name="cancellationToken">Ends the wait at once; the step in hand is abandoned.</param>
        /// <exception cref="EmException">The mathematics fail.</exception>
        public static IAsyncEnumerable<IterationState<TParams>> EnumerateAsync<TData, TParams, TStats>(
            EmModel<TData, TParams, TStats> model,
            TData data,
            TParams start,
            CancellationToken cancellationToken = default
        ) => Pull(Em.Iterate(model, data, start), cancellationToken);
    }

    static async IAsyncEnumerable<IterationState<TParams>> Pull<TParams>(
        IEnumerable<Either<EmError, Carried<TParams>>> iterates,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // Not disposed: on cancelling, a step may still be running in it.
        var enumerator = iterates.GetEnumerator();
        while (await Task.Run(enumerator.MoveNext, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false))
            yield return StateOf(enumerator.Current);
    }

    static RunOptions<TParams> Here<TParams>(RunOptions<TParams> options) =>
        options.Environment == RunEnvironment.Unknown ? options with { Environment = ThisMachine.Environment } : options;

    static IterationState<TParams> StateOf<TParams>(Either<EmError, Carried<TParams>> iterate) =>
        iterate.Map(carried => carried.State).OrThrow();
}
