using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace EmFunctional.Tokenisation.Seeding;

// The script of a character, as a number: 0 is common to all scripts.
static class Scripts
{
    public const int Common = 0;

    // What takes the script of the character before it.
    public const int Inherited = 1;
    public const int Han = 2;

    const int ProlongedSound = 0x30FC;

    static readonly (int First, int Last, int Script)[] _ranges = Read();

    /// <summary>The script of a code point; Hiragana and Katakana count as Han, for Japanese writes all three in one word.</summary>
    public static int Of(int point)
    {
        if (point == ProlongedSound)
            return Han;
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (point < _ranges[middle].First)
                high = middle - 1;
            else if (point > _ranges[middle].Last)
                low = middle + 1;
            else
                return _ranges[middle].Script;
        }
        return Common;
    }

    static (int, int, int)[] Read()
    {
        var names = new Dictionary<string, int>
        {
            ["Inherited"] = Inherited,
            ["Han"] = Han,
            ["Hiragana"] = Han,
            ["Katakana"] = Han,
        };
        var ranges = new List<(int, int, int)>();
        using var reader = new StreamReader(typeof(Scripts).Assembly.GetManifestResourceStream("scripts.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var parts = line.Split(' ');
            var ends = parts[0].Split('-');
            if (!names.TryGetValue(parts[1], out var script))
                names[parts[1]] = script = Han + 1 + names.Count;
            ranges.Add((Hex(ends[0]), Hex(ends[^1]), script));
        }
        return [.. ranges];
    }

    static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
