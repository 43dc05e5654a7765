namespace EmFunctional.Transcripts.Model;

/// <summary>Which strand of a transcript the first read of a pair comes from, where the library keeps it.</summary>
public enum StrandMode
{
    /// <summary>Either: the library does not keep the strand.</summary>
    Unstranded,

    /// <summary>The strand of the transcript itself (<c>--fr-stranded</c>).</summary>
    FirstForward,

    /// <summary>The opposite strand (<c>--rf-stranded</c>).</summary>
    FirstReverse,
}
