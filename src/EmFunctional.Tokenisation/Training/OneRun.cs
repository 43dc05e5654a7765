using System.Collections.Generic;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Sharding;
using EmFunctional.Telemetry;
using LanguageExt;

namespace EmFunctional.Tokenisation.Training;

/// <summary>The run of one vocabulary: its events, and then the pieces after its last M-step.</summary>
sealed class OneRun
{
    readonly ScoredPieces _start;
    readonly Problem<Vector> _problem;
    readonly StopRule _rule;
    readonly RunOptions<Vector> _options;
    Either<EmError, Carried<Vector>>? _newest;

    OneRun(ScoredPieces start, Problem<Vector> problem, StopRule rule, RunOptions<Vector> options) =>
        (_start, _problem, _rule, _options, State) = (start, problem, rule, options, RunState.Begin(problem.Chart, rule));

    /// <summary>The model with its text.</summary>
    public Problem<Vector> Problem => _problem;

    /// <summary>The run so far.</summary>
    public RunState<Vector> State { get; private set; }

    /// <summary>The run of some pieces from their probabilities.</summary>
    public static Either<EmError, OneRun> Of(
        ScoredPieces start,
        Units units,
        RunPlan plan,
        IEnumerable<ModelOption> named,
        IBlockExecutor executor,
        RunOptions<Vector> options
    ) =>
        Iterating
            .Problem.Of(UnigramModel.Of(start.Lexicon, plan, start.Probabilities, named), units)
            .Map(problem => new OneRun(start, problem.On(executor), plan.Rule, options with { Algorithm = plan.Algorithm }));

    /// <summary>What makes up a run that begins where this one ended.</summary>
    /// <param name="why">Why it does.</param>
    public RunOptions<Vector> Child(string why) =>
        _options with
        {
            Parent = new RunParent(
                State.Started.Map(started => started.Run).IfNone(default(Hash256)),
                State.Last.Map(last => last.State.Iteration).IfNone(0),
                why
            ),
        };

    /// <summary>The events from the start to the end of the run.</summary>
    public IEnumerable<TrainingEvent> Events() =>
        TrainingEvents(
            Run.Events(
                State,
                () =>
                    Run.Start<Vector>(
                        RunSpecification.Of(_problem, _start.Probabilities, _rule, _options),
                        _options.Environment,
                        _problem.Describe(),
                        _problem.Hashes()
                    ),
                Kept(Iterates.Of(_problem, _start.Probabilities, _options.Algorithm))
            )
        );

    /// <summary>The events that are left after an interruption.</summary>
    /// <param name="before">The run as its journal has it.</param>
    /// <param name="resumed">The event that says so.</param>
    public IEnumerable<TrainingEvent> Rest(RunState<Vector> before, RunEvent<Vector>.Resumed resumed)
    {
        State = before;
        return before.Ending.IsSome ? [] : TrainingEvents(Run.Resume(_problem, before, resumed, _options.Algorithm));
    }

    IEnumerable<TrainingEvent> TrainingEvents(IEnumerable<RunEvent<Vector>> events)
    {
        foreach (var happened in events.Watched(State.Started.MatchUnsafe<RunEvent<Vector>.Started?>(started => started, () => null)))
        {
            State = Run.Evolve(State, happened);
            yield return new TrainingEvent.Ran(happened, _start.Lexicon);
        }
    }

    IEnumerable<Either<EmError, Carried<Vector>>> Kept(IEnumerable<Either<EmError, Carried<Vector>>> iterates)
    {
        foreach (var iterate in iterates)
        {
            _newest = iterate;
            yield return iterate;
        }
    }

    /// <summary>What the M-step makes of the last iterate, without the pieces that it drops; or why the run failed.</summary>
    public Either<EmError, ScoredPieces> Result() =>
        (_newest ?? Run.Reached(State, _problem, _options.Algorithm(_problem.Evaluate, _problem.Chart)))
            .Bind(carried => carried.At.Proposal)
            .Map(proposal => WithoutDropped(proposal.Parameters));

    ScoredPieces WithoutDropped(Vector probabilities)
    {
        var kept = new List<int>(probabilities.Count);
        for (var i = 0; i < probabilities.Count; i++)
            if (probabilities[i] > 0)
                kept.Add(i);
        return kept.Count == probabilities.Count
            ? new(_start.Lexicon, probabilities)
            : new(_start.Lexicon.Select(kept), probabilities.Select(kept));
    }
}
