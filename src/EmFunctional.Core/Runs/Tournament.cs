using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>Computes the events of several runs, in any order or at once, and returns them in the order of the runs.</summary>
/// <param name="runs">The runs, each lazy.</param>
public delegate IEnumerable<Arr<RunEvent<TParams>>> ComputeRuns<TParams>(IEnumerable<IEnumerable<RunEvent<TParams>>> runs);

/// <summary>
/// Several starts: all run for a few iterations, the better half goes on for twice as many, until one is left, which runs to its end. Every run of a
/// round is a child of the round before, and all are told of in the order of starts, so that the winner and every event are the same however many
/// are computed at once.
/// </summary>
public static class Tournament
{
    /// <summary>Iterations of the first round.</summary>
    public const int FirstRound = 8;

    /// <summary>The events of all runs, round by round; the last run is the winner's.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="starts">The starts, at least one.</param>
    /// <param name="rule">When the winner stops.</param>
    /// <param name="options">What else makes up the runs.</param>
    /// <param name="compute">Who computes the runs of a round; one after the other if null.</param>
    /// <param name="succeed">What takes the place of a winner that fails; nothing if null.</param>
    public static IEnumerable<RunEvent<TParams>> Events<TParams>(
        Problem<TParams> problem,
        Arr<TParams> starts,
        StopRule rule,
        RunOptions<TParams> options,
        ComputeRuns<TParams>? compute = null,
        Succeed<TParams>? succeed = null
    )
    {
        // Each run of a tournament says that it is one, so that a journal that breaks off tells a contestant from the winner.
        var field = starts.Count == 1 ? [new(starts[0], options.Parent, double.NaN)] : Field(problem, starts);
        for (var iterations = FirstRound; field.Length > 1; iterations *= 2)
        {
            var round = StopRule.Iterations(iterations);
            var runs = field.Select(one => Em.Events(problem, one.Start, round, options with { Parent = one.Parent }));
            var survivors = new List<Contestant<TParams>>();
            foreach (var events in (compute ?? OneByOne)(runs))
            {
                foreach (var happened in events)
                    yield return happened;
                survivors.AddRange(After(problem, round, events));
            }
            if (survivors.Count == 0 && succeed is null)
                yield break; // each run has told why it failed
            if (survivors.Count == 0)
                survivors.Add(field[0]); // what takes its place is for the caller to say
            // The better half, in the order of starts; of equals the first.
            var better = survivors
                .Select((one, place) => (one, place))
                .OrderByDescending(entry => entry.one.Objective)
                .Take((survivors.Count + 1) / 2);
            field = [.. better.OrderBy(entry => entry.place).Select(entry => entry.one)];
        }
        var last = options with
        {
            Parent = starts.Count == 1 ? options.Parent : field[0].Parent.Map(parent => parent with { Why = RunParent.Winner }),
        };
        foreach (
            var happened in Succession.Events(
                problem,
                field[0].Start,
                rule,
                last,
                succeed ?? ((_, _, _) => Option<Successor<TParams>>.None)
            )
        )
            yield return happened;
    }

    static Contestant<TParams>[] Field<TParams>(Problem<TParams> problem, Arr<TParams> starts)
    {
        var bytes = new Canonical().Add("tournament").Add(starts.Count);
        foreach (var start in starts)
            bytes.Add(problem.Chart.ToFlat(start));
        var tournament = bytes.Hash();
        return
        [
            .. starts.Select(
                (start, place) => new Contestant<TParams>(start, RunParent.OfStart(tournament, place, starts.Count), double.NaN)
            ),
        ];
    }

    static IEnumerable<Arr<RunEvent<TParams>>> OneByOne<TParams>(IEnumerable<IEnumerable<RunEvent<TParams>>> runs) =>
        runs.Select(events => (Arr<RunEvent<TParams>>)events.ToArray());

    // Where a run that did not fail goes on.
    static IEnumerable<Contestant<TParams>> After<TParams>(Problem<TParams> problem, StopRule rule, Arr<RunEvent<TParams>> events)
    {
        var run = events.Aggregate(RunState.Begin(problem.Chart, rule), Run.Latest);
        return from ending in run.Ending.ToArray()
            where ending is RunEvent<TParams>.Stopped
            from at in run.Last.ToArray()
            select new Contestant<TParams>(at.State.Parameters, Succession.ParentOf(run, RunParent.Round), at.State.Objective);
    }

    sealed record Contestant<TParams>(TParams Start, Option<RunParent> Parent, double Objective);
}
