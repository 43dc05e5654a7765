using System.Collections.Generic;
using System.Linq;
using EmFunctional.Cluster.Hosting;
using EmFunctional.Sharding;
using Orleans.Runtime;

namespace EmFunctional.Cluster.Nodes;

/// <summary>Who of the cluster keeps rows, and whose each part of them is.</summary>
sealed class Roster(IClusterMembershipService membership)
{
    /// <summary>The workers that are there, in their order.</summary>
    public IReadOnlyList<SiloAddress> Workers() =>
        [
            .. membership
                .CurrentSnapshot.Members.Values.Where(member =>
                    member.Status == SiloStatus.Active && member.Name.StartsWith(SiloSettings.Worker, StringComparison.Ordinal)
                )
                .Select(member => member.SiloAddress)
                .Order(),
        ];

    /// <summary>Whose a node is: neighbours are the same worker's, and all have as many.</summary>
    /// <param name="node">The node.</param>
    /// <param name="blocks">The number of all blocks.</param>
    /// <param name="workers">Those to choose from, in their order.</param>
    public SiloAddress? HomeOf(TreeNode node, int blocks, IReadOnlyList<SiloAddress> workers) =>
        workers.Count == 0 ? null : workers[(int)((long)node.First * workers.Count / blocks)];
}
