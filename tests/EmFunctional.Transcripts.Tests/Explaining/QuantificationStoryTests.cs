using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Explaining;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Tests.Explaining;

/// <summary>The story of a few reads computes what the model computes.</summary>
public class QuantificationStoryTests
{
    [Theory]
    [InlineData("")]
    [InlineData("A:1200 B:700 C:400 A,B=6 B,C=2 A,C=9")]
    [InlineData("A=1 A,B=2 C:10")]
    [InlineData("x=7")]
    public void Every_round_is_that_of_the_model(string words)
    {
        var reads = Read(words);
        var classes = EquivalenceClasses
            .Create(
                [.. reads.Transcripts.Select(one => one.Name)],
                [.. reads.Transcripts.Select(one => one.Length)],
                [
                    .. reads
                        .Reads.Select(one => one.Transcripts.Count)
                        .Prepend(0)
                        .Aggregate(new int[0], (sums, n) => [.. sums, sums.LastOrDefault() + n]),
                ],
                [.. reads.Reads.SelectMany(one => one.Transcripts)],
                [.. reads.Reads.Select(one => (long)one.Count)]
            )
            .OrThrow();
        var data = AbundanceData.Create(classes, Vector.Of(reads.Transcripts.Select(one => (double)one.Length))).OrThrow();
        var small = SmallQuantification.Begin(reads);
        foreach (var happened in Em.Events(AbundanceModel.ProblemOf(data).OrThrow(), AbundanceModel.Start(data), StopRule.Iterations(30)))
            if (happened is RunEvent<Vector>.Iterated { State: var state })
            {
                for (var t = 0; t < small.Counts.Count; t++)
                    Assert.Equal(state.Parameters[t], small.Counts[t], 1e-9);
                Assert.Equal(state.Objective, small.LogLikelihood, 1e-9);
                Assert.Equal(1e6, small.PerMillion.Sum(), 1e-6);
                small = small.Next();
            }
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("A:1200 B:700 C:400 A,B=6 B,C=2 A,C=9", 3)]
    [InlineData("A=1 A,B=2 C:10", 3)]
    [InlineData("x=7", 1)]
    public void It_has_every_chapter_and_every_transcript(string words, int transcripts)
    {
        var reads = Read(words);
        Assert.Equal(transcripts, reads.Transcripts.Count);
        var text = StoryText.Of(QuantificationStory.Of(reads));
        Assert.Equal(text, StoryText.Of(QuantificationStory.Of(reads)));
        Assert.All(Enumerable.Range(1, 8), chapter => Assert.Contains($"{chapter}. ", text, System.StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", text, System.StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, System.StringComparison.Ordinal);
    }

    /// <summary>4 of 20 reads are of A alone; a read of A and B is of A with probability (1/1200)/(1/1200 + 1/700) = 7/19 at the start.</summary>
    [Fact]
    public void The_numbers_of_the_first_round_are_those_of_a_pocket_calculator()
    {
        var begin = SmallQuantification.Begin(FewReads.Twenty);
        Assert.Equal(7.0 / 19, begin.Shares(FewReads.Twenty.Reads[1])[0], 1e-12);
        Assert.Equal(4 + 6 * 7.0 / 19 + 5 * 7.0 / 40, begin.Next().Counts[0], 1e-12);
    }

    [Theory]
    [InlineData("A:100", "given with reads too")]
    [InlineData("A=0", "'A=0' must be a transcript")]
    [InlineData("A,=2", "'A,=2' must be")]
    [InlineData("A,A=2", "'A,A=2' must be")]
    [InlineData("A=2 A:1 A:2", "'A' must be given one length")]
    [InlineData("A,B=2 B,A=3", "'A,B' must be given once")]
    [InlineData("A-B=2", "'A-B=2' must be")]
    [InlineData("a=1 b=1 c=1 d=1 e=1 f=1 g=1", "the number of transcripts")]
    public void Other_words_are_refused(string words, string told) =>
        Assert.Contains(
            told,
            FewReads.Read(words.Split(' ')).Match(Right: _ => "", Left: error => error.ToString()),
            System.StringComparison.Ordinal
        );

    static FewReads Read(string words) => FewReads.Read(words.Split(' ', System.StringSplitOptions.RemoveEmptyEntries)).OrThrow();
}
