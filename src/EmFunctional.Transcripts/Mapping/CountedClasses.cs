using System.Collections.Generic;
using System.Linq;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>The sets that the reads of all workers fit, in an order that the reads alone decide.</summary>
static class CountedClasses
{
    /// <summary>Those of the index, in its order; then the others that were met, by their members.</summary>
    public static EquivalenceClasses Of(TranscriptIndex index, IReadOnlyList<MappingWorker> workers)
    {
        var shared = index.Classes;
        var (offsets, members, counts) = (new List<int> { 0 }, new List<int>(), new List<long>());
        for (var id = 0; id < shared.Count; id++)
        {
            members.AddRange(shared.Members(id));
            offsets.Add(members.Count);
            counts.Add(workers.Sum(worker => worker.CountOf(id)));
        }
        foreach (var (set, count) in New(shared, workers))
        {
            members.AddRange(set);
            offsets.Add(members.Count);
            counts.Add(count);
        }
        return EquivalenceClasses.Create(index.Names, index.Lengths, [.. offsets], [.. members], [.. counts]).OrThrow();
    }

    internal static List<(int[] Set, long Count)> New(ClassTable shared, IReadOnlyList<MappingWorker> workers)
    {
        var (met, counts) = (new ClassTable(), new List<long>());
        foreach (var worker in workers)
            for (var id = shared.Count; id < worker.Pool.Count; id++)
                if (worker.CountOf(id) > 0)
                {
                    var at = met.Intern(worker.Pool.Members(id));
                    if (at == counts.Count)
                        counts.Add(0);
                    counts[at] += worker.CountOf(id);
                }
        var sets = counts.Select((count, at) => (met.Members(at).ToArray(), count)).ToList();
        sets.Sort((a, b) => a.Item1.AsSpan().SequenceCompareTo(b.Item1));
        return sets;
    }
}
