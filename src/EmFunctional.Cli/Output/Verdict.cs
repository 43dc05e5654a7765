using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Reporting;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>How a run ended, in words.</summary>
static class Verdict
{
    public static IEnumerable<string> Lines(RunState<Vector> run)
    {
        yield return Ending(run);
        if (!IsFailed(run) && !SaysGain(run) && run.Remaining.Case is double left)
            yield return $"By Aitken's estimate, about {NumberFormat.Significant(left, 2)} nats are still to gain.";
        foreach (var picked in Picked(run).AsEnumerable())
            yield return picked;
        if (run.Started.Map(started => started.Read.LabelNames).IfNone(Arr<string>.Empty) is { IsEmpty: false } labels)
            yield return $"By label: {string.Join(", ", labels.Select((name, k) => $"component {k} is {name}"))}.";
        foreach (var diagnostic in run.Last.Map(iterated => iterated.State.Diagnostics).IfNone(Arr<Modelling.Diagnostic>.Empty))
            yield return $"Diagnostic: {diagnostic}.";
        if (run.Started.Bind(started => started.Specification.Parent).Case is not RunParent parent)
            yield break;
        if (parent.Why == RunParent.Winner)
            yield return $"The best of several starts: run {parent.Run.ToString()[..8]}… again; the count is its own.";
        else if (parent.Why == BeyondSaddle.Why)
            yield return $"Diagnostic: run {parent.Run.ToString()[..8]}… ended at a saddle, from where the objective still rises. This run leads on from there; the count is its own.";
        else if (parent.Contestant.Case is string contestant)
            yield return $"One of several starts ({contestant}); the count is its own.";
        else
            yield return $"A child ({parent.Why}) of run {parent.Run.ToString()[..8]}…, begun at its iteration {parent.Iteration}; the count is its own.";
    }

    /// <summary>What an algorithm that picks one of the others picked, and why.</summary>
    public static Option<string> Picked(RunState<Vector> run) =>
        run
            .Last.Filter(_ => run.Started.Exists(started => started.Specification.Algorithm == Auto.Name))
            .Map(last => Auto.Reason(last.Memory));

    /// <summary>How good an ending is.</summary>
    public static Tone ToneOf(RunState<Vector> run) =>
        run.Ending.Match(
            ending =>
                ending switch
                {
                    RunEvent<Vector>.Stopped { Reason: StopReason.Decreased } or RunEvent<Vector>.Failed => Tone.Bad,
                    RunEvent<Vector>.Stopped { Reason.IsConverged: true } => Tone.Good,
                    _ => Tone.Doubtful,
                },
            () => Tone.Doubtful
        );

    /// <summary>What is to be said of a run that came to its end, looked at with its model.</summary>
    public static IEnumerable<string> Remarks(Models.OpenedModel model, RunState<Vector> run) =>
        from last in run.Last.ToArray()
        where run.Ending.Exists(ending => ending is RunEvent<Vector>.Stopped)
        from remark in Saddle.Find(model, last.State).ToArray()
        select $"{remark} (--starts 20).";

    /// <summary>What came of several runs, and of starts; nothing of a run alone.</summary>
    public static IEnumerable<string> Lines(Contest contest)
    {
        const int MostEnds = 4;
        const int FewStarts = 4;
        var (outcomes, optima) = (contest.Outcomes, contest.Optima);
        var took = $"took {contest.Iterations} iterations, {contest.Evaluations} evaluations.";
        if (outcomes.IsEmpty)
        {
            if (contest.Runs > 1)
                yield return $"All {contest.Runs} runs {took}";
            yield break;
        }
        var failed = outcomes.Count(outcome => outcome.IsFailed);
        var interrupted = outcomes.Count(outcome => !outcome.IsOver);
        var unfinished = outcomes.Count - failed - interrupted - optima.Sum(optimum => optimum.Starts);
        var lower = optima.Skip(MostEnds).Sum(optimum => optimum.Starts);
        var ends = optima
            .Take(MostEnds)
            .Select((optimum, i) => $"{optimum.Starts} {(i == 0 ? "ended " : "")}at {NumberFormat.Significant(optimum.Objective, 10)}")
            .Concat([
                .. lower > 0 ? new[] { $"{lower} lower" } : [],
                .. unfinished > 0 ? new[] { $"{unfinished} did not converge" } : [],
                .. failed > 0 ? new[] { $"{failed} failed" } : [],
                .. interrupted > 0 ? new[] { $"{interrupted} {(interrupted == 1 ? "was" : "were")} interrupted" } : [],
            ]);
        yield return $"Of {outcomes.Count} starts {string.Join(", ", ends)}. All {took}";
        if (optima.Count > 1 && optima[0].Starts == 1 && outcomes.Count >= FewStarts)
            yield return $"Only 1 of {outcomes.Count} starts ended at the best: others may end higher still. Try more (--starts {4 * outcomes.Count}).";
        var (begun, all) = (outcomes.Count, contest.Starts);
        if (begun < all)
            yield return begun + 1 == all ? $"Start {all} of {all} was not run." : $"Starts {begun + 1} to {all} of {all} were not run.";
    }

    static string Ending(RunState<Vector> run) =>
        run.Ending.Match(
            ending =>
                ending.Match(
                    started: _ => "",
                    iterated: _ => "",
                    stopped: e => EndingWords.Sentence(e.Reason, "; raise it with --stop"),
                    failed: e => $"Failed: {e.Error.Advised(ModelOf(run))}. The state shown is the last before it.",
                    resumed: _ => ""
                ),
            () =>
                run.Started.Exists(started => OnlineSchedule.IsName(started.Specification.Algorithm))
                    ? "Interrupted. The state shown is the last."
                    : "Interrupted. The state shown is the best so far."
        );

    static Modelling.ModelName? ModelOf(RunState<Vector> run) =>
        run.Started.MatchUnsafe<Modelling.ModelName?>(started => started.Specification.Model, () => null);

    /// <summary>An ending in a few words.</summary>
    public static string Brief(RunEvent<Vector> ending) =>
        ending.Match(
            started: _ => "",
            iterated: _ => "",
            stopped: e =>
                e.Reason.IsConverged ? "converged"
                : e.Reason is StopReason.Decreased ? "decreased"
                : "not converged",
            failed: e => $"failed: {e.Error}",
            resumed: _ => ""
        );

    static bool IsFailed(RunState<Vector> run) => run.Ending.Exists(ending => ending is RunEvent<Vector>.Failed);

    // Whether the reason itself says how much is still to gain.
    static bool SaysGain(RunState<Vector> run) =>
        run.Ending.Exists(ending => ending is RunEvent<Vector>.Stopped { Reason: var reason } && EndingWords.SaysGain(reason));
}
