using System.Collections.Generic;
using System.Linq;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>The classes of several transcripts as blocks, and those of one apart. Made once; bootstraps have other counts on the same layout.</summary>
/// <param name="Blocks">The classes of several transcripts that have reads.</param>
/// <param name="Singles">The classes of one transcript that have reads, some thousand at a time.</param>
sealed record ClassLayout(ClassBlock[] Blocks, SingleBlock[] Singles)
{
    /// <summary>How many transcripts a block may touch: their numbers and sums lie in the first cache.</summary>
    public const int MostTranscripts = 2048;

    const int MostMembers = 1 << 16;
    const int MostSingles = 1 << 13;

    /// <summary>The layout of classes.</summary>
    /// <param name="classes">The classes.</param>
    public static ClassLayout Of(EquivalenceClasses classes)
    {
        var counts = classes.Counts.AsSpan();
        var places = TranscriptOrder.PlacesOf(classes, counts);
        var (keys, several, singles) = (new List<int>(), new List<int>(), new List<(int Transcript, int Class)>());
        for (var c = 0; c < classes.Count; c++)
            if (counts[c] > 0)
                if (classes.MembersOf(c) is [var only])
                    singles.Add((only, c));
                else
                {
                    several.Add(c);
                    keys.Add(LeastOf(classes.MembersOf(c), places));
                }
        // Classes of one first transcript keep their order.
        var sorted = Enumerable.Range(0, several.Count).OrderBy(i => keys[i]).Select(i => several[i]).ToArray();
        return new(
            [.. Cut(classes, sorted, places)],
            [
                .. singles
                    .OrderBy(single => single.Transcript)
                    .Chunk(MostSingles)
                    .Select(part => new SingleBlock([.. part.Select(one => one.Transcript)], [.. part.Select(one => one.Class)])),
            ]
        );
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
        var (stamps, block) = (new int[classes.Transcripts], 0);
        var (first, transcripts, members) = (0, new List<int>(), 0);
        for (var i = 0; i <= sorted.Length; i++)
        {
            var isEnd = i == sorted.Length;
            var size = isEnd ? 0 : classes.MembersOf(sorted[i]).Length;
            if (isEnd || (i > first && (members + size > MostMembers || transcripts.Count + NewOf(sorted[i]) > MostTranscripts)))
            {
                if (i > first)
                    yield return BlockOf(classes, sorted.AsSpan(first, i - first), transcripts, places);
                (first, members, block) = (i, 0, block + 1);
                transcripts.Clear();
            }
            if (isEnd)
                yield break;
            members += size;
            foreach (var t in classes.MembersOf(sorted[i]))
                if (stamps[t] != block + 1)
                {
                    stamps[t] = block + 1;
                    transcripts.Add(t);
                }
        }

        int NewOf(int c)
        {
            var count = 0;
            foreach (var t in classes.MembersOf(c))
                count += stamps[t] == block + 1 ? 0 : 1;
            return count;
        }
    }

    static ClassBlock BlockOf(EquivalenceClasses classes, ReadOnlySpan<int> own, List<int> touched, int[] places)
    {
        int[] transcripts = [.. touched.OrderBy(t => places[t])];
        var local = new Dictionary<int, int>(transcripts.Length);
        for (var i = 0; i < transcripts.Length; i++)
            local[transcripts[i]] = i;
        var bySize = own.ToArray().GroupBy(c => classes.MembersOf(c).Length).OrderBy(group => group.Key);
        var (groups, members, order) = (new List<(int, int)>(), new List<ushort>(), new List<int>());
        foreach (var group in bySize)
        {
            var eights = group.Chunk(8).ToArray();
            groups.Add((group.Key, eights.Length));
            foreach (var eight in eights)
            {
                for (var j = 0; j < group.Key; j++)
                for (var lane = 0; lane < 8; lane++)
                    members.Add((ushort)(lane < eight.Length ? local[classes.MembersOf(eight[lane])[j]] : transcripts.Length));
                for (var lane = 0; lane < 8; lane++)
                    order.Add(lane < eight.Length ? eight[lane] : -1);
            }
        }
        return new(transcripts, [.. groups], [.. members], [.. order]);
    }
}
