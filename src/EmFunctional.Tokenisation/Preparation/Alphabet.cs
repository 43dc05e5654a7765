using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace EmFunctional.Tokenisation.Preparation;

/// <summary>A character and how often it stands in the text.</summary>
/// <param name="Rune">The character.</param>
/// <param name="Count">How often.</param>
public readonly record struct CharacterCount(Rune Rune, long Count);

/// <summary>
/// The characters of a text that are pieces, and a code for each: 1, 2, … in the order of code points, so that codes sort as text does. ▅ and the boundary
/// have codes too; 0 ends a line.
/// </summary>
public sealed class Alphabet
{
    readonly int[] _points;
    readonly int[] _codes;
    readonly int _rare;

    Alphabet(CharacterCount[] required, long characters, double coverage)
    {
        (Required, Characters, Coverage) = (required, characters, coverage);
        _points = [.. required.Select(of => of.Rune.Value).Append(Marks.Boundary).Append(Marks.Rare).Distinct().Order()];
        _codes = new int[Math.Max(0x10000, _points[^1] + 1)];
        _rare = 1 + System.Array.BinarySearch(_points, Marks.Rare);
        System.Array.Fill(_codes, _rare);
        for (var i = 0; i < _points.Length; i++)
            _codes[_points[i]] = i + 1;
        _codes[Marks.End] = 0;
    }

    /// <summary>The characters that are pieces, the most frequent first; of equals the lower code point.</summary>
    public IReadOnlyList<CharacterCount> Required { get; }

    /// <summary>How many characters the text has.</summary>
    public long Characters { get; }

    /// <summary>Which part of them the required ones are.</summary>
    public double Coverage { get; }

    /// <summary>How many codes there are, 0 included.</summary>
    internal int Codes => _points.Length + 1;

    internal int Rare => _rare;

    internal int Boundary => CodeOf(Marks.Boundary);

    internal int Blank => CodeOf(Marks.Blank);

    /// <summary>The code of a code point: that of ▅ if it is not required.</summary>
    internal int CodeOf(int point) => point < _codes.Length ? _codes[point] : _rare;

    /// <summary>The code point of a code.</summary>
    internal int PointOf(int code) => _points[code - 1];

    /// <summary>
    /// The characters taken in the order of their counts as long as those before cover less than asked; those that must be there come first.
    /// </summary>
    /// <param name="counts">How often each character stands in the text.</param>
    /// <param name="coverage">Which part of the text they are to cover.</param>
    /// <param name="must">Characters that are taken in any case.</param>
    internal static Alphabet Of(IReadOnlyDictionary<int, long> counts, double coverage, string must)
    {
        var total = counts.Values.Sum();
        var musts = must.EnumerateRunes().Select(rune => rune.Value).ToHashSet();
        var covered = 0L;
        var taken = new List<CharacterCount>();
        var sorted = counts.OrderByDescending(of => musts.Contains(of.Key)).ThenByDescending(of => of.Value).ThenBy(of => of.Key);
        foreach (var (point, count) in sorted)
        {
            if (!musts.Contains(point) && (double)covered / total >= coverage)
                break;
            covered += count;
            if (point is not (Marks.Boundary or Marks.Rare))
                taken.Add(new(new Rune(point), count));
        }
        taken.AddRange(musts.Where(point => !counts.ContainsKey(point)).Select(point => new CharacterCount(new Rune(point), 0)));
        return new(
            [.. taken.OrderByDescending(of => of.Count).ThenBy(of => of.Rune.Value)],
            total,
            total == 0 ? 1 : (double)covered / total
        );
    }

    /// <summary>All characters that have a code, in the order of codes.</summary>
    internal string Text => string.Concat(_points.Select(point => new Rune(point).ToString()));

    /// <summary>The text of some codes.</summary>
    internal string TextOf(ReadOnlySpan<int> codes)
    {
        var text = new StringBuilder(codes.Length);
        Span<char> units = stackalloc char[2];
        foreach (var code in codes)
            text.Append(units[..new Rune(PointOf(code)).EncodeToUtf16(units)]);
        return text.ToString();
    }

    /// <summary>The codes of a text.</summary>
    internal int[] CodesOf(string text) => [.. text.EnumerateRunes().Select(rune => CodeOf(rune.Value))];
}
