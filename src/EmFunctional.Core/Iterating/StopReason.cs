using System.Diagnostics;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Iterating;

/// <summary>Why an iteration ended, with the figures that decided it.</summary>
public abstract record StopReason
{
    StopReason() { }

    /// <summary>
    /// A criterion of convergence is met, or none can be met more closely: the criterion <c>rounding</c> says that the objective rises no more and
    /// only wanders, by so much, within what rounding explains.
    /// </summary>
    /// <param name="Criterion">Its name: aitken, relative, gain, residual, rounding.</param>
    /// <param name="Value">What was measured.</param>
    /// <param name="Limit">What was asked for; of rounding, its slack.</param>
    public sealed record Converged(string Criterion, double Value, double Limit) : StopReason
    {
        /// <summary>Whether it is rounding that ended the run.</summary>
        public bool IsByRounding => Criterion == Rounding.Criterion;
    }

    /// <summary>A budget is spent; nothing is said of convergence.</summary>
    /// <param name="Budget">Its name: iterations, evaluations.</param>
    /// <param name="Spent">What was used.</param>
    /// <param name="Limit">What was allowed.</param>
    public sealed record Exhausted(string Budget, int Spent, int Limit) : StopReason
    {
        /// <summary>The name of the budget that is spent where a stream of rows has ended: its batches.</summary>
        public const string Stream = "stream";

        /// <summary>Whether it is the end of a stream of rows that ended the run.</summary>
        public bool IsEndOfStream => Budget == Stream;
    }

    /// <summary>The objective of a monotone model fell by more than rounding.</summary>
    /// <param name="Iteration">The iterate that is below the one before.</param>
    /// <param name="From">The objective before, in nats.</param>
    /// <param name="To">The objective now.</param>
    /// <param name="Slack">The rounding tolerance: the fall that rounding could explain.</param>
    public sealed record Decreased(int Iteration, double From, double To, double Slack) : StopReason;

    /// <summary>Two rules agree.</summary>
    public sealed record Both(StopReason First, StopReason Second) : StopReason;

    /// <summary>A rule held for several iterates in a row.</summary>
    /// <param name="Times">How many.</param>
    /// <param name="Last">The reason at the last of them.</param>
    public sealed record Held(int Times, StopReason Last) : StopReason;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(
        Func<Converged, T> converged,
        Func<Exhausted, T> exhausted,
        Func<Decreased, T> decreased,
        Func<Both, T> both,
        Func<Held, T> held
    ) =>
        this switch
        {
            Converged r => converged(r),
            Exhausted r => exhausted(r),
            Decreased r => decreased(r),
            Both r => both(r),
            Held r => held(r),
            _ => throw new UnreachableException(),
        };

    /// <summary>Whether a criterion of convergence is met, and not only a budget spent.</summary>
    public bool IsConverged =>
        Match(
            converged: _ => true,
            exhausted: _ => false,
            decreased: _ => false,
            both: r => r.First.IsConverged || r.Second.IsConverged,
            held: r => r.Last.IsConverged
        );

    /// <summary>The reason in words.</summary>
    public sealed override string ToString() =>
        Match(
            converged: r =>
                r.IsByRounding
                    ? "converged as far as rounding lets it: the objective rises no more and wanders by "
                        + $"{NumberText.Shortest(r.Value)}, within the rounding tolerance of {NumberText.Shortest(r.Limit)}"
                    : $"converged: {r.Criterion} {NumberText.Shortest(r.Value)} is within {NumberText.Shortest(r.Limit)}",
            exhausted: r =>
                r.IsEndOfStream
                    ? $"the stream ended after {(r.Spent == 1 ? "1 batch" : $"{r.Spent} batches")}"
                    : $"stopped, not converged: {Wording.OfBudget(r.Spent, r.Budget)} of {r.Limit} {(r.Spent == 1 ? "is" : "are")} spent",
            decreased: r => Wording.Fall(r.Iteration, r.From, r.To, r.Slack),
            both: r => $"{r.First}; and {r.Second}",
            held: r => $"{r.Last}, {r.Times} times in a row"
        );
}
