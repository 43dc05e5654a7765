using EmFunctional.Modelling;
using EmFunctional.Sharding;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Sharding;

public class TreeTests
{
    [Theory]
    [InlineData(1, "0")]
    [InlineData(2, "(0 1)")]
    [InlineData(3, "((0 1) 2)")]
    [InlineData(5, "(((0 1) (2 3)) 4)")]
    [InlineData(6, "(((0 1) (2 3)) (4 5))")]
    [InlineData(8, "(((0 1) (2 3)) ((4 5) (6 7)))")]
    public void Blocks_are_combined_in_the_canonical_tree(int blocks, string tree) =>
        Assert.Equal(tree, Tree.Reduce<string>(blocks, i => $"{i}", (left, right) => $"({left} {right})").OrThrow());

    [Fact]
    public void The_first_error_by_index_wins_and_nothing_after_it_is_computed()
    {
        var computed = 0;
        Either<EmError, int> Block(int i)
        {
            computed++;
            return i is 2 or 5 ? new EmError.ImpossibleRow(i) : i;
        }
        var result = Tree.Reduce(8, Block, (a, b) => a + b);
        Assert.Equal(new EmError.ImpossibleRow(2), result.Match(Right: _ => null!, Left: e => e));
        Assert.Equal(3, computed);
    }
}
