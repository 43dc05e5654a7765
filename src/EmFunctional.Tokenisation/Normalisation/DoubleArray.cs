using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace EmFunctional.Tokenisation.Normalisation;

/// <summary>
/// A set of byte strings with a number for each, as one array of units: a step by one byte is one look-up. Equal subtrees are stored once, so that many keys
/// with few numbers take little room.
/// </summary>
/// <remarks>
/// A state stands at a base b. Its child by the byte c is the unit u at b ⊕ c, if its label is c; that child's base is (b ⊕ c) ⊕ offset(u). Where bit 8 of u is
/// set, the child ends a key, and the unit at the child's base holds the number. Label: u and 0x800000FF; offset: (u ≫ 10) ≪ ((u and 0x200) ≫ 6).
/// Sources: Aoe (1989), IEEE Transactions on Software Engineering 15:1066; the layout is that of Yata's darts-clone, which SentencePiece's files hold.
/// </remarks>
sealed class DoubleArray
{
    internal const uint Leaf = 0x80000000;
    internal const uint EndsKey = 0x100;
    const uint LabelMask = Leaf | 0xFF;

    readonly uint[] _units;

    /// <summary>An array that was built before.</summary>
    /// <param name="units">Its units.</param>
    public DoubleArray(ReadOnlySpan<uint> units) => _units = units.ToArray();

    internal DoubleArray(uint[] units) => _units = units;

    /// <summary>The units.</summary>
    public ReadOnlySpan<uint> Units => _units;

    /// <summary>The base of the state before any byte.</summary>
    public uint Root => _units.Length == 0 ? uint.MaxValue : Offset(_units[0]);

    /// <summary>Builds the array of keys.</summary>
    /// <param name="sorted">The keys, none empty and none with a byte 0, in the order of their bytes and each once, with numbers from 0.</param>
    /// <exception cref="ArgumentException">A key is empty, has a byte 0, or is not above the one before; or a number is negative.</exception>
    public static DoubleArray Build(IEnumerable<KeyValuePair<ReadOnlyMemory<byte>, int>> sorted) => new(Placement.Of(Automaton.Of(sorted)));

    /// <summary>Goes on by a byte.</summary>
    /// <param name="at">The base of the state, which becomes that of the next one; unchanged where there is none.</param>
    /// <param name="c">The byte.</param>
    /// <returns>The number of the key that ends here, −1 where none does but keys go on, −2 where no key goes on so.</returns>
    public int Step(ref uint at, byte c)
    {
        var place = at ^ c;
        if (place >= (uint)_units.Length)
            return -2;
        var unit = _units[place];
        if ((unit & LabelMask) != c)
            return -2;
        at = place ^ Offset(unit);
        return (unit & EndsKey) == 0 || at >= (uint)_units.Length ? -1 : (int)(_units[at] & ~Leaf);
    }

    /// <summary>The longest key with which a text begins.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">Its number.</param>
    /// <returns>How many bytes it has; 0 where there is none.</returns>
    public int Longest(ReadOnlySpan<byte> text, out int value)
    {
        var (at, length) = (Root, 0);
        value = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var found = Step(ref at, text[i]);
            if (found == -2)
                break;
            if (found >= 0)
                (value, length) = (found, i + 1);
        }
        return length;
    }

    static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    // The smallest automaton of the keys: states in the order in which they were finished, the root last.
    // Source: Daciuk, Mihov, Watson, Watson (2000), Computational Linguistics 26:3, algorithm 1.
    sealed class Automaton : IEqualityComparer<int>
    {
        readonly List<int> _begin = [0];
        readonly List<byte> _labels = [];
        readonly List<int> _children = [];
        readonly List<int> _values = [];
        readonly HashSet<int> _known;

        Automaton() => _known = new(this);

        public int Root => _values.Count - 1;

        public int States => _values.Count;

        public int Value(int state) => _values[state];

        public ReadOnlySpan<byte> Labels(int state) => Part(_labels, state);

        public ReadOnlySpan<int> Children(int state) => Part(_children, state);

        ReadOnlySpan<T> Part<T>(List<T> of, int state) => CollectionsMarshal.AsSpan(of)[_begin[state].._begin[state + 1]];

        public static Automaton Of(IEnumerable<KeyValuePair<ReadOnlyMemory<byte>, int>> sorted)
        {
            var (automaton, open, last) = (new Automaton(), new List<OpenState> { new() }, ReadOnlyMemory<byte>.Empty);
            foreach (var (key, value) in sorted)
            {
                if (value < 0 || key.Span.Contains((byte)0) || key.Span.SequenceCompareTo(last.Span) <= 0)
                    throw new ArgumentException(
                        "keys must be sorted, not empty, without bytes 0 and each once, with numbers from 0",
                        nameof(sorted)
                    );
                automaton.Close(open, key.Span.CommonPrefixLength(last.Span));
                for (var i = open.Count - 1; i < key.Length; i++)
                {
                    open[i].Labels.Add(key.Span[i]);
                    open.Add(new());
                }
                open[^1].Value = value;
                last = key;
            }
            automaton.Close(open, 0);
            automaton.Add(open[0]);
            return automaton;
        }

        // The states of the last key that no later key can share are finished.
        void Close(List<OpenState> open, int depth)
        {
            for (; open.Count > depth + 1; open.RemoveAt(open.Count - 1))
                open[^2].Children.Add(Add(open[^1]));
        }

        int Add(OpenState state)
        {
            _labels.AddRange(state.Labels);
            _children.AddRange(state.Children);
            _values.Add(state.Value);
            _begin.Add(_labels.Count);
            var added = Root;
            if (!_known.TryGetValue(added, out var same))
            {
                _known.Add(added);
                return added;
            }
            _begin.RemoveAt(_begin.Count - 1);
            _values.RemoveAt(added);
            _labels.RemoveRange(_begin[^1], state.Labels.Count);
            _children.RemoveRange(_begin[^1], state.Children.Count);
            return same;
        }

        public bool Equals(int a, int b) =>
            _values[a] == _values[b] && Labels(a).SequenceEqual(Labels(b)) && Children(a).SequenceEqual(Children(b));

        public int GetHashCode(int state)
        {
            var hash = new HashCode();
            hash.Add(_values[state]);
            hash.AddBytes(Labels(state));
            hash.AddBytes(MemoryMarshal.AsBytes(Children(state)));
            return hash.ToHashCode();
        }

        sealed class OpenState
        {
            public List<byte> Labels { get; } = [];
            public List<int> Children { get; } = [];
            public int Value { get; set; } = -1;
        }
    }

    // Where the states stand. A state is placed into the gaps of the last blocks of 256 units, so that the search for a gap stays short.
    sealed class Placement(Automaton automaton)
    {
        const int Block = 256;
        const int OpenBlocks = 16;
        const uint LowBits = 0xFF;
        const uint HighBits = 0xFFu << 21;

        readonly List<uint> _units = [];
        readonly List<bool> _isTaken = [];
        readonly List<bool> _isBase = [];

        // The free places in their order, each with the one behind and the one before it; the first of all stands for the end.
        readonly List<int> _next = [0];
        readonly List<int> _previous = [0];
        readonly uint[] _bases = new uint[automaton.States];

        public static uint[] Of(Automaton automaton)
        {
            var placement = new Placement(automaton);
            placement.Extend();
            placement.Take(0);
            placement._isBase[0] = true;
            placement.Put(automaton.Root, 0, 0);
            return [.. placement._units];
        }

        // Points the unit at a place to a state, which is placed if it is not yet, or stands too far away to be pointed at.
        void Put(int root, int from, uint label)
        {
            var waiting = new Stack<(int State, int From, uint Label)>([(root, from, label)]);
            while (waiting.TryPop(out var next))
            {
                var (state, place, with) = next;
                var known = _bases[state];
                var isNew = known == 0 || !CanPoint((uint)place, known);
                var at = isNew ? Gap(state, (uint)place) : known;
                _units[place] = with | (automaton.Value(state) >= 0 ? EndsKey : 0) | Encoded((uint)place ^ at);
                if (!isNew)
                    continue;
                _bases[state] = at;
                _isBase[(int)at] = true;
                if (automaton.Value(state) >= 0)
                {
                    Take((int)at);
                    _units[(int)at] = Leaf | (uint)automaton.Value(state);
                }
                var labels = automaton.Labels(state);
                var children = automaton.Children(state);
                foreach (var c in labels)
                    Take((int)(at ^ c));
                for (var i = labels.Length - 1; i >= 0; i--)
                    waiting.Push((children[i], (int)(at ^ labels[i]), labels[i]));
            }
        }

        static uint Encoded(uint offset) => offset < 1u << 21 ? offset << 10 : (offset << 2) | 0x200;

        static bool CanPoint(uint from, uint to) => ((from ^ to) & LowBits) == 0 || ((from ^ to) & HighBits) == 0;

        uint Gap(int state, uint from)
        {
            var labels = automaton.Labels(state);
            var first = automaton.Value(state) >= 0 || labels.IsEmpty ? (byte)0 : labels[0];
            for (var place = _next[0]; place > 0; place = _next[place])
            {
                var at = (uint)place ^ first;
                if (!_isBase[(int)at] && CanPoint(from, at) && AreFree(at, labels))
                    return at;
            }
            Extend();
            // The low bits of where it points from, so that it can point to any block.
            return (uint)(_units.Count - Block) | (from & LowBits);
        }

        bool AreFree(uint at, ReadOnlySpan<byte> labels)
        {
            foreach (var c in labels)
                if (_isTaken[(int)(at ^ c)])
                    return false;
            return true;
        }

        void Take(int place)
        {
            _isTaken[place] = true;
            Unlink(place);
        }

        // A unit that no state has is no child of any: its label is that of a number.
        void Extend()
        {
            var begin = _units.Count;
            for (var i = 0; i < Block; i++)
            {
                _units.Add(Leaf);
                _isTaken.Add(false);
                _isBase.Add(false);
                if (begin + i > 0)
                    Link(begin + i);
            }
            while (begin >= OpenBlocks * Block && _next[0] > 0 && _next[0] < begin - ((OpenBlocks - 1) * Block))
                Unlink(_next[0]);
        }

        void Link(int place)
        {
            var last = _previous[0];
            _next.Add(0);
            _previous.Add(last);
            (_next[last], _previous[0]) = (place, place);
        }

        // One that is not there stays so.
        void Unlink(int place)
        {
            if (place > 0 && _next[_previous[place]] == place)
            {
                (_next[_previous[place]], _previous[_next[place]]) = (_next[place], _previous[place]);
                _previous[place] = place;
            }
        }
    }
}
