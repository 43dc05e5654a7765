using System.Numerics;
using LanguageExt;

namespace EmFunctional.Sharding;

/// <summary>
/// A node of the tree in which blocks are combined (<see cref="Tree"/>): the blocks from index·2ˡᵉᵛᵉˡ on, 2ˡᵉᵛᵉˡ of them or as many as there are.
/// What they add up to is a part of every pass, wherever it is computed.
/// </summary>
/// <param name="Level">0 of a single block.</param>
/// <param name="Index">From 0, among the nodes of its level.</param>
public readonly record struct TreeNode(int Level, int Index)
{
    /// <summary>The node of all blocks.</summary>
    /// <param name="blocks">n ≥ 1.</param>
    public static TreeNode Root(int blocks) => new(blocks <= 1 ? 0 : BitOperations.Log2((uint)(blocks - 1)) + 1, 0);

    /// <summary>Its first block.</summary>
    public int First => checked((int)((long)Index << Level));

    /// <summary>How many blocks it has.</summary>
    /// <param name="blocks">n, the number of all.</param>
    public int Count(int blocks) => (int)Math.Min(1L << Level, blocks - First);

    /// <summary>The nodes that it consists of, the first one first.</summary>
    /// <param name="blocks">n, the number of all.</param>
    /// <param name="level">Their level, below its own.</param>
    public Arr<TreeNode> At(int level, int blocks)
    {
        if (level < 0 || level >= Level)
            throw new ArgumentOutOfRangeException(nameof(level), level, $"0 to {Level - 1}");
        var (first, last) = (First >> level, (First + Count(blocks) - 1) >> level);
        var nodes = new TreeNode[last - first + 1];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = new(level, first + i);
        return nodes;
    }
}
