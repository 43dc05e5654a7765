using EmFunctional.Cluster.Hosting;
using EmFunctional.Numerics;

namespace EmFunctional.Cluster;

/// <summary>What a worker must know to compute a part of a pass: which model with its data, and how the tree over its blocks is cut.</summary>
/// <param name="Key">By what it is known: jobs of the same key are the same.</param>
/// <param name="Data">The hash of the data; a worker that reads others refuses.</param>
/// <param name="Blocks">Into how many blocks the data are cut.</param>
/// <param name="Software">The version that computes; a worker of another refuses.</param>
[GenerateSerializer, Immutable, Alias("em.job")]
sealed record Job(
    [property: Id(0)] string Key,
    [property: Id(1)] string Data,
    [property: Id(2)] int Blocks,
    [property: Id(3)] string Software
)
{
    // A leaf is large enough that asking for it costs little, and there are enough of them that many workers have some each.
    const int MostLevel = 5;
    const int FewLeaves = 16;
    const int ManyLeaves = 8192;

    /// <summary>An inner node has up to 2³ children.</summary>
    public const int Fan = 3;

    /// <summary>The level of the leaves: a rule of the number of blocks alone. It is no part of the bits.</summary>
    public int Leaf
    {
        get
        {
            var level = 0;
            while (Blocks >> level > FewLeaves && (level < MostLevel || Blocks >> level > ManyLeaves))
                level++;
            return level;
        }
    }

    /// <summary>A job of this version of the software.</summary>
    /// <param name="opening">What the worker's program opens: the model with its data, as a text that this program wrote. A worker asks for it once.</param>
    /// <param name="data">The hash of the data.</param>
    /// <param name="blocks">Into how many blocks they are cut.</param>
    public static Job Of(string opening, string data, int blocks) =>
        new(
            new Canonical().Add(opening).Add(data).Add(blocks).Add(ThisSoftware.Version).Hash().ToString()[..32],
            data,
            blocks,
            ThisSoftware.Version
        );
}
