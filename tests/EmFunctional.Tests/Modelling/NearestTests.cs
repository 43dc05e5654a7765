using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

/// <summary>The advice that follows an unknown name.</summary>
public class NearestTests
{
    static readonly Arr<string> _known = Arr.create("mean", "mixingWeight", "standardDeviation");

    [Theory]
    [InlineData("maen", "did you mean mean?")] // two edits
    [InlineData("Means", "did you mean mean?")] // one, and case does not count
    [InlineData("mixngWieght", "did you mean mixingWeight?")] // three of twelve letters
    [InlineData("st", "did you mean standardDeviation?")] // its beginning
    [InlineData("standardDeviashn", "did you mean standardDeviation?")]
    [InlineData("s", "choose mean, mixingWeight, standardDeviation")] // one letter is no beginning
    [InlineData("rate", "choose mean, mixingWeight, standardDeviation")] // three edits are too many
    public void A_name_that_is_near_is_proposed_or_else_all(string name, string advice) =>
        Assert.Equal(advice, Nearest.Advice(name, _known));

    [Fact]
    public void Where_nothing_is_known_there_is_nothing_to_choose() =>
        Assert.Equal("there are none", Nearest.Advice("x", Arr<string>.Empty));

    [Fact]
    public void Nothing_that_shares_no_letter_is_near() => Assert.True(Nearest.Find("ab", ["cd"]).IsNone);
}
