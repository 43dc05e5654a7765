using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>What a fit found.</summary>
/// <param name="State">The last iterate.</param>
/// <param name="Reason">Why the run stopped there.</param>
/// <param name="Remaining">What the objective has still to gain, in nats, by Aitken's estimate where it has one.</param>
/// <param name="Trace">The trace digest.</param>
public sealed record Fitted<TParams>(IterationState<TParams> State, StopReason Reason, Option<double> Remaining, TraceDigest Trace);

/// <summary>Ways to make a <see cref="Fitted{TParams}"/>.</summary>
public static class Fitted
{
    /// <summary>Runs a problem to its end and keeps the last iterate.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop; the algorithm's <see cref="Algorithm{TParams}.DefaultRule"/> if null.</param>
    /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
    /// <returns>The final state, why the run stopped and its trace digest; or the error that ended it.</returns>
    public static Either<EmError, Fitted<TParams>> Of<TParams>(
        Problem<TParams> problem,
        TParams start,
        StopRule? rule = null,
        Iterate<TParams>? algorithm = null
    ) => From(Run.Of(problem, start, rule, new() { Algorithm = algorithm ?? Algorithm.Plain }));

    /// <summary>What a run has found at its end, or the error that ended it.</summary>
    /// <param name="events">The events of a run, to its end.</param>
    /// <exception cref="ArgumentException">The events have no ending: the run was interrupted.</exception>
    public static Either<EmError, Fitted<TParams>> From<TParams>(IEnumerable<RunEvent<TParams>> events)
    {
        var found = events.Aggregate(new Found<TParams>(null, Option<Either<EmError, Fitted<TParams>>>.None), Add);
        return found.Result.IfNone(() => throw new ArgumentException("the run has no ending", nameof(events)));
    }

    static Found<TParams> Add<TParams>(Found<TParams> found, RunEvent<TParams> happened) =>
        happened.Match(
            started: _ => found,
            iterated: e => found with { Last = e.State },
            stopped: e => found with { Result = Prelude.Right<EmError, Fitted<TParams>>(new(found.Last!, e.Reason, e.Remaining, e.Trace)) },
            failed: e => found with { Result = Prelude.Left<EmError, Fitted<TParams>>(e.Error) },
            resumed: _ => found
        );

    sealed record Found<TParams>(IterationState<TParams>? Last, Option<Either<EmError, Fitted<TParams>>> Result);
}
