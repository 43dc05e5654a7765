using System.Numerics;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Sharding;

/// <summary>The one order in which blocks are combined, whoever computes them.</summary>
public static class Tree
{
    /// <summary>
    /// Combines the blocks 0 … n−1 in a fixed binary tree over their index: the left half is the largest power of two below n. Holds at most
    /// 1 + log₂ n partial results.
    /// </summary>
    /// <param name="blocks">n ≥ 1.</param>
    /// <param name="block">Computes a block.</param>
    /// <param name="combine">Combines two neighbours, the left one first.</param>
    /// <returns>The result of all blocks, or the error of the first block that has one.</returns>
    public static Either<EmError, T> Reduce<T>(int blocks, Func<int, Either<EmError, T>> block, Func<T, T, T> combine) =>
        Reduce(0, blocks, block, combine);

    /// <summary>The same of some neighbours: what they are in the tree of all if their count is a power of two that divides the first, or they are the last.</summary>
    /// <param name="first">The first block.</param>
    /// <param name="count">How many there are, 1 or more.</param>
    /// <param name="block">Computes a block.</param>
    /// <param name="combine">Combines two neighbours, the left one first.</param>
    public static Either<EmError, T> Reduce<T>(int first, int count, Func<int, Either<EmError, T>> block, Func<T, T, T> combine)
    {
        if (count == 1)
            return block(first);
        var half = 1 << BitOperations.Log2((uint)(count - 1));
        return Reduce(first, half, block, combine)
            .Bind(left => Reduce(first + half, count - half, block, combine).Map(right => combine(left, right)));
    }
}
