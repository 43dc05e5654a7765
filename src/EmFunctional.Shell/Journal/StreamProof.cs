using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>
/// Proves a journal of a run over rows as they come: whoever has kept the rows learns them again, and every event is compared, to the bit.
/// </summary>
public static class StreamProof
{
    /// <summary>Learns the rows anew, up to the first departure or the end of the journal.</summary>
    /// <param name="lines">The journal.</param>
    /// <param name="started">How its run started.</param>
    /// <param name="problem">The model.</param>
    /// <param name="rows">The rows, from the first on.</param>
    /// <returns>What was proved; or why the run cannot be begun, or fails here and did not there.</returns>
    public static Either<EmError, Proof> Of<TRow>(
        IEnumerable<JournalLine> lines,
        RunEvent<Vector>.Started started,
        OnlineProblem<TRow, Vector> problem,
        IEnumerable<TRow> rows
    )
    {
        var recorded = started.Specification;
        return from schedule in OnlineSchedule.Parse(recorded.Algorithm)
            from rule in StopRule.Parse(recorded.Rule)
            from run in OnlineRun
                .Begin(
                    problem,
                    recorded.Start,
                    schedule,
                    rule,
                    new RunOptions<Vector>
                    {
                        Environment = started.Environment,
                        Seed = recorded.Seed,
                        Parent = recorded.Parent,
                    }
                )
                .ToEither()
                .MapLeft(faults => faults.Head)
            from proof in Compare(lines, recorded, run.Events(rows))
            select proof;
    }

    static Either<EmError, Proof> Compare(IEnumerable<JournalLine> lines, RunSpecification run, IEnumerable<RunEvent<Vector>> events)
    {
        using var computed = events.GetEnumerator();
        var (iterates, iteration) = (0, 0);
        foreach (var line in lines.Where(line => line.Event is not RunEvent<Vector>.Resumed))
        {
            var next = computed.MoveNext() ? Prelude.Some(computed.Current) : Option<RunEvent<Vector>>.None;
            if (next.Case is RunEvent<Vector>.Failed failed && line.Event is not RunEvent<Vector>.Failed)
                return failed.Error;
            if (line.Event is RunEvent<Vector>.Iterated at)
                (iterates, iteration) = (iterates + 1, at.State.Iteration);
            var found = Compare(line, iteration, run, next);
            if (found.IsSome)
                return new Proof(found, 1, iterates, 1, 0);
        }
        return new Proof(Option<Discrepancy>.None, 1, iterates, 1, 0);
    }

    static Option<Discrepancy> Compare(JournalLine line, int iteration, RunSpecification run, Option<RunEvent<Vector>> computed) =>
        (line.Event, computed.Case) switch
        {
            (RunEvent<Vector>.Iterated a, RunEvent<Vector>.Iterated b) => Claims.Compare(
                line.Number,
                run.ParameterNames,
                run.MemoryNames,
                a,
                b
            ),
            var (a, b) => Discrepancy.OfText(
                line.Number,
                iteration,
                "what happened",
                TextOf(a),
                b is RunEvent<Vector> e ? TextOf(e) : "nothing"
            ),
        };

    static string TextOf(RunEvent<Vector> happened) =>
        happened.Match(
            started: e => $"a run began, {e.Run}",
            iterated: e => $"iteration {e.State.Iteration}",
            stopped: e => $"{e.Reason}",
            failed: e => $"failed, {JournalEvent.KindOf(e.Error)}",
            resumed: _ => "taken up"
        );
}
