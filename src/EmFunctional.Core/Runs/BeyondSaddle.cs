using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>
/// Runs that do not end at a saddle unseen. EM stops wherever the gradient vanishes, also where the objective still rises in some direction, as between
/// components that are alike. Where a run has converged, the direction in which the objective is curved downwards least is looked for; if it is curved upwards
/// there, a child run begins beside the saddle, higher than it.
/// </summary>
public static class BeyondSaddle
{
    /// <summary>Why such a child run begins.</summary>
    public const string Why = "saddle";

    // A saddle may lead to another.
    const int MostChildren = 3;

    /// <summary>The events of runs, and of children of the last one where that ended at a saddle: at most three, each a child of the one before it.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="events">The events of the runs.</param>
    /// <param name="rule">When a child stops.</param>
    /// <param name="options">What else makes up the runs.</param>
    /// <param name="begun">What came before the events, where they go on with a run.</param>
    /// <example>
    /// <code><![CDATA[
    /// var (coins, flips) = (Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow());
    /// var (problem, alike, rule) = (Problem.Of(coins, flips).OrThrow(), coins.At(("theta", [0.6, 0.6])).OrThrow(), StopRule.Aitken(1e-6));
    /// var events = BeyondSaddle.Events(problem, Run.Of(problem, alike, rule), rule, RunOptions<MixtureParameters>.Default);
    /// var run = events.Aggregate(RunState.Begin(problem.Chart, rule), Run.Latest);
    /// Console.WriteLine(run.Last.Map(last => $"{last.State.Objective:F4}").IfNone("no iterate")); // prints: -31.5702
    /// ]]></code>
    /// </example>
    public static IEnumerable<RunEvent<TParams>> Events<TParams>(
        Problem<TParams> problem,
        IEnumerable<RunEvent<TParams>> events,
        StopRule rule,
        RunOptions<TParams> options,
        RunState<TParams>? begun = null
    )
    {
        var run = begun ?? RunState.Begin(problem.Chart, rule);
        for (var children = 0; ; children++)
        {
            foreach (var happened in events)
            {
                run = Run.Latest(run, happened);
                yield return happened;
            }
            if (children == MostChildren || StartAfter(problem, run).Case is not TParams start)
                yield break;
            events = Run.Of(problem, start, rule, options with { Parent = FallbackRuns.ParentOf(run, Why) });
        }
    }

    /// <summary>Where the child of a run begins that converged at a saddle.</summary>
    /// <param name="problem">The model with its data.</param>
    /// <param name="run">The run at its end.</param>
    /// <returns>The point; nothing where the run has not converged, or at no saddle, or at one of a model with fewer components.</returns>
    public static Option<TParams> StartAfter<TParams>(Problem<TParams> problem, RunState<TParams> run) =>
        from ending in run.Ending
        where ending is RunEvent<TParams>.Stopped { Reason.IsConverged: true }
        from last in run.Last
        where run.Started.Exists(started => started.Specification.Model == problem.Model)
        from start in FlattestDirection.Up(problem, last.State.Parameters)
        select start;
}
