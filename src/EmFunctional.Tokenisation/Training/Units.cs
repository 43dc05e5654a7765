using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation.Preparation;

namespace EmFunctional.Tokenisation.Training;

/// <summary>What EM goes through: the different words of a text with their counts, or its different lines where it is not split by blanks.</summary>
public sealed class Units
{
    readonly int[] _codes;
    readonly int[] _begins;
    readonly long[] _counts;
    readonly Lazy<DataHashes> _hashes;
    readonly int[] _blocks;

    Units(Alphabet alphabet, int[] codes, int[] begins, long[] counts)
    {
        (_codes, _begins, _counts) = (codes, begins, counts);
        Total = counts.Sum();
        Longest = Enumerable.Range(0, Count).Select(unit => begins[unit + 1] - begins[unit]).DefaultIfEmpty(0).Max();
        _hashes = new(() => DataHashes.Create("words", new Canonical().Add("units").Add(alphabet.Text), Count, Add));
        _blocks = Cut(begins);
    }

    /// <summary>How many different ones there are.</summary>
    public int Count => _counts.Length;

    /// <summary>How many there are in all.</summary>
    public long Total { get; }

    /// <summary>The characters of the longest.</summary>
    public int Longest { get; }

    /// <summary>The characters of all different ones.</summary>
    public int Characters => _codes.Length;

    /// <summary>What is known of where the text came from.</summary>
    internal DataDescription Read { get; private init; } = DataDescription.Unknown;

    /// <summary>The hash of all.</summary>
    public Hash256 Hash => Hashes.Id;

    internal DataHashes Hashes => _hashes.Value;

    internal ReadOnlySpan<int> this[int unit] => _codes.AsSpan(_begins[unit].._begins[unit + 1]);

    internal long CountOf(int unit) => _counts[unit];

    // Blocks are cut by the text alone, so that sums are the same on any number of threads.
    const int MostBlocks = 64;
    const int BlockCharacters = 1 << 12;

    /// <summary>Into how many blocks they are cut.</summary>
    public int Blocks => _blocks.Length - 1;

    internal (int From, int To) Block(int block) => (_blocks[block], _blocks[block + 1]);

    static int[] Cut(int[] begins)
    {
        var (units, characters) = (begins.Length - 1, begins[^1]);
        var count = Math.Clamp(characters / BlockCharacters, 1, Math.Min(MostBlocks, Math.Max(1, units)));
        var blocks = new List<int> { 0 };
        for (var unit = 1; unit <= units; unit++)
            if (begins[unit] >= (long)characters * blocks.Count / count || unit == units)
                blocks.Add(unit);
        return [.. blocks];
    }

    // Of each one its characters and how often it is seen.
    void Add(Canonical bytes, int first, int count)
    {
        var codes = _codes.AsSpan(_begins[first].._begins[first + count]);
        bytes.Add(
            Vector.Fill(codes.Length, (_codes, From: _begins[first]), static (into, x) => Copy(x._codes.AsSpan(x.From, into.Length), into))
        );
        for (var unit = first; unit < first + count; unit++)
            bytes.Add(_begins[unit + 1] - _begins[unit]).Add((double)_counts[unit]);
    }

    static void Copy(ReadOnlySpan<int> codes, Span<double> into)
    {
        for (var i = 0; i < codes.Length; i++)
            into[i] = codes[i];
    }

    /// <summary>The units of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="splitByBlank">Whether they are words.</param>
    /// <param name="read">What is known of where the text came from.</param>
    internal static Units Of(PreparedText text, bool splitByBlank, DataDescription read)
    {
        var different = new DifferentUnits(text.Codes);
        var blank = splitByBlank ? text.Alphabet.Blank : -1;
        for (int begin = 0, at = 0, line = 0; at < text.Codes.Length; at++)
        {
            var code = text.Codes[at];
            var isBegin = code == blank && at > begin && text.Codes[at - 1] != blank;
            if (code != 0 && !isBegin)
                continue;
            if (at > begin)
                different.Add(begin, at, text.Counts[line]);
            begin = code == 0 ? at + 1 : at;
            line += code == 0 ? 1 : 0;
        }
        var sorted = different.Sorted();
        var begins = new int[sorted.Length + 1];
        for (var unit = 0; unit < sorted.Length; unit++)
            begins[unit + 1] = begins[unit] + sorted[unit].Length;
        var codes = new int[begins[^1]];
        for (var unit = 0; unit < sorted.Length; unit++)
            text.Codes.AsSpan(sorted[unit].At, sorted[unit].Length).CopyTo(codes.AsSpan(begins[unit]));
        return new(text.Alphabet, codes, begins, [.. sorted.Select(unit => unit.Count)]) { Read = read };
    }
}
