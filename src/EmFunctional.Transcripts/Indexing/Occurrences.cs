namespace EmFunctional.Transcripts.Indexing;

/// <summary>Where each contig comes first in each transcript that runs through it.</summary>
sealed class Occurrences
{
    readonly int[] _starts;
    readonly int[] _transcripts;
    readonly int[] _places;

    /// <summary>The visits of the transcripts, by contig.</summary>
    public Occurrences(Contigs contigs, Visits visits)
    {
        _starts = new int[contigs.Count + 1];
        foreach (var code in visits.Codes)
            _starts[Visits.ContigOf(code) + 1]++;
        for (var contig = 0; contig < contigs.Count; contig++)
            _starts[contig + 1] += _starts[contig];
        (_transcripts, _places) = (new int[visits.Codes.Length], new int[visits.Codes.Length]);
        var next = _starts.AsSpan(0, contigs.Count).ToArray();
        for (var t = 0; t + 1 < visits.Starts.Length; t++)
        {
            var place = 0;
            foreach (var code in visits.Of(t))
            {
                var contig = Visits.ContigOf(code);
                var at = next[contig]++;
                (_transcripts[at], _places[at]) = (t, 2 * place + (Visits.IsAlong(code) ? 0 : 1));
                place += contigs.Kmers(contig);
            }
        }
    }

    /// <summary>The transcripts that run through a contig, ascending; one that does so twice comes twice.</summary>
    public ReadOnlySpan<int> Transcripts(int contig) => _transcripts.AsSpan(_starts[contig], _starts[contig + 1] - _starts[contig]);

    /// <summary>Where a contig comes first in a transcript that runs through it: the place of its first base there, and whether in its direction.</summary>
    public (int Place, bool IsAlong) First(int contig, int transcript) => Decoded(FirstAt(contig, transcript));

    /// <summary>The same, or nothing where the transcript does not run through the contig.</summary>
    public (int Place, bool IsAlong)? Find(int contig, int transcript) =>
        FirstAt(contig, transcript) is var at && at < _starts[contig + 1] && _transcripts[at] == transcript ? Decoded(at) : null;

    (int Place, bool IsAlong) Decoded(int at) => (_places[at] >> 1, (_places[at] & 1) == 0);

    // The first of a contig's occurrences whose transcript is not below.
    int FirstAt(int contig, int transcript)
    {
        var (low, high) = (_starts[contig], _starts[contig + 1]);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _transcripts[middle] < transcript ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
