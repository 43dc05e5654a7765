using System.Collections.Generic;

namespace EmFunctional.Tokenisation.Seeding;

/// <summary>A string that a text has more than once.</summary>
/// <param name="At">Where it begins for one time.</param>
/// <param name="Length">How many characters it has.</param>
/// <param name="Count">How often the text has it.</param>
readonly record struct Substring(int At, int Length, int Count);

/// <summary>The strings that a text has more than once.</summary>
static class Substrings
{
    /// <summary>
    /// The strings at which the suffix tree of the text branches: each is followed by at least two different characters, or once by the end. In the
    /// order in which the branches close from the first suffix to the last.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="suffixes">Its suffix array.</param>
    /// <param name="longest">The most characters of a string.</param>
    public static IEnumerable<Substring> Of(int[] text, int[] suffixes, int longest)
    {
        var open = new Stack<(int Left, int Depth)>();
        open.Push((0, 0));
        for (var i = 1; i <= suffixes.Length; i++)
        {
            var depth = i < suffixes.Length ? CommonOf(text, suffixes[i - 1], suffixes[i], longest + 1) : -1;
            var left = i - 1;
            while (open.TryPeek(out var top) && top.Depth > depth)
            {
                open.Pop();
                left = top.Left;
                if (top.Depth <= longest)
                    yield return new(suffixes[left], top.Depth, i - left);
            }
            if (!open.TryPeek(out var below) || below.Depth < depth)
                open.Push((left, depth));
        }
    }

    static int CommonOf(int[] text, int first, int second, int most)
    {
        var length = Math.Min(most, text.Length - Math.Max(first, second));
        var common = 0;
        while (common < length && text[first + common] == text[second + common])
            common++;
        return common;
    }
}
