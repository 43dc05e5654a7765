using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>
/// One pass over the data in its two halves, which may be at different places: what blocks add up to at θ, as numbers that can travel, and M of what
/// all of them add up to. The bits are those of a pass at one place.
/// </summary>
/// <param name="Sums">
/// What the blocks of a node of the tree add up to at θ: their statistics, then their objective and its magnitude; given θ, the node and a way to go
/// through its blocks.
/// </param>
/// <param name="Add">What two neighbouring nodes add up to, the left one first.</param>
/// <param name="Complete">M and the objective at θ, given what all blocks add up to.</param>
public sealed record Pass<TParams>(
    Func<TParams, TreeNode, IBlocks, Either<EmError, Vector>> Sums,
    Func<Vector, Vector, Vector> Add,
    Func<Proposal<TParams>, Vector, Either<EmError, Evaluated<TParams>>> Complete
);
