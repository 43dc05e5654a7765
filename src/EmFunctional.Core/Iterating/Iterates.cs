using System.Collections.Generic;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>The unfold: sequences of iterates.</summary>
public static class Iterates
{
    /// <summary>The iterates of a problem from a start: lazy, unbounded; an error is the last element.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
    /// <exception cref="ArgumentException">The start has another size than the model.</exception>
    public static IEnumerable<Either<EmError, Carried<TParams>>> Of<TParams>(
        Problem<TParams> problem,
        TParams start,
        Iterate<TParams>? algorithm = null
    )
    {
        var (given, asked) = (problem.Chart.ToFlat(start).Count, problem.Chart.Names.Count);
        if (given != asked)
            throw new ArgumentException(
                $"the start has {given} numbers, and {problem.Model} has {asked}: give one of as many components and columns",
                nameof(start)
            );
        var chosen = (algorithm ?? Algorithm.Plain)(problem.Evaluate, problem.Chart);
        return From(chosen, () => Begin(chosen, problem, start));
    }

    /// <summary>Iteration 0: the start, evaluated once. No M-step led there, so its diagnostics are those of its own M-step.</summary>
    /// <param name="algorithm">Whose memory begins here.</param>
    /// <param name="problem">Whose chart checks the start.</param>
    /// <param name="start">θ at iteration 0.</param>
    public static Either<EmError, Carried<TParams>> Begin<TParams>(Algorithm<TParams> algorithm, Problem<TParams> problem, TParams start) =>
        problem
            .Chart.FromFlat(problem.Chart.ToFlat(start))
            .Bind(_ => problem.Evaluate(start))
            .Map(at => at with { Diagnostics = at.Proposal.Match(Right: proposal => proposal.Diagnostics, Left: _ => at.Diagnostics) })
            .Map(at => new Carried<TParams>(0, 1, at, algorithm.Begin(at)));

    /// <summary>An iterate that was reached before, from what a journal has of it: one pass over the data finds the rest.</summary>
    /// <param name="problem">The model with its data.</param>
    /// <param name="state">The iterate.</param>
    /// <param name="memory">What the algorithm remembered there.</param>
    public static Either<EmError, Carried<TParams>> Restore<TParams>(
        Problem<TParams> problem,
        IterationState<TParams> state,
        Numerics.Vector memory
    ) =>
        problem
            .Evaluate(new(state.Parameters, state.Diagnostics))
            .Map(at => new Carried<TParams>(state.Iteration, state.Evaluations, at, memory));

    /// <summary>The first iterate and all that follow it: lazy and unbounded; an error is the last element.</summary>
    /// <param name="algorithm">How to go from iterate to iterate.</param>
    /// <param name="first">Computes the first iterate.</param>
    public static IEnumerable<Either<EmError, Carried<TParams>>> From<TParams>(
        Algorithm<TParams> algorithm,
        Func<Either<EmError, Carried<TParams>>> first
    )
    {
        var current = first();
        yield return current;
        while (current.IsRight)
        {
            current = current.Bind(algorithm.Step);
            yield return current;
        }
    }
}
