using EmFunctional.Modelling;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Tests.Model;

public class EquivalenceClassesTests
{
    [Fact]
    public void Classes_are_sparse_rows_with_counts()
    {
        var classes = Create([0, 1, 3], [1, 0, 1], [5, 7]).OrThrow();
        Assert.Equal((2, 2, 12L, 5L), (classes.Transcripts, classes.Count, classes.Total, classes.Unique));
        Assert.Equal([1], classes.MembersOf(0).ToArray());
        Assert.Equal([0, 1], classes.MembersOf(1).ToArray());
        Assert.Equal(3, classes.With([1, 2]).OrThrow().Total);
    }

    [Theory]
    [InlineData(new[] { 0, 1, 1 }, new[] { 1 }, "class 1")] // an empty class
    [InlineData(new[] { 0, 1, 3 }, new[] { 1, 1, 0 }, "a transcript of class 1")] // not ascending
    [InlineData(new[] { 0, 1, 3 }, new[] { 1, 1, 1 }, "a transcript of class 1")] // twice
    [InlineData(new[] { 0, 1, 3 }, new[] { 2, 0, 1 }, "a transcript of class 0")] // not there
    [InlineData(new[] { 0, 1, 3 }, new[] { -1, 0, 1 }, "a transcript of class 0")]
    [InlineData(new[] { 0, 1, 4 }, new[] { 1, 0, 1 }, "the members of classes")]
    [InlineData(new[] { 0, 3 }, new[] { 1, 0, 1 }, "the beginnings of classes")]
    public void Rows_that_cannot_be_are_errors_with_their_place(int[] offsets, int[] members, string named) =>
        Assert.Contains(named, Create(offsets, members, [5, 7]).Match(_ => "", error => error.ToString()));

    [Fact]
    public void A_negative_count_is_an_error() =>
        Assert.Contains("the count of class 1", Create([0, 1, 3], [1, 0, 1], [5, -7]).Match(_ => "", error => error.ToString()));

    static LanguageExt.Either<EmError, EquivalenceClasses> Create(int[] offsets, int[] members, long[] counts) =>
        EquivalenceClasses.Create(["a", "b"], [100, 200], [.. offsets], [.. members], [.. counts]);
}
