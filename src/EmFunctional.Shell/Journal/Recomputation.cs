using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>What computes a run of a journal anew.</summary>
/// <param name="Problem">The model of the run with its data.</param>
/// <param name="Algorithm">The run's algorithm.</param>
public sealed record Recomputation(Problem<Vector> Problem, Iterate<Vector> Algorithm)
{
    /// <summary>What takes the place of a run that fails, if anything.</summary>
    public Option<Fallback<Vector>> Fallback { get; init; }
}
