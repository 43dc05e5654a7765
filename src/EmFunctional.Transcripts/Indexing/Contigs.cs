using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using EmFunctional.Transcripts.Sequences;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>
/// The contigs of an index: longest runs of k-mers that follow each other without a branch and that the same transcripts run through from end to end. Each
/// k-mer of a transcript, or its reverse complement, is in one contig, once.
/// </summary>
sealed class Contigs
{
    const int BlockBits = 6;

    readonly int[] _starts;
    readonly int[] _ofBlock;

    /// <summary>Contigs one behind the other.</summary>
    /// <param name="k">The length of k-mers.</param>
    /// <param name="bases">All bases.</param>
    /// <param name="starts">Where each begins, and the end [C + 1]; each has k bases or more.</param>
    public Contigs(int k, PackedBases bases, int[] starts)
    {
        (K, Bases, _starts) = (k, bases, starts);
        _ofBlock = new int[(bases.Count >> BlockBits) + 1];
        for (int block = 0, contig = 0; block < _ofBlock.Length; block++)
        {
            while (contig + 1 < starts.Length - 1 && starts[contig + 1] <= block << BlockBits)
                contig++;
            _ofBlock[block] = contig;
        }
    }

    /// <summary>k.</summary>
    public int K { get; }

    /// <summary>The bases of all contigs.</summary>
    public PackedBases Bases { get; }

    /// <summary>How many contigs there are.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Where each begins, and the end.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>Where a contig begins.</summary>
    public int Start(int contig) => _starts[contig];

    /// <summary>Where it ends.</summary>
    public int End(int contig) => _starts[contig + 1];

    /// <summary>How many k-mers it has.</summary>
    public int Kmers(int contig) => _starts[contig + 1] - _starts[contig] - K + 1;

    /// <summary>How many k-mers there are in all: bases less k − 1 for each contig.</summary>
    public long AllKmers => Bases.Count - (long)Count * (K - 1);

    /// <summary>Brings the memory near that a place needs.</summary>
    public unsafe void Near(int place)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(Unsafe.AsPointer(ref _ofBlock[place >> BlockBits]));
        Bases.Near(place);
    }

    /// <summary>The contig that has the base at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int At(int place)
    {
        var contig = _ofBlock[place >> BlockBits];
        while (_starts[contig + 1] <= place)
            contig++;
        return contig;
    }
}
