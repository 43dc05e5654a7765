using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Cluster;

/// <summary>What a worker has opened: a model with its data.</summary>
/// <param name="Problem">The model with its data.</param>
public sealed record OpenedJob(Problem<Vector> Problem)
{
    /// <summary>The rows, where they are not in memory yet: a worker keeps those of its own parts. The blocks of the model are theirs, or it reads none of them.</summary>
    public KeptRows? Rows { get; init; }

    internal void Keep(int first, int count) => Rows?.Keep(first, count);

    /// <summary>How many rows of some blocks are in memory, where not all rows are.</summary>
    internal long Kept(int first, int count) => Rows?.CountOf(first, count) ?? 0;

    internal void Release(int first, int count) => Rows?.Release(first, count);
}
