using System.Threading;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>How far mapping is; another thread may look.</summary>
public sealed class MappingProgress
{
    long _processed;
    long _pseudoaligned;

    /// <summary>How many reads (or pairs) are done.</summary>
    public long Processed => Interlocked.Read(ref _processed);

    /// <summary>How many of them fit some transcript.</summary>
    public long Pseudoaligned => Interlocked.Read(ref _pseudoaligned);

    internal void Add(int processed, int pseudoaligned)
    {
        Interlocked.Add(ref _processed, processed);
        Interlocked.Add(ref _pseudoaligned, pseudoaligned);
    }
}
