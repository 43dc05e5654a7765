using System.Collections.Generic;
using System.Reactive.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Streams;

/// <summary>Ends a stream of iterates where a stop rule says so.</summary>
public static class UntilConvergedOperator
{
    /// <summary>
    /// The iterates up to and with the one at which the rule stops, which has the <see cref="IterationState.Reason"/>; a spent budget ends the
    /// stream like convergence does. A fall of the objective beyond rounding ends it with <see cref="EmError.Decreased"/> after the iterate that fell.
    /// </summary>
    /// <param name="states">The iterates.</param>
    /// <param name="rule">When to stop.</param>
    /// <example>
    /// <code><![CDATA[
    /// var (coins, flips) = (Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow());
    /// var start = coins.At(("theta", [0.6, 0.5])).OrThrow();
    /// var last = Em.Observe(coins, flips, start).UntilConverged(StopRule.Aitken(1e-3) | StopRule.Iterations(100)).Wait();
    /// Console.WriteLine(last.Reason.Map(reason => reason.ToString()).IfNone("")); // prints: converged: aitken 0.0005956291166527612 is within 0.001
    /// ]]></code>
    /// </example>
    public static IObservable<IterationState<TParams>> UntilConverged<TParams>(
        this IObservable<IterationState<TParams>> states,
        StopRule rule
    ) =>
        Observable.Create<IterationState<TParams>>(observer =>
            Pushing.Ending(end =>
                states
                    .Scan(Watched<TParams>.Begin(rule), (watched, state) => watched.Next(state))
                    .TakeUntil(watched => watched.Reason.IsSome)
                    .Subscribe(
                        watched =>
                        {
                            if (watched.Reason.IsSome)
                                end.Dispose();
                            observer.OnNext(watched.State!);
                            watched.Fall.IfSome(error => observer.OnError(new EmException(error)));
                        },
                        observer.OnError,
                        observer.OnCompleted
                    )
            )
        );

    /// <summary>The same for an asynchronous sequence.</summary>
    /// <param name="states">The iterates.</param>
    /// <param name="rule">When to stop.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EmException">The objective fell beyond rounding.</exception>
    public static async IAsyncEnumerable<IterationState<TParams>> UntilConverged<TParams>(
        this IAsyncEnumerable<IterationState<TParams>> states,
        StopRule rule,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var watched = Watched<TParams>.Begin(rule);
        await foreach (var state in states.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            watched = watched.Next(state);
            yield return watched.State!;
            watched.Fall.IfSome(error => throw new EmException(error));
            if (watched.Reason.IsSome)
                yield break;
        }
    }

    sealed record Watched<TParams>(ConvergenceMonitor Monitor, IterationState<TParams>? State, Option<StopReason> Reason)
    {
        public static Watched<TParams> Begin(StopRule rule) => new(ConvergenceMonitor.Begin(rule), null, Option<StopReason>.None);

        public Watched<TParams> Next(IterationState<TParams> state)
        {
            var monitor = Monitor.Push(state);
            return new(monitor, state with { Reason = monitor.Verdict }, monitor.Verdict);
        }

        public Option<EmError> Fall =>
            Reason.Bind(reason =>
                reason.Match<Option<EmError>>(
                    converged: _ => Option<EmError>.None,
                    exhausted: _ => Option<EmError>.None,
                    decreased: fall => new EmError.Decreased(fall.Iteration, fall.From, fall.To, fall.Slack),
                    both: _ => Option<EmError>.None,
                    held: _ => Option<EmError>.None
                )
            );
    }
}
