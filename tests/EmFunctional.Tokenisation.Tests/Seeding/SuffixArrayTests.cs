using System.Linq;
using EmFunctional.Tokenisation.Seeding;

namespace EmFunctional.Tokenisation.Tests.Seeding;

public class SuffixArrayTests
{
    static int[] Naive(int[] text) =>
        [
            .. Enumerable
                .Range(0, text.Length)
                .OrderBy(
                    i => i,
                    System.Collections.Generic.Comparer<int>.Create((a, b) => text.AsSpan(a).SequenceCompareTo(text.AsSpan(b)))
                ),
        ];

    /// <summary>Few codes and short periods are what induction is hard on.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20)]
    public void Suffixes_are_sorted_as_comparing_them_sorts_them(int codes)
    {
        var random = new Random(codes);
        for (var length = 0; length < 200; length++)
        {
            var text = Enumerable.Range(0, length).Select(_ => random.Next(codes)).ToArray();
            Assert.Equal(Naive(text), SuffixArray.Of(text, codes));
        }
    }

    [Fact]
    public void Periodic_texts_are_sorted()
    {
        foreach (var period in new[] { "a", "ab", "ba", "aab", "abaab", "mississippi" })
        {
            var text = string.Concat(Enumerable.Repeat(period, 40)).Select(c => c - 'a').ToArray();
            Assert.Equal(Naive(text), SuffixArray.Of(text, 26));
        }
    }

    [Fact]
    public void A_substring_that_branches_is_counted()
    {
        const string text = "abcabxabc";
        var codes = text.Select(c => (int)c).ToArray();
        var found = Substrings
            .Of(codes, SuffixArray.Of(codes, 128), longest: 3)
            .Where(of => of.Length > 0)
            .ToDictionary(of => text.Substring(of.At, of.Length), of => of.Count);

        // "a" is always followed by b: it does not branch.
        Assert.Equal(3, found["ab"]);
        Assert.Equal(2, found["abc"]);
        Assert.Equal(3, found["b"]);
        Assert.DoesNotContain("a", found.Keys);
    }

    [Fact]
    public void Longer_substrings_than_asked_for_are_left_out()
    {
        var codes = "abcdabcd".Select(c => (int)c).ToArray();
        Assert.All(Substrings.Of(codes, SuffixArray.Of(codes, 128), longest: 2), of => Assert.InRange(of.Length, 0, 2));
    }
}
