using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace EmFunctional.Cluster.Nodes;

/// <summary>What the jobs of this process open.</summary>
sealed class Openings : IOpenings
{
    readonly ConcurrentDictionary<string, string> _openings = new(StringComparer.Ordinal);

    public void Add(Job job, string opening) => _openings[job.Key] = opening;

    public Task<string?> Of(string key) => Task.FromResult(_openings.GetValueOrDefault(key));
}
