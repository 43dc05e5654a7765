using System.Runtime.InteropServices;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>Sets of transcripts, each once and with a number: in the order in which they came.</summary>
sealed class ClassTable
{
    int[] _starts = new int[64];
    int[] _members = new int[256];
    int[] _slots = new int[128];

    /// <summary>How many sets there are.</summary>
    public int Count { get; private set; }

    /// <summary>The transcripts of a set, ascending.</summary>
    public ReadOnlySpan<int> Members(int id) => _members.AsSpan(_starts[id], _starts[id + 1] - _starts[id]);

    /// <summary>The number of a set, or −1 where it is not there.</summary>
    /// <param name="members">Transcripts, ascending.</param>
    public int Find(ReadOnlySpan<int> members) => _slots[SlotOf(members)] - 1;

    /// <summary>The number of a set, which is added where it is not there.</summary>
    /// <param name="members">Transcripts, ascending.</param>
    public int Intern(ReadOnlySpan<int> members)
    {
        var slot = SlotOf(members);
        return _slots[slot] > 0 ? _slots[slot] - 1 : Add(members, slot);
    }

    int Add(ReadOnlySpan<int> members, int slot)
    {
        var end = _starts[Count] + members.Length;
        if (end > _members.Length)
            Array.Resize(ref _members, checked(Math.Max(end, _members.Length * 2)));
        if (Count + 2 > _starts.Length)
            Array.Resize(ref _starts, _starts.Length * 2);
        members.CopyTo(_members.AsSpan(_starts[Count]));
        _starts[++Count] = end;
        _slots[slot] = Count;
        if (Count * 2 > _slots.Length)
            Grow();
        return Count - 1;
    }

    void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var id = 0; id < Count; id++)
            _slots[SlotOf(Members(id))] = id + 1;
    }

    // The slot of the set, or the free one where it belongs.
    int SlotOf(ReadOnlySpan<int> members)
    {
        var slot = (int)(HashOf(members) & (uint)(_slots.Length - 1));
        while (_slots[slot] > 0 && !Members(_slots[slot] - 1).SequenceEqual(members))
            slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    static uint HashOf(ReadOnlySpan<int> members) => (uint)System.IO.Hashing.XxHash3.HashToUInt64(MemoryMarshal.AsBytes(members));
}
