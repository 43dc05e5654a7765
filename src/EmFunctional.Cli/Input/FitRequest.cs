using System.Collections.Generic;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>A run that can begin.</summary>
sealed record FitRequest(
    OpenedModel Model,
    string Data,
    Option<Sample> Sample,
    StartChoice Starts,
    StopRule Rule,
    RunOptions<Vector> Options,
    Registry Registry
)
{
    /// <summary>The events of the run, or of all runs that it takes: a tournament of starts, and what takes the place of one that fails.</summary>
    public IEnumerable<RunEvent<Vector>> Events =>
        Tournament.Events(
            Model.Problem,
            Starts.Starts,
            Rule,
            Options,
            RunsAtOnce.Of,
            Model.Starting.Succeed(new Seed(Options.Seed.IfNone(0))).MatchUnsafe<Succeed<Vector>?>(succeed => succeed, () => null)
        );
}

/// <summary>Where a fit starts.</summary>
/// <param name="Starts">The starts.</param>
/// <param name="IsDrawn">Whether they depend on the seed.</param>
sealed record StartChoice(Arr<Vector> Starts, bool IsDrawn);

/// <summary>A fit among several to choose from.</summary>
/// <param name="Options">What sets it apart.</param>
/// <param name="Request">The fit, or why it cannot begin.</param>
sealed record Candidate(Arr<ModelOption> Options, Validation<EmError, FitRequest> Request);
