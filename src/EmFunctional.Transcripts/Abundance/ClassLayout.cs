using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>The classes of several transcripts as blocks, and those of one apart. Made once; bootstraps have other counts on the same layout.</summary>
/// <param name="Blocks">The classes of several transcripts that have reads.</param>
/// <param name="Singles">The classes of one transcript that have reads, some thousand at a time.</param>
sealed record ClassLayout(ClassBlock[] Blocks, SingleBlock[] Singles)
{
    /// <summary>How many transcripts a block may touch: their numbers and sums lie in the first cache.</summary>
    public const int MostTranscripts = 2048;

    /// <summary>So many classes stand side by side.</summary>
    public const int Lanes = 8;

    const int MostMembers = 1 << 17;
    const int MostSingles = 1 << 13;

    /// <summary>The layout of classes.</summary>
    /// <param name="classes">The classes.</param>
    public static ClassLayout Of(EquivalenceClasses classes)
    {
        var places = TranscriptOrder.PlacesOf(classes, classes.Counts.AsSpan());
        var (several, _) = Chosen(classes, size => size > 1, members => LeastOf(members, places));
        var (singles, transcripts) = Chosen(classes, size => size == 1, members => members[0]);
        return new([.. Cut(classes, several, places)], [.. singles.Zip(transcripts, (c, t) => (c, t)).Chunk(MostSingles).Select(SingleOf)]);
    }

    static SingleBlock SingleOf((int Class, int Transcript)[] part) =>
        new([.. part.Select(one => one.Transcript)], [.. part.Select(one => one.Class)]);

    delegate int KeyOf(ReadOnlySpan<int> members);

    // The classes with reads that are of a size, by their keys; those of one key keep their order.
    static (int[] Classes, int[] Keys) Chosen(EquivalenceClasses classes, Func<int, bool> isOfSize, KeyOf keyOf)
    {
        var (chosen, count) = (new long[classes.Count], 0);
        for (var c = 0; c < chosen.Length; c++)
            if (classes.Counts[c] > 0 && classes.MembersOf(c) is var members && isOfSize(members.Length))
                chosen[count++] = ((long)keyOf(members) << 32) | (uint)c;
        Array.Sort(chosen, 0, count);
        var (found, keys) = (new int[count], new int[count]);
        for (var i = 0; i < count; i++)
            (found[i], keys[i]) = ((int)(uint)chosen[i], (int)(chosen[i] >> 32));
        return (found, keys);
    }

    static int LeastOf(ReadOnlySpan<int> members, int[] places)
    {
        var least = int.MaxValue;
        foreach (var t in members)
            least = Math.Min(least, places[t]);
        return least;
    }

    // A block ends before it touches too many transcripts; a class that alone does is a block of its own.
    static IEnumerable<ClassBlock> Cut(EquivalenceClasses classes, int[] sorted, int[] places)
    {
        var local = new int[classes.Transcripts];
        var touched = new List<int>();
        for (var first = 0; first < sorted.Length; )
        {
            touched.Clear();
            var (next, members) = (first, 0);
            for (; next < sorted.Length; next++)
            {
                var own = classes.MembersOf(sorted[next]);
                var before = touched.Count;
                foreach (var t in own)
                    if (local[t] == 0)
                    {
                        local[t] = 1;
                        touched.Add(t);
                    }
                members += own.Length;
                if (next == first || (members <= MostMembers && touched.Count <= MostTranscripts))
                    continue;
                foreach (var t in touched.Skip(before))
                    local[t] = 0;
                touched.RemoveRange(before, touched.Count - before);
                break;
            }
            yield return BlockOf(classes, sorted.AsSpan(first..next), [.. touched.OrderBy(t => places[t])], local);
            foreach (var t in touched)
                local[t] = 0;
            first = next;
        }
    }

    static ClassBlock BlockOf(EquivalenceClasses classes, ReadOnlySpan<int> own, int[] transcripts, int[] local)
    {
        for (var i = 0; i < transcripts.Length; i++)
            local[transcripts[i]] = i;
        var bySize = new long[own.Length];
        for (var i = 0; i < own.Length; i++)
            bySize[i] = ((long)classes.MembersOf(own[i]).Length << 32) | (uint)i;
        Array.Sort(bySize);
        var (groups, members, order) = (new List<(int, int)>(), new List<ushort>(), new List<int>());
        var weights = new List<double>();
        for (var first = 0; first < bySize.Length; )
        {
            var (size, count) = ((int)(bySize[first] >> 32), 1);
            while (first + count < bySize.Length && (int)(bySize[first + count] >> 32) == size)
                count++;
            // Lanes are far apart, so that they seldom add to one transcript at once and wait for each other.
            var eights = (count + Lanes - 1) / Lanes;
            groups.Add((size, eights));
            for (var eight = 0; eight < eights; eight++)
            {
                var (at, begin) = (order.Count, members.Count);
                CollectionsMarshal.SetCount(members, begin + Lanes * size);
                var eightMembers = CollectionsMarshal.AsSpan(members)[begin..];
                if (classes.IsWeighted)
                    CollectionsMarshal.SetCount(weights, members.Count);
                for (var lane = 0; lane < Lanes; lane++)
                {
                    var place = lane * eights + eight;
                    order.Add(place < count ? own[(int)(uint)bySize[first + place]] : -1);
                    for (var j = 0; j < size; j++)
                        eightMembers[j * Lanes + lane] = (ushort)(
                            place < count ? local[classes.MembersOf(order[at + lane])[j]] : transcripts.Length
                        );
                    for (var j = 0; j < size && classes.IsWeighted; j++)
                        weights[begin + j * Lanes + lane] = place < count ? classes.Weights[classes.Offsets[order[at + lane]] + j] : 1;
                }
            }
            first += count;
        }
        return new(transcripts, [.. groups], [.. members], [.. weights], [.. order]);
    }
}
