using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Sharding;

/// <summary>Executes the blocks of one pass over the data: in order, on threads … The result has the same bits whichever does.</summary>
public interface IBlockExecutor
{
    /// <summary>Combines the blocks 0 … n−1 as <see cref="Tree"/> does.</summary>
    /// <param name="blocks">n ≥ 1.</param>
    /// <param name="block">Computes a block; a pure function.</param>
    /// <param name="combine">Combines two neighbours, the left one first; a pure function.</param>
    /// <returns>The result of all blocks, or the error of the first block that has one.</returns>
    Either<EmError, T> Reduce<T>(int blocks, Func<int, Either<EmError, T>> block, Func<T, T, T> combine);
}

/// <summary>One block after the other, from the first to the last.</summary>
public sealed class InOrder : IBlockExecutor
{
    InOrder() { }

    /// <summary>The executor.</summary>
    public static InOrder Executor { get; } = new();

    /// <inheritdoc/>
    public Either<EmError, T> Reduce<T>(int blocks, Func<int, Either<EmError, T>> block, Func<T, T, T> combine) =>
        Tree.Reduce(blocks, block, combine);
}
