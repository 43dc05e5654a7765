namespace EmFunctional.Transcripts.Reading;

/// <summary>Some reads, one behind the other, in memory that is used again for others.</summary>
sealed class ReadBatch
{
    byte[] _letters = new byte[1 << 16];
    int[] _ends = new int[1024];
    long[] _lines = new long[1024];

    /// <summary>How many reads there are.</summary>
    public int Count { get; private set; }

    /// <summary>The letters of a read.</summary>
    public ReadOnlySpan<byte> this[int index] => _letters.AsSpan(Start(index), _ends[index] - Start(index));

    /// <summary>The line of the file where a read begins.</summary>
    public long LineOf(int index) => _lines[index];

    /// <summary>Takes all reads out.</summary>
    public void Clear() => Count = 0;

    /// <summary>Puts a read behind the others.</summary>
    public void Add(ReadOnlySpan<byte> letters, long line)
    {
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * Count);
            Array.Resize(ref _lines, 2 * Count);
        }
        (_ends[Count], _lines[Count]) = (Start(Count), line);
        Count++;
        Extend(letters);
    }

    /// <summary>Puts letters behind those of the last read.</summary>
    public void Extend(ReadOnlySpan<byte> letters)
    {
        ref var end = ref _ends[Count - 1];
        var start = end;
        end = checked(start + letters.Length);
        if (end > _letters.Length)
            Array.Resize(ref _letters, Math.Max(end, (int)Math.Min(Array.MaxLength, 2L * _letters.Length)));
        letters.CopyTo(_letters.AsSpan(start));
    }

    int Start(int index) => index == 0 ? 0 : _ends[index - 1];
}
