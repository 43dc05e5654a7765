using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>
/// One pass over the data in its two halves, which may be at different places: what blocks add up to at θ, as numbers that can travel, and M of what
/// all of them add up to. The bits are those of a pass at one place.
/// </summary>
/// <param name="At">
/// Makes ready for θ, once for all nodes: then what the blocks of a node of the tree add up to, their statistics, then their objective and its magnitude.
/// </param>
/// <param name="Add">What two neighbouring nodes add up to, the left one first.</param>
/// <param name="Complete">M and the objective at θ, given what all blocks add up to.</param>
public sealed record Pass<TParams>(
    Func<TParams, Either<EmError, SumsOfNode>> At,
    Func<Vector, Vector, Vector> Add,
    Func<Proposal<TParams>, Vector, Either<EmError, Evaluated<TParams>>> Complete
)
{
    /// <summary>What the blocks of a node add up to at θ.</summary>
    /// <param name="at">θ.</param>
    /// <param name="node">The node.</param>
    /// <param name="executor">What executes its blocks.</param>
    public Either<EmError, Vector> Sums(TParams at, TreeNode node, IBlockExecutor executor) => At(at).Bind(sums => sums(node, executor));
}

/// <summary>What the blocks of a node of the tree add up to at a θ: a pure function, which any number of threads may call at once.</summary>
/// <param name="node">The node.</param>
/// <param name="executor">What executes its blocks.</param>
public delegate Either<EmError, Vector> SumsOfNode(TreeNode node, IBlockExecutor executor);
