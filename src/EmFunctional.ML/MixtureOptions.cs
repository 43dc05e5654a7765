using System.Collections.Generic;
using EmFunctional.Iterating;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Sharding;

namespace EmFunctional.ML;

/// <summary>How a mixture is trained; what is not said is as <c>em fit</c> has it.</summary>
public sealed record MixtureOptions
{
    /// <summary>One start of the model's first way, plain EM by its own rule, on all processors.</summary>
    public static MixtureOptions Default { get; } = new();

    /// <summary>From which what is random is drawn.</summary>
    public ulong Seed { get; init; } = ModelFit.DefaultSeed;

    /// <summary>How many starts, 1 or more: each is run to its end, and the best is the result.</summary>
    public int Starts { get; init; } = 1;

    /// <summary>The way to start by name, such as <c>k-means++</c> or <c>random-rows</c>; the model's ways in turn if null.</summary>
    public string? Start { get; init; }

    /// <summary>When to stop, such as <c>StopRule.Aitken(1e-6) | StopRule.Iterations(100)</c>; the algorithm's own rule if null.</summary>
    public StopRule? Rule { get; init; }

    /// <summary>How to go from iterate to iterate: <c>Algorithm.Plain</c>, or one that accelerates it, such as <c>Algorithm.Auto</c>.</summary>
    public Iterate<Vector> Algorithm { get; init; } = Iterating.Algorithm.Plain;

    /// <summary>Options of the model by name, as <c>em models NAME</c> lists them: <c>mixing</c>, <c>on-degenerate</c>, <c>hold</c> …</summary>
    public IReadOnlyDictionary<string, string> Model { get; init; } = new Dictionary<string, string>();

    /// <summary>Who computes the blocks of a pass, without influence on any number.</summary>
    public IBlockExecutor Executor { get; init; } = Threads.OfMachine;

    /// <summary>The models and families that there are. A model of a family of one's own is saved, but loaded only by its own registry.</summary>
    public Registry Registry { get; init; } = Registry.Standard;
}
