using System.Linq;
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
    public void Nodes_of_any_level_are_parts_of_the_tree()
    {
        static string Pair(string left, string right) => $"({left} {right})";
        for (var blocks = 1; blocks <= 70; blocks++)
        {
            var (root, whole) = (TreeNode.Root(blocks), Tree.Reduce<string>(blocks, i => $"{i}", Pair).OrThrow());
            string Sums(TreeNode node) => Tree.Reduce<string>(node.First, node.Count(blocks), i => $"{i}", Pair).OrThrow();
            Assert.Equal(whole, Sums(root));
            for (var level = 0; level < root.Level; level++)
            {
                var nodes = root.At(level, blocks);
                Assert.Equal(Enumerable.Range(0, blocks), nodes.SelectMany(node => Enumerable.Range(node.First, node.Count(blocks))));
                Assert.Equal(whole, Tree.Reduce<string>(nodes.Count, i => Sums(nodes[i]), Pair).OrThrow());
            }
        }
    }

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

    [Fact]
    public void A_node_has_its_blocks_and_nodes_below_it_alone()
    {
        Assert.Equal(new TreeNode(0, 0), TreeNode.Root(1));
        Assert.Equal(new TreeNode(1, 0), TreeNode.Root(2));
        Assert.Equal(new TreeNode(3, 0), TreeNode.Root(5));
        var last = new TreeNode(2, 1);
        Assert.Equal((4, 3), (last.First, last.Count(7)));
        Assert.Equal(1 << 30, new TreeNode(40, 0).Count(1 << 30));
        foreach (var level in new[] { -1, 2, 3 })
            Assert.Contains(
                "0 to 1",
                Assert.Throws<ArgumentOutOfRangeException>(() => last.At(level, 7)).Message,
                StringComparison.Ordinal
            );
        Assert.Throws<OverflowException>(() => new TreeNode(20, 1 << 20).First);
    }
}
