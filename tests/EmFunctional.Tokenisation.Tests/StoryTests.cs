using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Tokenisation.Explaining;
using LanguageExt;
using Xunit;

namespace EmFunctional.Tokenisation.Tests;

/// <summary>The story of a few words computes what the trainer computes.</summary>
public class StoryTests
{
    static readonly Arr<CountedWord> _words = CountedWord.Five;

    [Fact]
    public void All_ways_are_listed_and_their_shares_add_up_to_one()
    {
        var model = SmallUnigram.Begin(_words);
        var segmentations = model.Segmentations("team");
        Assert.Equal(
            ["t e a m", "t ea m", "te a m", "tea m"],
            segmentations.Select(segmentation => string.Join(' ', segmentation.Pieces)).Order(StringComparer.Ordinal)
        );
        Assert.Equal(1, segmentations.Sum(segmentation => segmentation.Share), 12);
        Assert.Equal(1, model.Pieces.Values.Sum(), 12);
    }

    [Fact]
    public void Expected_counts_cover_every_letter_once()
    {
        var model = SmallUnigram.Begin(_words).Next();
        var covered = model.Expected(_words).Sum(pair => pair.Key.Length * pair.Value);
        Assert.Equal(_words.Sum(word => word.Count * word.Text.Length), covered, 9);
    }

    [Fact]
    public void The_log_likelihood_never_falls()
    {
        var model = SmallUnigram.Begin(_words);
        for (var i = 0; i < 40; i++, model = model.Next())
            Assert.True(model.Next().LogLikelihood >= model.LogLikelihood - 1e-12);
    }

    [Fact]
    public void The_story_is_the_same_every_time_and_has_every_chapter()
    {
        var text = StoryText.Of(UnigramStory.Of(_words));
        Assert.Equal(text, StoryText.Of(UnigramStory.Of(_words)));
        Assert.All(Enumerable.Range(1, 7), chapter => Assert.Contains($"{chapter}. ", text, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ab ba")]
    [InlineData("aaaaaaaaaa=3 aaaa")]
    [InlineData("日本=2 日本語 本")]
    [InlineData("x y z")]
    public void Other_words_can_be_told(string words)
    {
        var story = CountedWord
            .Read(words.Split(' '))
            .Map(UnigramStory.Of)
            .IfLeft(error => throw new InvalidOperationException(error.ToString()));
        var text = StoryText.Of(story);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abcdefghijk")]
    [InlineData("a=0")]
    [InlineData("a=x")]
    [InlineData("a b", "a b")]
    [InlineData("a", "a=3")]
    public void Other_texts_are_refused(params string[] words) => Assert.True(CountedWord.Read(words).IsLeft);
}
