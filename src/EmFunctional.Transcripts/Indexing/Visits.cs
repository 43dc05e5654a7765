namespace EmFunctional.Transcripts.Indexing;

/// <summary>Through which contigs each transcript runs, in order.</summary>
/// <param name="starts">Where the visits of each transcript begin, and the end [T + 1].</param>
/// <param name="codes">The contigs, each with its direction.</param>
sealed class Visits(int[] starts, int[] codes)
{
    /// <summary>Where the visits of each transcript begin, and the end.</summary>
    public ReadOnlySpan<int> Starts => starts;

    /// <summary>All visits.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The visits of a transcript.</summary>
    public ReadOnlySpan<int> Of(int transcript) => codes.AsSpan(starts[transcript], starts[transcript + 1] - starts[transcript]);

    /// <summary>A visit as a number.</summary>
    public static int Code(int contig, bool isAlong) => 2 * contig + (isAlong ? 0 : 1);

    /// <summary>The contig of a visit.</summary>
    public static int ContigOf(int code) => code >> 1;

    /// <summary>Whether the transcript runs along the contig, and not against it.</summary>
    public static bool IsAlong(int code) => (code & 1) == 0;
}
