using System.Collections.Generic;
using EmFunctional.Cluster.Nodes;
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

    // Several runs may be under way at once, each at its own θ.
    const int MostPrepared = 8;

    readonly List<(byte[] At, Lazy<Either<EmError, SumsOfNode>> Sums)> _prepared = [];

    /// <summary>What nodes add up to at θ: made ready once for all leaves that this worker has.</summary>
    /// <param name="at">θ, as the bytes of its numbers.</param>
    internal Either<EmError, SumsOfNode> At(byte[] at)
    {
        Lazy<Either<EmError, SumsOfNode>> sums;
        lock (_prepared)
        {
            if (_prepared.FindIndex(one => one.At.AsSpan().SequenceEqual(at)) is >= 0 and var known)
                sums = _prepared[known].Sums;
            else
            {
                sums = new(() => Problem.Pass.At(Numbers.OfBytes(at)));
                if (_prepared.Count == MostPrepared)
                    _prepared.RemoveAt(0);
                _prepared.Add((at, sums));
            }
        }
        return sums.Value;
    }

    internal void Keep(int first, int count) => Rows?.Keep(first, count);

    /// <summary>How many rows of some blocks are in memory, where not all rows are.</summary>
    internal long Kept(int first, int count) => Rows?.CountOf(first, count) ?? 0;

    internal void Release(int first, int count) => Rows?.Release(first, count);
}
