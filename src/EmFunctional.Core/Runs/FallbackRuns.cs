using System.Collections.Generic;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>The run that takes the place of one that failed.</summary>
/// <param name="Problem">The model with its data: the same, or another.</param>
/// <param name="Start">θ at iteration 0.</param>
/// <param name="Why">Why it does, by name: <c>restart</c>, <c>drop</c>.</param>
/// <param name="Fallback">What takes its own place, should it fail too.</param>
public sealed record FallbackRun<TParams>(Problem<TParams> Problem, TParams Start, string Why, Fallback<TParams> Fallback);

/// <summary>Given why a run failed, its last iterate, and how many have failed before it: what takes its place, if anything.</summary>
/// <param name="why">The error.</param>
/// <param name="last">The last iterate.</param>
/// <param name="failures">How many runs failed before this one.</param>
public delegate Option<FallbackRun<TParams>> Fallback<TParams>(EmError why, Option<TParams> last, int failures);

/// <summary>Runs joined end to end: where one fails, its fallback begins as a child run.</summary>
public static class FallbackRuns
{
    /// <summary>The events of a run, and of those that take its place: lazy, one run after the other.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop.</param>
    /// <param name="options">What else makes up the runs.</param>
    /// <param name="fallback">What takes the place of a run that failed.</param>
    public static IEnumerable<RunEvent<TParams>> Events<TParams>(
        Problem<TParams> problem,
        TParams start,
        StopRule rule,
        RunOptions<TParams> options,
        Fallback<TParams> fallback
    )
    {
        var first = Run.Of(problem, start, rule, options);
        return After(RunState.Begin(problem.Chart, rule), first, rule, options, fallback, failures: 0);
    }

    /// <summary>The events that are left of a run, and of those that take its place.</summary>
    /// <param name="run">What came before them.</param>
    /// <param name="rest">The events that are left of the run; none where it has failed.</param>
    /// <param name="rule">When to stop.</param>
    /// <param name="options">What else makes up the runs.</param>
    /// <param name="fallback">What takes the place of a run that failed.</param>
    /// <param name="failures">How many runs failed before this one.</param>
    public static IEnumerable<RunEvent<TParams>> After<TParams>(
        RunState<TParams> run,
        IEnumerable<RunEvent<TParams>> rest,
        StopRule rule,
        RunOptions<TParams> options,
        Fallback<TParams> fallback,
        int failures
    )
    {
        for (; ; failures++)
        {
            foreach (var happened in rest)
            {
                run = Run.Evolve(run, happened);
                yield return happened;
            }
            var next =
                from error in ErrorOf(run)
                from following in fallback(error, run.Last.Map(last => last.State.Parameters), failures)
                select following;
            if (next.Case is not FallbackRun<TParams> child)
                yield break;
            (options, fallback) = (options with { Parent = ParentOf(run, child.Why) }, child.Fallback);
            run = RunState.Begin(child.Problem.Chart, rule);
            rest = Run.Of(child.Problem, child.Start, rule, options);
        }
    }

    /// <summary>What to do in flat coordinates, from what to do in a model's own.</summary>
    /// <param name="fallback">What takes the place of a run that failed.</param>
    /// <param name="chart">The chart of the first problem.</param>
    public static Fallback<Numerics.Vector> OnChart<TParams>(this Fallback<TParams> fallback, Chart<TParams> chart) =>
        (why, last, failures) =>
            fallback(why, last.Bind(flat => chart.FromFlat(flat).ToOption()), failures)
                .Map(run => new FallbackRun<Numerics.Vector>(
                    run.Problem.OnChart(),
                    run.Problem.Chart.ToFlat(run.Start),
                    run.Why,
                    run.Fallback.OnChart(run.Problem.Chart)
                ));

    /// <summary>What to do with the blocks of what follows executed by an executor.</summary>
    /// <param name="fallback">What takes the place of a run that failed.</param>
    /// <param name="executor">The executor, such as threads.</param>
    public static Fallback<TParams> On<TParams>(this Fallback<TParams> fallback, Sharding.IBlockExecutor executor) =>
        (why, last, failures) =>
            fallback(why, last, failures).Map(run => run with { Problem = run.Problem.On(executor), Fallback = run.Fallback.On(executor) });

    internal static RunParent ParentOf<TParams>(RunState<TParams> run, string why) =>
        new(
            run.Started.Map(started => started.Run).IfNone(default(Numerics.Hash256)),
            run.Last.Map(last => last.State.Iteration).IfNone(0),
            why
        );

    static Option<EmError> ErrorOf<TParams>(RunState<TParams> run) =>
        run.Ending.Bind(ending => ending is RunEvent<TParams>.Failed failed ? failed.Error : Option<EmError>.None);
}
