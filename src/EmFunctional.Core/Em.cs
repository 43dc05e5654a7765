using System.Collections.Generic;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional;

/// <summary>Expectation-Maximisation: where a program begins. The shell adds the streams, <c>Em.Observe</c> and <c>Em.Run</c>.</summary>
public static class Em
{
    /// <summary>The iterates from a start: lazy, unbounded, pure. An error is the last element.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
    /// <example>
    /// <code><![CDATA[
    /// var (coins, flips) = (Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow());
    /// var start = coins.At(("theta", [0.6, 0.5])).OrThrow();
    /// foreach (var iterate in Em.Iterate(coins, flips, start).Take(2))
    ///     Console.WriteLine(iterate.OrThrow().State.Objective);
    /// // prints: -33.09386251983315
    /// // prints: -31.859257948227352
    /// ]]></code>
    /// </example>
    public static IEnumerable<Either<EmError, Carried<TParams>>> Iterate<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        TData data,
        TParams start,
        Iterate<TParams>? algorithm = null
    ) => Problem.Of(model, data).Match(Right: problem => Iterate(problem, start, algorithm), Left: error => [error]);

    /// <summary>The iterates of a problem from a start.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
    public static IEnumerable<Either<EmError, Carried<TParams>>> Iterate<TParams>(
        Problem<TParams> problem,
        TParams start,
        Iterate<TParams>? algorithm = null
    ) => Iterates.Of(problem, start, algorithm);

    /// <summary>The events of a run from a start until a rule stops it: lazy, bounded by the rule, pure.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop; the algorithm's <see cref="Algorithm{TParams}.DefaultRule"/> if null.</param>
    /// <param name="options">What else makes up the run; <see cref="RunOptions{TParams}.Default"/> if null.</param>
    public static IEnumerable<RunEvent<TParams>> Events<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        TData data,
        TParams start,
        StopRule? rule,
        RunOptions<TParams>? options = null
    ) =>
        Problem
            .Of(model, data)
            .Match(Right: problem => Events(problem, start, rule, options), Left: error => [new RunEvent<TParams>.Failed(error)]);

    /// <summary>The events of a run of a problem.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop; the algorithm's <see cref="Algorithm{TParams}.DefaultRule"/> if null.</param>
    /// <param name="options">What else makes up the run; <see cref="RunOptions{TParams}.Default"/> if null.</param>
    public static IEnumerable<RunEvent<TParams>> Events<TParams>(
        Problem<TParams> problem,
        TParams start,
        StopRule? rule,
        RunOptions<TParams>? options = null
    ) => Run.Of(problem, start, rule, options);

    /// <summary>The events that follow an interruption, to the same bits as if there had been none.</summary>
    /// <param name="problem">The model with its data.</param>
    /// <param name="run">What the events before the interruption amount to.</param>
    /// <param name="resumed">The event that says so.</param>
    /// <param name="algorithm">The run's algorithm; plain EM if null.</param>
    public static IEnumerable<RunEvent<TParams>> Resume<TParams>(
        Problem<TParams> problem,
        RunState<TParams> run,
        RunEvent<TParams>.Resumed resumed,
        Iterate<TParams>? algorithm = null
    ) => Run.Resume(problem, run, resumed, algorithm);

    /// <summary>Fits a model: runs it to its end and keeps the last iterate.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop; the algorithm's <see cref="Algorithm{TParams}.DefaultRule"/> if null.</param>
    /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
    /// <returns>The final state, why the run stopped and its trace digest; or the error that ended it.</returns>
    /// <example>
    /// <code><![CDATA[
    /// var (coins, flips) = (Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow());
    /// var start = coins.At(("theta", [0.6, 0.5])).OrThrow();
    /// var fit = Em.Fit(coins, flips, start).OrThrow();
    /// Console.WriteLine($"{fit.State.Parameters["theta"]}, {fit.Reason}"); // prints: [0.7967441494752115, 0.5196586622041123], converged: aitken 2.6678608165242463e-7 is within 1e-6
    /// ]]></code>
    /// </example>
    public static Either<EmError, Fitted<TParams>> Fit<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        TData data,
        TParams start,
        StopRule? rule = null,
        Iterate<TParams>? algorithm = null
    ) => Problem.Of(model, data).Bind(problem => Fit(problem, start, rule, algorithm));

    /// <summary>Fits a problem.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop; the algorithm's <see cref="Algorithm{TParams}.DefaultRule"/> if null.</param>
    /// <param name="algorithm">How to go from iterate to iterate; plain EM if null.</param>
    public static Either<EmError, Fitted<TParams>> Fit<TParams>(
        Problem<TParams> problem,
        TParams start,
        StopRule? rule = null,
        Iterate<TParams>? algorithm = null
    ) => Fitted.Of(problem, start, rule, algorithm);
}
