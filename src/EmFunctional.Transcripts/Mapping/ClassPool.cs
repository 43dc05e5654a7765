using System.Collections.Generic;
using System.Runtime.InteropServices;
using EmFunctional.Transcripts.Indexing;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>The sets of transcripts that one worker has met: those of the index, and intersections of them.</summary>
/// <param name="shared">The sets of the index.</param>
sealed class ClassPool(ClassTable shared)
{
    /// <summary>The empty set.</summary>
    public const int Empty = -1;

    readonly ClassTable _own = new();
    readonly Dictionary<ulong, int> _intersections = [];
    readonly List<int> _members = [];

    /// <summary>How many sets there are.</summary>
    public int Count => shared.Count + _own.Count;

    /// <summary>The transcripts of a set, ascending.</summary>
    public ReadOnlySpan<int> Members(int id) => id < shared.Count ? shared.Members(id) : _own.Members(id - shared.Count);

    /// <summary>The number of a set.</summary>
    /// <param name="members">Transcripts, ascending; none for the empty set.</param>
    public int Intern(ReadOnlySpan<int> members) =>
        members.IsEmpty ? Empty
        : shared.Find(members) is >= 0 and var id ? id
        : shared.Count + _own.Intern(members);

    /// <summary>What two sets have in common.</summary>
    public int Intersection(int a, int b)
    {
        if (a == b || a == Empty)
            return a;
        if (b == Empty)
            return b;
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_intersections, KeyOf(a, b), out var isKnown);
        if (!isKnown)
            known = Intersect(a, b);
        return known;
    }

    // A key for each pair, mixed: numbers of sets that meet are close to each other.
    static ulong KeyOf(int a, int b) => (((ulong)Math.Min(a, b) << 32) | (uint)Math.Max(a, b)) * 0x9E37_79B9_7F4A_7C15;

    int Intersect(int a, int b)
    {
        var x = Members(a);
        var y = Members(b);
        _members.Clear();
        for (int i = 0, j = 0; i < x.Length && j < y.Length; )
            if (x[i] == y[j])
            {
                _members.Add(x[i++]);
                j++;
            }
            else if (x[i] < y[j])
                i++;
            else
                j++;
        return Intern(CollectionsMarshal.AsSpan(_members));
    }
}
