using System.Runtime.CompilerServices;

namespace EmFunctional.Tokenisation.Training;

/// <summary>
/// All ways to cut one unit into pieces: from each place an arc for each piece that stands there, and where no piece of one character does, an arc of one
/// unknown character. Computes with probabilities, which are multiplied by a power of two, exactly, before they vanish.
/// </summary>
/// <remarks>One thread uses it for one unit after the other; its arrays grow to the longest.</remarks>
sealed class Lattice
{
    // What a probability is multiplied by: 2²⁵⁶.
    const int Shift = 256;
    const double Small = 1 / Large;
    const double Large = 1.157920892373162e77;
    const double LogOfLarge = 177.445678223345999210811423093;

    readonly record struct Arc(int End, int Piece, double Weight);

    readonly Lexicon _lexicon;
    readonly double[] _weights;
    Arc[] _arcs = new Arc[1 << 10];
    int[] _firsts = [0];
    double[] _before = [];
    double[] _after = [];
    int[] _shiftsBefore = [];
    int _length;

    /// <param name="lexicon">The pieces.</param>
    /// <param name="weights">The probability of each piece, where 0 is no piece, and behind them that of an unknown character.</param>
    public Lattice(Lexicon lexicon, double[] weights) => (_lexicon, _weights) = (lexicon, weights);

    /// <summary>Builds the arcs of a unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Build(ReadOnlySpan<int> unit)
    {
        Room(unit.Length);
        var nodes = _lexicon.Tree.Nodes;
        var (longest, arcs) = (_lexicon.Longest, 0);
        for (var begin = 0; begin < unit.Length; begin++)
        {
            if (arcs + longest >= _arcs.Length)
                Array.Resize(ref _arcs, 2 * _arcs.Length + longest);
            _firsts[begin] = arcs;
            var (node, hasOne) = (CodeTree.Root, false);
            for (int end = begin, last = Math.Min(unit.Length, begin + longest); end < last; end++)
            {
                var child = nodes[node].Base + unit[end];
                ref readonly var at = ref nodes[child];
                if (at.Parent != node)
                    break;
                node = child;
                if (at.Piece < 0 || !(_weights[at.Piece] > 0))
                    continue;
                _arcs[arcs++] = new(end + 1, at.Piece, _weights[at.Piece]);
                hasOne |= end == begin;
            }
            if (!hasOne)
                _arcs[arcs++] = new(begin + 1, _lexicon.Count, _weights[^1]);
        }
        _firsts[unit.Length] = arcs;
        _length = unit.Length;
    }

    void Room(int length)
    {
        if (_before.Length > length)
            return;
        var room = Math.Max(length + 1, 2 * _before.Length);
        (_before, _after, _shiftsBefore, _firsts) = (new double[room], new double[room], new int[room], new int[room]);
    }

    /// <summary>
    /// Forwards and backwards: adds to each piece's number the count times its expected number in the unit, Σ over arcs of αβp/Z.
    /// </summary>
    /// <param name="count">How often the unit counts.</param>
    /// <param name="expected">The expected numbers, behind them that of unknown characters.</param>
    /// <returns>ln Z, the logarithm of the unit's probability.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Expect(double count, Span<double> expected)
    {
        var shifts = Forward();
        var (z, share) = (_before[_length], count / _before[_length]);
        var (after, before, shiftsAfter) = (_after, _before, 0);
        after[_length] = 1;
        for (var begin = _length - 1; begin >= 0; begin--)
        {
            var scale = before[begin] * share;
            if (shifts != _shiftsBefore[begin] + shiftsAfter)
                scale = Math.ScaleB(scale, Shift * (shifts - _shiftsBefore[begin] - shiftsAfter));
            var sum = 0.0;
            for (var a = _firsts[begin]; a < _firsts[begin + 1]; a++)
            {
                ref readonly var arc = ref _arcs[a];
                var rest = arc.Weight * after[arc.End];
                expected[arc.Piece] += scale * rest;
                sum += rest;
            }
            after[begin] = sum;
            if (sum < Small && Enlarge(after, begin, Math.Min(_length, begin + _lexicon.Longest)))
                shiftsAfter++;
        }
        return Numerics.Elementary.Log(z) - shifts * LogOfLarge;
    }

    // α of each place, the probability of all ways to it; how often it was enlarged.
    int Forward()
    {
        var (before, shifts) = (_before, 0);
        before.AsSpan(0, _length + 1).Clear();
        before[0] = 1;
        for (var begin = 0; begin < _length; begin++)
        {
            if (before[begin] < Small && Enlarge(before, begin, Math.Min(_length, begin + _lexicon.Longest)))
                shifts++;
            _shiftsBefore[begin] = shifts;
            var here = before[begin];
            for (var a = _firsts[begin]; a < _firsts[begin + 1]; a++)
                before[_arcs[a].End] += here * _arcs[a].Weight;
        }
        _shiftsBefore[_length] = shifts;
        return shifts;
    }

    // Unless one of those that are still to be used is large enough: then what vanishes beside it counts nothing.
    static bool Enlarge(double[] values, int from, int to)
    {
        var window = values.AsSpan(from..(to + 1));
        foreach (var value in window)
            if (value >= Small)
                return false;
        foreach (ref var value in window)
            value *= Large;
        return true;
    }
}
