using System.Collections.Generic;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>
/// The first of some numbers in the order of the reads, however many threads bring them: batches that come early wait for those before them.
/// </summary>
/// <param name="most">How many are wanted.</param>
/// <param name="cutsBatches">Whether no more than these are taken; otherwise the batch that reaches the number is taken as a whole.</param>
sealed class OrderedSamples(int most, bool cutsBatches)
{
    readonly Dictionary<long, IReadOnlyList<int>> _waiting = [];
    readonly int[] _counts = new int[4096];
    long _next;
    volatile bool _isFull = most == 0;

    /// <summary>Whether no more are needed.</summary>
    public bool IsFull => _isFull;

    /// <summary>How many were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>How often each number came.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Takes what a batch has. One thread at a time.</summary>
    /// <param name="batch">The number of the batch, from 0; each comes once.</param>
    /// <param name="samples">Numbers from 0 to 4095.</param>
    public void Take(long batch, IReadOnlyList<int> samples)
    {
        if (_isFull)
            return;
        _waiting[batch] = samples;
        while (!_isFull && _waiting.Remove(_next, out var ready))
        {
            foreach (var sample in ready)
                if (!cutsBatches || Taken < most)
                {
                    _counts[sample]++;
                    Taken++;
                }
            _next++;
            _isFull = Taken >= most;
        }
    }
}
