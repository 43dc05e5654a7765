using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>
/// An order of transcripts in which those that share reads stand near each other, so that what a block of classes touches fits into the cache. It moves no
/// number: sums are taken in the order of the blocks, which is the same on every machine.
/// </summary>
/// <remarks>Breadth first through the classes, as Cuthill and McKee (1969) order the rows of a sparse matrix.</remarks>
static class TranscriptOrder
{
    /// <summary>The place of each transcript in the order [T].</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="counts">Those that count nothing join nobody.</param>
    public static int[] PlacesOf(EquivalenceClasses classes, ReadOnlySpan<long> counts)
    {
        var (beginnings, ofTranscript) = ClassesByTranscript(classes, counts);
        var (places, order) = (new int[classes.Transcripts], new int[classes.Transcripts]);
        var isSeen = new bool[classes.Count];
        places.AsSpan().Fill(-1);
        var found = 0;
        for (var first = 0; first < places.Length; first++)
        {
            if (places[first] >= 0)
                continue;
            Visit(first);
            for (var at = places[first]; at < found; at++)
            for (var i = beginnings[order[at]]; i < beginnings[order[at] + 1]; i++)
            {
                var c = ofTranscript[i];
                if (isSeen[c])
                    continue;
                isSeen[c] = true;
                foreach (var other in classes.MembersOf(c))
                    if (places[other] < 0)
                        Visit(other);
            }
        }
        return places;

        void Visit(int transcript)
        {
            places[transcript] = found;
            order[found++] = transcript;
        }
    }

    static (int[] Beginnings, int[] Classes) ClassesByTranscript(EquivalenceClasses classes, ReadOnlySpan<long> counts)
    {
        var beginnings = new int[classes.Transcripts + 1];
        for (var c = 0; c < classes.Count; c++)
            if (counts[c] > 0)
                foreach (var t in classes.MembersOf(c))
                    beginnings[t + 1]++;
        for (var t = 0; t < classes.Transcripts; t++)
            beginnings[t + 1] += beginnings[t];
        var (next, ofTranscript) = (beginnings[..^1], new int[beginnings[^1]]);
        for (var c = 0; c < classes.Count; c++)
            if (counts[c] > 0)
                foreach (var t in classes.MembersOf(c))
                    ofTranscript[next[t]++] = c;
        return (beginnings, ofTranscript);
    }
}
