using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace EmFunctional.Transcripts.Indexing;

/// <summary>
/// Which bases stand before and behind each (k − 1)-mer of the transcripts, on both strands. A k-mer is followed by another if the (k − 1)-mer that they share
/// has its last base behind it, so a contig goes on over a (k − 1)-mer that has one base before and one behind it.
/// </summary>
sealed class NodeTable
{
    /// <summary>Base b behind the (k − 1)-mer is bit b; base b before it is bit 4 + b.</summary>
    public const int Before = 4;

    const double Load = 0.7;

    ulong[] _keys;
    byte[] _marks;

    /// <summary>An empty table.</summary>
    /// <param name="expected">How many entries it will likely have.</param>
    public NodeTable(long expected)
    {
        var slots = checked((int)(Math.Max(expected, 16) / Load));
        (_keys, _marks) = (new ulong[slots], new byte[slots]);
    }

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>The slot where the search for a key begins; it is brought near.</summary>
    public unsafe int Approach(ulong key)
    {
        var slot = SlotOf(key, _keys.Length);
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref _keys[slot]));
            Sse.Prefetch0(Unsafe.AsPointer(ref _marks[slot]));
        }
        return slot;
    }

    /// <summary>Makes room for some entries, so that slots stay where they are while these are added.</summary>
    public void Reserve(int entries)
    {
        if (Count + (long)entries > (long)(_keys.Length * Load))
            Grow();
    }

    /// <summary>Adds marks to an entry.</summary>
    /// <param name="key">The (k − 1)-mer.</param>
    /// <param name="slot">What <see cref="Approach"/> said.</param>
    /// <param name="marks">The marks.</param>
    public void Mark(ulong key, int slot, int marks)
    {
        while (_keys[slot] != key + 1)
        {
            if (_keys[slot] == 0)
            {
                (_keys[slot], Count) = (key + 1, Count + 1);
                break;
            }
            slot = slot + 1 == _keys.Length ? 0 : slot + 1;
        }
        _marks[slot] |= (byte)marks;
    }

    /// <summary>The marks of an entry that is there.</summary>
    /// <param name="key">The (k − 1)-mer.</param>
    /// <param name="slot">What <see cref="Approach"/> said.</param>
    public int MarksOf(ulong key, int slot)
    {
        while (_keys[slot] != key + 1)
            slot = slot + 1 == _keys.Length ? 0 : slot + 1;
        return _marks[slot];
    }

    void Grow()
    {
        var (keys, marks) = (_keys, _marks);
        var slots = checked((int)(keys.Length * 1.6) + 1024);
        (_keys, _marks, Count) = (new ulong[slots], new byte[slots], 0);
        for (var i = 0; i < keys.Length; i++)
            if (keys[i] != 0)
                Mark(keys[i] - 1, SlotOf(keys[i] - 1, slots), marks[i]);
    }

    static int SlotOf(ulong key, int slots) => KmerTable.SlotOf(key ^ (key >> 31), slots);
}
