using System.Linq;
using System.Threading.Tasks;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace EmFunctional.Cluster.Nodes;

/// <summary>Neighbouring nodes on the same worker; what a lost worker had goes to the others in the same way.</summary>
[Serializable, GenerateSerializer, Immutable, Alias("em.by-range")]
sealed class ByRange : PlacementStrategy;

[AttributeUsage(AttributeTargets.Class)]
sealed class ByRangeAttribute() : PlacementAttribute(new ByRange());

sealed class RangeDirector(Roster roster) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var (node, blocks) = NodeKey.Read(target.GrainIdentity.Key.ToString()!);
        var compatible = context.GetCompatibleSilos(target);
        return roster.HomeOf(node, blocks, [.. roster.Workers().Where(compatible.Contains)]) is { } home
            ? Task.FromResult(home)
            : throw new NoWorkerException();
    }
}

/// <summary>There is no worker to keep rows.</summary>
[GenerateSerializer, Alias("em.no-worker")]
sealed class NoWorkerException() : Exception("there is no worker");
