using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace EmFunctional.Fuzz;

/// <summary>Makes inputs out of others: bits, pieces, lines and words flipped, cut, repeated, swapped and joined.</summary>
/// <param name="target">What is to read them.</param>
/// <param name="random">What is drawn.</param>
sealed class Mutator(Target target, Random random)
{
    const int Most = 1 << 19; // bytes of an input
    const int MostOften = 1 << 16; // of nearly all

    static readonly string[] _numbers =
    [
        "0",
        "-0",
        "-1",
        "1e308",
        "-1e309",
        "5e-324",
        "1e-400",
        "1e99999999999",
        "2147483647",
        "2147483648",
        "4294967296",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551616",
        "123456789012345678901234567890",
        "0.1",
        ".5",
        "1.",
        "1,5",
        "1_000",
        "0x10",
        "NaN",
        "nan",
        "-Infinity",
        "inf",
        "NA",
        "",
        " ",
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
    ];

    // Bytes that are no UTF-8, and Unicode that programs stumble over.
    static readonly byte[][] _oddities =
    [
        [0],
        [0xFF],
        [0xC0, 0x80],
        [0xE2, 0x82],
        [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xEF, 0xBB, 0xBF],
        [0x1B, (byte)'['],
        .. new[]
        {
            "\\ud800",
            "\\udc00\\ud800",
            "\\u0000",
            "\u2028",
            "\u202E",
            "\u00A0",
            "\u0661",
            "\U0001F600",
            "e\u0301",
            "\u0085",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    readonly byte[][] _words = [.. target.Words.Select(Encoding.UTF8.GetBytes)];

    public byte[] Next()
    {
        var input = target.Corpus[random.Next(target.Corpus.Count)];
        do input = Changed(input);
        while (random.Next(2) > 0);
        var most = random.Next(1000) == 0 ? Most : MostOften;
        return input.Length <= most ? input : input[..most];
    }

    byte[] Changed(byte[] input) =>
        random.Next(12) switch
        {
            0 when input.Length > 0 => With(input, at => (byte)(input[at] ^ (1 << random.Next(8)))),
            1 when input.Length > 0 => With(input, _ => (byte)random.Next(256)),
            2 => Cut(input),
            3 => input[..random.Next(input.Length + 1)],
            4 => Repeated(input),
            5 => Swapped(input),
            6 => Joined(input),
            7 => Replaced(input, random.Next(input.Length + 1), 0, Word()),
            8 => WithWord(input),
            9 => WithLines(input),
            10 => WithLineEnds(input),
            _ => Replaced(input, random.Next(input.Length + 1), random.Next(2), _oddities[random.Next(_oddities.Length)]),
        };

    byte[] Word() =>
        _words.Length > 0 && random.Next(2) == 0
            ? _words[random.Next(_words.Length)]
            : Encoding.UTF8.GetBytes(_numbers[random.Next(_numbers.Length)]);

    byte[] With(byte[] input, Func<int, byte> change)
    {
        var (at, changed) = (random.Next(input.Length), input.ToArray());
        changed[at] = change(at);
        return changed;
    }

    (int Start, int Length) Piece(byte[] input)
    {
        var start = random.Next(input.Length + 1);
        return (start, Math.Min(input.Length - start, random.Next(2) == 0 ? random.Next(9) : random.Next(input.Length + 1)));
    }

    byte[] Cut(byte[] input)
    {
        var (start, length) = Piece(input);
        return Replaced(input, start, length, []);
    }

    byte[] Repeated(byte[] input)
    {
        var (start, length) = Piece(input);
        var most = length == 0 ? 0 : Most / length;
        var times = Math.Min(most, random.Next(20) == 0 ? 1 << random.Next(17) : random.Next(4));
        return Replaced(input, start, 0, [.. Enumerable.Repeat(input[start..(start + length)], times).SelectMany(piece => piece)]);
    }

    byte[] Swapped(byte[] input)
    {
        var cuts = new[] { random.Next(input.Length + 1), random.Next(input.Length + 1), random.Next(input.Length + 1) };
        Array.Sort(cuts);
        return [.. input[..cuts[0]], .. input[cuts[1]..cuts[2]], .. input[cuts[0]..cuts[1]], .. input[cuts[2]..]];
    }

    byte[] Joined(byte[] input)
    {
        var other = target.Corpus[random.Next(target.Corpus.Count)];
        return [.. input[..random.Next(input.Length + 1)], .. other[random.Next(other.Length + 1)..]];
    }

    // A number or name gives way to another one.
    byte[] WithWord(byte[] input)
    {
        var start = random.Next(input.Length + 1);
        var end = start;
        while (start > 0 && IsOfWord(input[start - 1]))
            start--;
        while (end < input.Length && IsOfWord(input[end]))
            end++;
        return Replaced(input, start, end - start, Word());
    }

    static bool IsOfWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'-' or (byte)'+' or (byte)'_';

    byte[] WithLines(byte[] input)
    {
        var lines = Lines(input);
        var (from, to) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(3))
        {
            case 0:
                lines.RemoveAt(from);
                break;
            case 1:
                lines.Insert(to, lines[from]);
                break;
            default:
                (lines[from], lines[to]) = (lines[to], lines[from]);
                break;
        }
        return [.. lines.SelectMany(line => line)];
    }

    // Each with its end; the last may have none.
    static List<byte[]> Lines(byte[] input)
    {
        var (lines, start) = (new List<byte[]>(), 0);
        for (var i = 0; i < input.Length; i++)
            if (input[i] == '\n')
            {
                lines.Add(input[start..(i + 1)]);
                start = i + 1;
            }
        lines.Add(input[start..]);
        return lines;
    }

    byte[] WithLineEnds(byte[] input)
    {
        byte[] end = random.Next(3) switch
        {
            0 => "\r\n"u8.ToArray(),
            1 => "\r"u8.ToArray(),
            _ => "\n\n"u8.ToArray(),
        };
        var each = random.Next(2) == 0;
        return [.. input.SelectMany(b => b == '\n' && (each || random.Next(4) == 0) ? end : [b])];
    }

    static byte[] Replaced(byte[] input, int start, int length, byte[] by) =>
        [.. input[..start], .. by, .. input[Math.Min(input.Length, start + length)..]];
}
