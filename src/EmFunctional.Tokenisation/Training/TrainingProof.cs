using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Tokenisation.Training;

// The runs of a journal against those of the training computed anew, one event after the other, up to where the journal ends.
static class TrainingProof
{
    public static Either<TokeniserError, ProvedTraining> Of(
        Arr<RunState<Vector>> recorded,
        IEnumerable<TrainingEvent> events,
        string journal
    )
    {
        var (place, iterates, state) = (-1, 0, default(RunState<Vector>));
        foreach (var happened in events)
        {
            if (happened is TrainingEvent.Failed failed)
                return place == recorded.Count - 1 && place >= 0 && recorded[place].Ending.Case is RunEvent<Vector>.Failed
                    ? new ProvedTraining(recorded.Count, iterates, false)
                    : failed.Error;
            if (happened is not TrainingEvent.Ran ran)
                continue;
            if (ran.Event is RunEvent<Vector>.Started begun)
            {
                if (++place == recorded.Count)
                    return new ProvedTraining(recorded.Count, iterates, true);
                state = RunState.Begin(Modelling.Chart.OfNames(begun.Specification.ParameterNames), Iterating.StopRule.Default);
            }
            (state, iterates) = (Run.Evolve(state!, ran.Event), iterates + (ran.Event is RunEvent<Vector>.Iterated ? 1 : 0));
            var was = recorded[place];
            if (IdOf(was) != IdOf(state) || (state.Ending.IsSome && !IsSameEnd(was, state)))
                return new TokeniserError.NotTheSame(journal, place + 1);
            if (was.Ending.IsNone && IterationOf(was) == IterationOf(state))
                return was.Trace == state.Trace
                    ? new ProvedTraining(recorded.Count, iterates, true)
                    : new TokeniserError.NotTheSame(journal, place + 1);
        }
        return place == recorded.Count - 1
            ? new ProvedTraining(recorded.Count, iterates, false)
            : new TokeniserError.NotTheSame(journal, place + 2);
    }

    static bool IsSameEnd(RunState<Vector> one, RunState<Vector> other) =>
        one.Trace == other.Trace && one.Ending.Map(end => end.GetType()) == other.Ending.Map(end => end.GetType());

    static Option<Hash256> IdOf(RunState<Vector> run) => run.Started.Map(started => started.Run);

    // −1 where none is there yet.
    static int IterationOf(RunState<Vector> run) => run.Last.Map(last => last.State.Iteration).IfNone(-1);
}
