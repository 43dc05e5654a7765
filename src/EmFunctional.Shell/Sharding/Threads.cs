using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Sharding;

/// <summary>
/// Blocks evaluated on several threads, in whatever order they come, and combined in the fixed tree: the same bits for any number of threads.
/// </summary>
/// <param name="count">How many threads at the most, 1 or more.</param>
public sealed class Threads(int count) : IBlockExecutor
{
    // So many portions a thread, that one that is slow does not keep the others waiting for long.
    const int PortionsPerThread = 16;

    /// <summary>As many as the machine has processors.</summary>
    public static Threads OfMachine { get; } = new(Environment.ProcessorCount);

    readonly int _count = count >= 1 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "1 or more threads");

    /// <inheritdoc/>
    public Either<EmError, T> Reduce<T>(int blocks, Func<int, Either<EmError, T>> block, Func<T, T, T> combine)
    {
        if (_count == 1 || blocks == 1)
            return Tree.Reduce(blocks, block, combine);
        var size = SizeOf(blocks);
        var portions = (blocks + size - 1) / size;
        var merging = new Merging<T>(portions, combine);
        var next = -1;
        void Work()
        {
            // Portions are taken in order, so those before an error are all computed.
            for (var i = Interlocked.Increment(ref next); i < portions && !merging.IsFailedBefore(i); i = Interlocked.Increment(ref next))
                merging.Add(i, Tree.Reduce(i * size, Math.Min(size, blocks - i * size), block, combine));
        }
        try
        {
            Parallel.For(0, Math.Min(_count, portions), _ => Work());
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]); // what a block throws is what a pass throws
        }
        return merging.Result;
    }

    // A power of two: then a portion is a node of the tree.
    int SizeOf(int blocks)
    {
        var size = 1;
        while ((long)size * 2 * PortionsPerThread * _count <= blocks)
            size *= 2;
        return size;
    }
}
