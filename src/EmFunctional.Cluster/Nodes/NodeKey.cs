using System.Globalization;
using EmFunctional.Sharding;

namespace EmFunctional.Cluster.Nodes;

/// <summary>The key of a node: of which job, and where in the tree.</summary>
static class NodeKey
{
    public static string Of(string job, TreeNode node, int blocks) => $"{job}/{node.Level}.{node.Index}/{blocks}";

    public static (TreeNode Node, int Blocks) Read(string key)
    {
        var parts = key.Split('/');
        var place = parts[1].Split('.');
        return (new(Whole(place[0]), Whole(place[1])), Whole(parts[2]));
    }

    static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
