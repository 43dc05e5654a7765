using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace EmFunctional.Tokenisation.Normalisation;

/// <summary>Which sequences of characters are replaced by which.</summary>
/// <remarks>
/// The table (<c>nmt_nfkc.rules.gz</c>; see ORIGIN.md beside it) holds what differs, and no more: sets of characters that stand for one another; sequences, each a
/// character that is composed and the sets from which its parts may be taken; and single characters. 224,725 rules come of it.
/// </remarks>
static class CharacterRules
{
    // What machine translation adds to NFKC.
    static readonly int[] _blanks = [0x9, 0xA, 0xC, 0xD, 0x1680, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD];

    const int WideTilde = 0xFF5E;

    /// <summary>The rules in the order of the bytes of what is replaced.</summary>
    /// <param name="rule">Which rules.</param>
    public static IReadOnlyList<(byte[] From, string To)> Of(NormalisationRule rule) =>
        rule switch
        {
            NormalisationRule.NmtNfkc => Table(),
            NormalisationRule.Nfkc => Sorted([.. Table().Where(pair => !IsAdded(pair.From)), (Bytes(WideTilde), "~")]),
            _ => [],
        };

    // Control characters go, or become blanks, by the added rules alone: NFKC leaves them.
    static bool IsAdded(byte[] from) =>
        Encoding.UTF8.GetString(from).EnumerateRunes().ToArray() is [var one]
        && (Rune.IsControl(one) || System.Array.IndexOf(_blanks, one.Value) >= 0);

    static List<(byte[] From, string To)> Table()
    {
        using var file = typeof(CharacterRules).Assembly.GetManifestResourceStream("nmt_nfkc.rules.gz")!;
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var sets = Part(lines).Select(line => Array.ConvertAll(Numbers(line), Bytes)).ToArray();
        var rules = new List<(byte[], string)>();
        var to = 0;
        foreach (var line in Part(lines))
        {
            var words = line.Split(' ');
            to += Hexadecimal(words[0]);
            var composed = char.ConvertFromUtf32(to);
            var parts = words[1..].Select(word => sets[int.Parse(word, CultureInfo.InvariantCulture)]);
            var sequences = parts.Aggregate<byte[][], IEnumerable<byte[]>>(
                [
                    [],
                ],
                (begins, set) => begins.SelectMany(_ => set, (begin, next) => (byte[])[.. begin, .. next])
            );
            rules.AddRange(sequences.Select(from => (from, composed)));
        }
        var single = 0;
        foreach (var line in Part(lines))
        {
            var numbers = Numbers(line);
            single += numbers[0];
            rules.Add((Bytes(single), string.Concat(numbers.Skip(1).Select(char.ConvertFromUtf32))));
        }
        return Sorted(rules);
    }

    static List<(byte[] From, string To)> Sorted(List<(byte[] From, string To)> rules)
    {
        rules.Sort((a, b) => a.From.AsSpan().SequenceCompareTo(b.From));
        return rules;
    }

    static IEnumerable<string> Part(StreamReader lines)
    {
        while (lines.ReadLine() is { Length: > 0 } line)
            yield return line;
    }

    static int[] Numbers(string line) => Array.ConvertAll(line.TrimEnd().Split(' '), Hexadecimal);

    static int Hexadecimal(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    static byte[] Bytes(int code) => Encoding.UTF8.GetBytes(char.ConvertFromUtf32(code));
}
