using System.Collections.Generic;
using System.Linq;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>
/// The classes of pairs that tell the same of all their transcripts (<see cref="PairPatterns"/>); and behind them classes of the others, whose members have the weights w/max w.
/// Pairs of one set whose shares w/Σ w are the same within a few per cent make one class, with their mean.
/// </summary>
/// <remarks>The idea is that of the range-factorised classes of salmon: Zakeri, Srivastava, Almodaresi and Patro 2017, Bioinformatics 33:i142.</remarks>
static class WeightedClasses
{
    // Shares are told apart by so many steps.
    const int Steps = 32;

    /// <summary>The classes.</summary>
    /// <param name="index">The index.</param>
    /// <param name="workers">What the workers counted.</param>
    /// <param name="options">How reads were mapped.</param>
    /// <param name="fragments">The lengths of fragments.</param>
    public static EquivalenceClasses Of(
        TranscriptIndex index,
        IReadOnlyList<MappingWorker> workers,
        MappingOptions options,
        FragmentLengths fragments
    )
    {
        var patterns = workers.Select(worker => worker.Patterns!).ToArray();
        var weights = Weights(FragmentDensity.WithSums(FragmentDensity.Of(fragments, options.Fragments)), patterns);
        var (shared, weighted) = (index.Classes, new Rows());
        foreach (var (key, count) in Patterns(workers))
            weighted.Add(key.AsSpan(0, key.Length / 2), key.AsSpan(key.Length / 2), weights, count);
        var rows = new List<(int[] Members, double[] Weights, long Count)>();
        for (var id = 0; id < shared.Count; id++)
            AddEqual(shared.Members(id).ToArray(), workers.Sum(worker => worker.CountOf(id)));
        foreach (var (set, count) in CountedClasses.New(shared, workers))
            AddEqual(set, count);
        rows.AddRange(weighted.All);
        return EquivalenceClasses
            .Create(
                index.Names,
                index.Lengths,
                [0, .. Ends(rows.Select(row => row.Members.Length))],
                [.. rows.SelectMany(row => row.Members)],
                [.. rows.Select(row => row.Count)],
                [.. rows.SelectMany(row => row.Weights)]
            )
            .OrThrow();

        void AddEqual(int[] members, long count) => rows.Add((members, [.. members.Select(_ => 1.0)], count));
    }

    // The weight of what a pair tells of a transcript: the density of its length, times ((ε/3)/(1 − ε))^m, m the differences more than from the nearest, ε the part of bases
    // that were read wrongly.
    static double[] Weights(double[] density, PairPatterns[] patterns)
    {
        var wrong = (1 + patterns.Sum(found => found.Differing)) / (2.0 + patterns.Sum(found => found.Bases));
        var odds = wrong / 3 / (1 - wrong);
        var (weights, factor) = (new double[density.Length * (PairPatterns.MostDifferences + 1)], 1.0);
        for (var i = 0; i < weights.Length; i++)
        {
            if (i > 0 && i % density.Length == 0)
                factor *= odds;
            weights[i] = density[i % density.Length] * factor;
        }
        return weights;
    }

    static IEnumerable<int> Ends(IEnumerable<int> sizes)
    {
        var end = 0;
        foreach (var size in sizes)
            yield return end += size;
    }

    // Members and lengths of each, and how many pairs: in an order that the pairs alone decide.
    static List<(int[] Key, long Count)> Patterns(IReadOnlyList<MappingWorker> workers)
    {
        var (all, counts) = (new ClassTable(), new List<long>());
        foreach (var worker in workers)
            for (var i = 0; i < worker.Patterns!.Count; i++)
            {
                var (pattern, count) = worker.Patterns[i];
                int[] key = [.. worker.Pool.Members(pattern.Span[0]), .. pattern.Span[1..]];
                var at = all.Intern(key);
                if (at == counts.Count)
                    counts.Add(0);
                counts[at] += count;
            }
        var sorted = counts.Select((count, at) => (Key: all.Members(at).ToArray(), count)).ToList();
        sorted.Sort((a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        return sorted;
    }

    // Pairs of one set and of near shares.
    sealed class Rows
    {
        readonly ClassTable _keys = new();
        readonly List<(int[] Members, double[] Shares, long Count)> _rows = [];

        public void Add(ReadOnlySpan<int> members, ReadOnlySpan<int> told, double[] weights, long count)
        {
            var (shares, key) = (new double[members.Length], new int[2 * members.Length]);
            var sum = 0.0;
            for (var i = 0; i < shares.Length; i++)
                sum += shares[i] = weights[told[i]];
            members.CopyTo(key);
            for (var i = 0; i < shares.Length; i++)
                key[members.Length + i] = (int)((shares[i] /= sum) * Steps + 0.5);
            var at = _keys.Intern(key);
            if (at == _rows.Count)
                _rows.Add((members.ToArray(), new double[members.Length], 0));
            var row = _rows[at];
            for (var i = 0; i < shares.Length; i++)
                row.Shares[i] += count * shares[i];
            _rows[at] = row with { Count = row.Count + count };
        }

        public IEnumerable<(int[] Members, double[] Weights, long Count)> All =>
            _rows.Select(row =>
            {
                var largest = row.Shares.Max();
                return (row.Members, (double[])[.. row.Shares.Select(share => share / largest)], row.Count);
            });
    }
}
