namespace EmFunctional.Tokenisation.Training;

// The different ones of many parts of a text, with their counts.
sealed class DifferentUnits(int[] text)
{
    public record struct Unit(int At, int Length, long Count);

    Unit[] _units = new Unit[1 << 10];
    int[] _table = NewTable(1 << 12);
    int _count;

    static int[] NewTable(int size)
    {
        var table = new int[size];
        table.AsSpan().Fill(-1);
        return table;
    }

    public void Add(int begin, int end, long count)
    {
        var slot = Find(text.AsSpan(begin..end));
        if (_table[slot] >= 0)
            _units[_table[slot]].Count += count;
        else
        {
            if (_count == _units.Length)
                Array.Resize(ref _units, 2 * _count);
            _units[_count] = new(begin, end - begin, count);
            _table[slot] = _count++;
            if (4 * _count > _table.Length)
                Rehash();
        }
    }

    int Find(ReadOnlySpan<int> part)
    {
        var slot = (int)(HashOf(part) & (uint)(_table.Length - 1));
        while (_table[slot] >= 0 && !SpanOf(_units[_table[slot]]).SequenceEqual(part))
            slot = slot + 1 & _table.Length - 1;
        return slot;
    }

    ReadOnlySpan<int> SpanOf(Unit unit) => text.AsSpan(unit.At, unit.Length);

    void Rehash()
    {
        _table = NewTable(4 * _table.Length);
        for (var i = 0; i < _count; i++)
            _table[Find(SpanOf(_units[i]))] = i;
    }

    // FNV-1a of 64 bits, with its high bits folded in.
    static uint HashOf(ReadOnlySpan<int> part)
    {
        var hash = 14695981039346656037UL;
        foreach (var code in part)
            hash = (hash ^ (uint)code) * 1099511628211UL;
        return (uint)(hash ^ hash >> 32);
    }

    /// <summary>The most frequent first, of equals in the order of their text.</summary>
    public Unit[] Sorted()
    {
        var sorted = _units.AsSpan(0, _count).ToArray();
        Array.Sort(sorted, (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : SpanOf(a).SequenceCompareTo(SpanOf(b)));
        return sorted;
    }
}
