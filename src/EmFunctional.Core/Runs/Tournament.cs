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
    /// <param name="fallback">What takes the place of a run that fails; nothing if null.</param>
    public static IEnumerable<RunEvent<TParams>> Events<TParams>(
        Problem<TParams> problem,
        IReadOnlyList<TParams> starts,
        StopRule rule,
        RunOptions<TParams> options,
        ComputeRuns<TParams>? compute = null,
        Fallback<TParams>? fallback = null
    )
    {
        var follow = fallback ?? ((_, _, _) => Option<FallbackRun<TParams>>.None);
        return starts.Count == 1
            ? FallbackRuns.Events(problem, starts[0], rule, options, follow)
            : OfAll(new(), (compute ?? (runs => runs))(Runs(problem, Prelude.toArray(starts), rule, options, follow)));
    }

    /// <summary>The events that are left of a tournament which was interrupted before its winner was told; the same as if it had not been.</summary>
    /// <param name="told">Its events so far.</param>
    /// <param name="rest">The events that are left of the run in hand, and of those that take its place.</param>
    /// <param name="begun">How many starts have begun.</param>
    /// <param name="problem">The model with its data.</param>
    /// <param name="starts">All starts, those that have begun too.</param>
    /// <param name="rule">When each stops.</param>
    /// <param name="options">What else makes up the runs.</param>
    /// <param name="compute">Who computes the runs; one after the other if null.</param>
    /// <param name="fallback">What takes the place of a run that fails; nothing if null.</param>
    public static IEnumerable<RunEvent<TParams>> After<TParams>(
        IEnumerable<RunEvent<TParams>> told,
        IEnumerable<RunEvent<TParams>> rest,
        int begun,
        Problem<TParams> problem,
        IReadOnlyList<TParams> starts,
        StopRule rule,
        RunOptions<TParams> options,
        ComputeRuns<TParams>? compute = null,
        Fallback<TParams>? fallback = null
    )
    {
        var best = new Best<TParams>();
        foreach (var happened in told)
            best.Add(happened);
        var follow = fallback ?? ((_, _, _) => Option<FallbackRun<TParams>>.None);
        var left = Runs(problem, Prelude.toArray(starts), rule, options, follow).Skip(begun).Prepend(rest);
        return OfAll(best, (compute ?? (runs => runs))(left));
    }

    /// <summary>The identity of a tournament: that of its starts.</summary>
    /// <param name="chart">Which lays out the starts.</param>
    /// <param name="starts">The starts.</param>
    public static Hash256 Identify<TParams>(Chart<TParams> chart, IReadOnlyList<TParams> starts)
    {
        var bytes = new Canonical().Add("tournament").Add(starts.Count);
        foreach (var start in starts)
            bytes.Add(chart.ToFlat(start));
        return bytes.Hash();
    }

    static IEnumerable<IEnumerable<RunEvent<TParams>>> Runs<TParams>(
        Problem<TParams> problem,
        Arr<TParams> starts,
        StopRule rule,
        RunOptions<TParams> options,
        Fallback<TParams> fallback
    )
    {
        var tournament = Identify(problem.Chart, starts);
        return starts.Select(
            (start, place) =>
            {
                var parent = RunParent.OfStart(tournament, place, starts.Count);
                return FallbackRuns.Events(problem, start, rule, options with { Parent = parent }, Named(parent.Why, fallback));
            }
        );
    }

    /// <summary>What takes the place of a contestant is one too.</summary>
    /// <param name="contestant">Its name, such as <c>start 2 of 8</c>.</param>
    /// <param name="fallback">What takes the place of a run that fails.</param>
    public static Fallback<TParams> Named<TParams>(string contestant, Fallback<TParams> fallback) =>
        (why, last, failures) =>
            fallback(why, last, failures)
                .Map(next => next with { Why = RunParent.Of(contestant, next.Why), Fallback = Named(contestant, next.Fallback) });

    /// <summary>Whether a run came to an end, without failing or falling, that is above another's.</summary>
    /// <param name="run">The run.</param>
    /// <param name="best">The highest of those before it, if there is one.</param>
    public static bool IsHigher<TParams>(RunState<TParams> run, Option<RunState<TParams>> best) =>
        run.Ending.Case is RunEvent<TParams>.Stopped { Reason: not StopReason.Decreased }
        && !(ObjectiveOf(run) <= best.Bind(of => of.Last).Map(last => last.State.Objective).IfNone(double.NaN));

    static double ObjectiveOf<TParams>(RunState<TParams> run) => run.Last.Map(last => last.State.Objective).IfNone(double.NaN);

    static IEnumerable<RunEvent<TParams>> OfAll<TParams>(Best<TParams> best, IEnumerable<IEnumerable<RunEvent<TParams>>> runs)
    {
        foreach (var happened in runs.SelectMany(events => events))
        {
            best.Add(happened);
            yield return happened;
        }
        foreach (var happened in best.Run)
            yield return happened is RunEvent<TParams>.Started started ? Again(started) : happened;
    }

    // The run that ended highest, of equals the first, and the one in hand; one that takes the place of another is a run of its own.
    sealed class Best<TParams>
    {
        double _objective = double.NegativeInfinity;
        List<RunEvent<TParams>> _inHand = [];

        public List<RunEvent<TParams>> Run { get; private set; } = [];

        public void Add(RunEvent<TParams> happened)
        {
            if (happened is RunEvent<TParams>.Started)
                _inHand = [];
            if (happened is not RunEvent<TParams>.Resumed)
                _inHand.Add(happened);
            if (ObjectiveOf(_inHand).Case is double objective && (objective > _objective || Run.Count == 0))
                (_objective, Run) = (objective, _inHand);
        }

        // Where a run ended that neither failed nor fell.
        static Option<double> ObjectiveOf(List<RunEvent<TParams>> run) =>
            run is [.., RunEvent<TParams>.Iterated last, RunEvent<TParams>.Stopped { Reason: not StopReason.Decreased }]
                ? last.State.Objective
                : Option<double>.None;
    }

    static RunEvent<TParams>.Started Again<TParams>(RunEvent<TParams>.Started winner)
    {
        var specification = winner.Specification with { Parent = new RunParent(winner.Run, 0, RunParent.Winner) };
        return winner with { Run = specification.Id, Specification = specification };
    }
}
