using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>Computes the events of several runs, in any order or at once, and returns them in the order of the runs.</summary>
/// <param name="runs">The runs, each lazy.</param>
public delegate IEnumerable<IEnumerable<RunEvent<TParams>>> ComputeRuns<TParams>(IEnumerable<IEnumerable<RunEvent<TParams>>> runs);

/// <summary>
/// Several starts, each run to its end: the highest end wins, of equals the first. The events of all runs are told in the order of starts, then those of
/// the winner once more as a run of its own, so that the last run is the result. The winner and every event are the same however many are computed at
/// once. The first M of N starts are those of a tournament of M: more starts never end lower.
/// </summary>
public static class Tournament
{
    /// <summary>Iterations of the first round of a tournament in rounds, as journals of earlier versions have it.</summary>
    public const int FirstRound = 8;

    /// <summary>The events of all runs; the last run is the winner's. Where no run comes to an end, each has told why it failed.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="starts">The starts, at least one; of one alone it is a run like any other.</param>
    /// <param name="rule">When each stops.</param>
    /// <param name="options">What else makes up the runs.</param>
    /// <param name="compute">Who computes the runs; one after the other if null.</param>
    /// <param name="succeed">What takes the place of a run that fails; nothing if null.</param>
    public static IEnumerable<RunEvent<TParams>> Events<TParams>(
        Problem<TParams> problem,
        Arr<TParams> starts,
        StopRule rule,
        RunOptions<TParams> options,
        ComputeRuns<TParams>? compute = null,
        Succeed<TParams>? succeed = null
    )
    {
        var follow = succeed ?? ((_, _, _) => Option<Successor<TParams>>.None);
        return starts.Count == 1
            ? Succession.Events(problem, starts[0], rule, options, follow)
            : OfAll((compute ?? (runs => runs))(Runs(problem, starts, rule, options, follow)));
    }

    static IEnumerable<IEnumerable<RunEvent<TParams>>> Runs<TParams>(
        Problem<TParams> problem,
        Arr<TParams> starts,
        StopRule rule,
        RunOptions<TParams> options,
        Succeed<TParams> succeed
    )
    {
        var bytes = new Canonical().Add("tournament").Add(starts.Count);
        foreach (var start in starts)
            bytes.Add(problem.Chart.ToFlat(start));
        var tournament = bytes.Hash();
        return starts.Select(
            (start, place) =>
            {
                var parent = RunParent.OfStart(tournament, place, starts.Count);
                return Succession.Events(problem, start, rule, options with { Parent = parent }, Named(parent.Why, succeed));
            }
        );
    }

    // What takes the place of a contestant is one too.
    static Succeed<TParams> Named<TParams>(string contestant, Succeed<TParams> succeed) =>
        (why, last, failures) =>
            succeed(why, last, failures)
                .Map(next => next with { Why = RunParent.Of(contestant, next.Why), Succeed = Named(contestant, next.Succeed) });

    static IEnumerable<RunEvent<TParams>> OfAll<TParams>(IEnumerable<IEnumerable<RunEvent<TParams>>> runs)
    {
        var best = (Objective: double.NegativeInfinity, Run: new List<RunEvent<TParams>>());
        foreach (var events in runs)
        {
            // Of a run and those that take its place, the last.
            var last = new List<RunEvent<TParams>>();
            foreach (var happened in events)
            {
                if (happened is RunEvent<TParams>.Started)
                    last = [];
                last.Add(happened);
                yield return happened;
            }
            if (ObjectiveOf(last).Case is double objective && (objective > best.Objective || best.Run.Count == 0))
                best = (objective, last);
        }
        foreach (var happened in best.Run)
            yield return happened is RunEvent<TParams>.Started started ? Again(started) : happened;
    }

    // Where a run ended that neither failed nor fell.
    static Option<double> ObjectiveOf<TParams>(List<RunEvent<TParams>> run) =>
        run is [.., RunEvent<TParams>.Iterated last, RunEvent<TParams>.Stopped { Reason: not StopReason.Decreased }]
            ? last.State.Objective
            : Option<double>.None;

    static RunEvent<TParams>.Started Again<TParams>(RunEvent<TParams>.Started winner)
    {
        var specification = winner.Specification with { Parent = new RunParent(winner.Run, 0, RunParent.Winner) };
        return winner with { Run = specification.Id, Specification = specification };
    }
}
