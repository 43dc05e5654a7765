using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation.Tests.Support;
using EmFunctional.Tokenisation.Training;

namespace EmFunctional.Tokenisation.Tests.Training;

public class LatticeTests
{
    /// <summary>All ways to cut a text, by trying all of them.</summary>
    static IEnumerable<List<int>> Ways(int[] text, Small small, int from = 0)
    {
        if (from == text.Length)
        {
            yield return [];
            yield break;
        }
        var any = false;
        for (var i = 0; i < small.Lexicon.Count; i++)
        {
            if (small.Probabilities[i] <= 0 || !text.AsSpan(from).StartsWith(small.Lexicon[i]))
                continue;
            any |= small.Lexicon[i].Length == 1;
            foreach (var rest in Ways(text, small, from + small.Lexicon[i].Length))
                yield return [i, .. rest];
        }
        if (!any)
            foreach (var rest in Ways(text, small, from + 1))
                yield return [small.Lexicon.Count, .. rest];
    }

    [Theory]
    [InlineData("abcab")]
    [InlineData("aaaaaa")]
    [InlineData("cabcd")]
    [InlineData("d")]
    public void Expected_counts_are_those_over_all_ways(string text)
    {
        var small = Small.Of(("a", 0.2), ("b", 0.1), ("c", 0), ("ab", 0.3), ("abc", 0.05), ("ca", 0.1), ("aa", 0.15), ("bc", 0.1));
        var weights = UnigramModel.WeightsOf(small.Probabilities, 1e-3);
        var codes = small.Lexicon.Alphabet.CodesOf(text);
        var ways = Ways(codes, small).ToArray();
        var probabilities = ways.Select(way => way.Aggregate(1.0, (p, i) => p * weights[i])).ToArray();
        var z = probabilities.Sum();

        var lattice = new Lattice(small.Lexicon, weights);
        lattice.Build(codes);
        var expected = new double[weights.Length];
        var log = lattice.Expect(3, expected);

        Assert.Equal(Elementary.Log(z), log, 1e-12);
        for (var i = 0; i < weights.Length; i++)
            Assert.Equal(3 * ways.Select((way, w) => way.Count(of => of == i) * probabilities[w] / z).Sum(), expected[i], 1e-12);
    }

    /// <summary>A text whose probability is far below the least double: aⁿ from a and aa is Σ over the number of pairs.</summary>
    [Fact]
    public void A_long_text_does_not_vanish()
    {
        const int n = 3000;
        var small = Small.Of(("a", 1e-9), ("aa", 1e-6));
        var lattice = new Lattice(small.Lexicon, UnigramModel.WeightsOf(small.Probabilities, 1e-20));
        lattice.Build([.. Enumerable.Repeat(small.Lexicon.Alphabet.CodeOf('a'), n)]);
        var expected = new double[3];
        var log = lattice.Expect(1, expected);

        // zₖ = p zₖ₋₁ + q zₖ₋₂ in logarithms
        var (before, last) = (0.0, Elementary.Log(1e-9));
        for (var k = 2; k <= n; k++)
        {
            var (one, two) = (last + Elementary.Log(1e-9), before + Elementary.Log(1e-6));
            (before, last) = (last, Math.Max(one, two) + Elementary.Log1p(Elementary.Exp(-Math.Abs(one - two))));
        }
        Assert.Equal(last, log, 1e-8 * Math.Abs(last));
        Assert.Equal(n, expected[0] + 2 * expected[1], 1e-6);
        Assert.True(log < -20_000);
    }

    [Fact]
    public void A_piece_whose_inner_places_are_all_but_impossible_is_found()
    {
        var word = new string('a', 40);
        var small = Small.Of((word, 0.5), ("b", 0.5));
        var lattice = new Lattice(small.Lexicon, UnigramModel.WeightsOf(small.Probabilities, 1e-14));
        lattice.Build(small.Lexicon.Alphabet.CodesOf(string.Concat(Enumerable.Repeat(word, 50))));
        var expected = new double[3];

        Assert.Equal(50 * Elementary.Log(0.5), lattice.Expect(1, expected), 1e-9);
        Assert.Equal(50, expected[0], 1e-9);
    }

    [Fact]
    public void The_best_path_is_the_likeliest_way()
    {
        var small = Small.Of(("a", 0.2), ("b", 0.1), ("c", 0), ("ab", 0.3), ("abc", 0.05), ("ca", 0.1), ("aa", 0.15), ("bc", 0.1));
        var scores = BestPath.ScoresOf(small.Probabilities);
        var random = new Random(1);
        for (var i = 0; i < 100; i++)
        {
            var codes = small.Lexicon.Alphabet.CodesOf(string.Concat(Enumerable.Range(0, 6).Select(_ => "abcd"[random.Next(4)])));
            var best = Ways(codes, small).Max(way => way.Sum(of => scores[of]));
            Assert.Equal(best, new BestPath(small.Lexicon, scores).Of(codes).ToArray().Sum(of => scores[of]), 1e-12);
        }
    }
}
