using EmFunctional.Transcripts.Sequences;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>
/// Goes over all (k − 1)-mers of the transcripts, some at a time, so that the table's memory comes while others are worked on.
/// </summary>
sealed class NodePass(TranscriptSequences transcripts, int k)
{
    const int AtOnce = 64;
    const int All = 0b1111;

    readonly ulong[] _keys = new ulong[AtOnce];
    readonly int[] _slots = new int[AtOnce];
    readonly byte[] _aspects = new byte[AtOnce];
    readonly ulong _mask = Bases.Mask(k - 1);

    // How a (k − 1)-mer lies in the table: as it is, turned, or both, which is its own reverse complement.
    const byte AsIs = 0;
    const byte Turned = 1;
    const byte Both = 2;

    /// <summary>Marks what stands before and behind each; where a transcript begins or ends, all bases, so that a contig ends there.</summary>
    public void Fill(NodeTable table)
    {
        for (var t = 0; t < transcripts.Names.Length; t++)
        {
            var (start, end) = (transcripts.Starts[t], transcripts.Starts[t + 1]);
            if (end - start < k)
                continue;
            var last = end - (k - 1);
            for (var from = start; from <= last; from += AtOnce)
            {
                var count = Math.Min(AtOnce, last + 1 - from);
                table.Reserve(count);
                Approach(table, from, count);
                for (var i = 0; i < count; i++)
                {
                    var place = from + i;
                    var before = place == start ? All : 1 << transcripts.Bases.CodeAt(place - 1);
                    var behind = place == last ? All : 1 << transcripts.Bases.CodeAt(place + k - 1);
                    table.Mark(_keys[i], _slots[i], Marks(_aspects[i], before, behind));
                }
            }
        }
    }

    /// <summary>Whether a contig ends at each (k − 1)-mer of a transcript, both ends of the transcript included.</summary>
    /// <param name="table">The table.</param>
    /// <param name="transcript">The transcript, of k bases or more.</param>
    /// <param name="ends">Room for an answer each.</param>
    public void Ends(NodeTable table, int transcript, Span<bool> ends)
    {
        var (start, nodes) = (transcripts.Starts[transcript], transcripts.ClippedLength(transcript) - k + 2);
        for (var from = 0; from < nodes; from += AtOnce)
        {
            var count = Math.Min(AtOnce, nodes - from);
            Approach(table, start + from, count);
            for (var i = 0; i < count; i++)
                ends[from + i] = !IsPassage(table.MarksOf(_keys[i], _slots[i]));
        }
    }

    // One base before and one behind.
    static bool IsPassage(int marks)
    {
        var (before, behind) = (marks >> NodeTable.Before, marks & All);
        return (before & (before - 1)) == 0 && (behind & (behind - 1)) == 0;
    }

    // Bases before a turned one stand behind it, complemented. What is its own reverse complement is never passed.
    static int Marks(byte aspect, int before, int behind) =>
        aspect switch
        {
            AsIs => (before << NodeTable.Before) | behind,
            Turned => (Complements(behind) << NodeTable.Before) | Complements(before),
            _ => (All << NodeTable.Before) | All,
        };

    // The complement of code b is b ^ 2.
    static int Complements(int bases) => ((bases << 2) | (bases >> 2)) & All;

    void Approach(NodeTable table, int from, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var node = transcripts.Bases.At(from + i, _mask);
            var reverse = Bases.ReverseComplement(node, k - 1);
            _keys[i] = Math.Min(node, reverse);
            _aspects[i] =
                node < reverse ? AsIs
                : node > reverse ? Turned
                : Both;
            _slots[i] = table.Approach(_keys[i]);
        }
    }
}
