using System.Linq;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models.Coins;

public class CoinsDataTests
{
    [Fact]
    public void Flips_are_counted_in_any_case_and_rows_may_have_any_length()
    {
        var data = Flips.Parse("HTTTHHTHTH", " hht ", "T").OrThrow();
        Assert.Equal([5, 2, 0], data.Heads);
        Assert.Equal([5, 1, 1], data.Tails);
        Assert.Equal(CoinsObservation.Sequences, data.Observation);
        Assert.Equal([0, 0, 0], data.LogArrangements);
    }

    [Theory]
    [InlineData("HHT\nTTT")]
    [InlineData("sequence\nHHT\nTTT")]
    [InlineData("\uFEFFcoin, Sequence \r\nA,hht\r\n\r\nB,\"TTT\"\r\n")]
    public void Sequences_are_read_with_a_header_or_without(string text)
    {
        var data = Flips.Parse(TestTable.Of(text)).OrThrow();
        Assert.Equal(Flips.Parse("HHT", "TTT").OrThrow(), data);
        Assert.Equal(Flips.Parse("HHT", "TTT").OrThrow().Id, data.Id);
    }

    [Theory]
    [InlineData("heads,tails\n2,1\n0,3")]
    [InlineData("tails,row,heads\n1,x,2\n3,y,0")]
    [InlineData("heads,flips\n2,3\n0,3")]
    public void Counts_are_read_by_the_names_of_their_columns(string text)
    {
        var data = Flips.Parse(TestTable.Of(text)).OrThrow();
        Assert.Equal([2, 0], data.Heads);
        Assert.Equal([1, 3], data.Tails);
        Assert.Equal(CoinsObservation.Counts, data.Observation);
        Close.To(Math.Log(3), data.LogArrangements[0], 1e-15, "ln C(3, 2)");
        Assert.NotEqual(Flips.Parse("HHT", "TTT").OrThrow().Id, data.Id);
    }

    [Theory]
    [InlineData("", "test.csv: no rows of data; give at least one row")]
    [InlineData("sequence", "test.csv: no rows of data; give at least one row")]
    [InlineData("heads,tails\n", "test.csv: no rows of data; give at least one row")]
    [InlineData("HHT\nHxT", "test.csv:2:2: 'x' in the flips must be H or T; correct this cell")]
    [InlineData("coin,sequence\nA,HHT\nB,\" HT?\"", "test.csv:3:7: '?' in the flips must be H or T; correct this cell")]
    [InlineData("heads,tails\n2,-1", "test.csv:2:3: '-1' in tails must be a whole number, 0 or more; correct this cell")]
    [InlineData("heads,tails\n2.5,1", "test.csv:2:1: '2.5' in heads must be a whole number, 0 or more; correct this cell")]
    [InlineData("heads,tails\n2,many", "test.csv:2:3: 'many' in tails must be a whole number, 0 or more; correct this cell")]
    [InlineData("heads,tails\n2,x", "test.csv:2:3: 'x' in tails must be a whole number, 0 or more; correct this cell")]
    [InlineData("heads,tails\nInfinity,2", "test.csv:2:1: 'Infinity' in heads must be a whole number, 0 or more; correct this cell")]
    [InlineData("heads,flips\n2,3\n4,3", "test.csv:3:1: '4' in heads must be at most the flips, 3; correct this cell")]
    [InlineData("heads,tails\n0,0", "test.csv:2:1: a row without flips; remove the row or fill it in")]
    [InlineData("coin,sequence\nA,\nB,NA", "nothing of flips was observed; leave it out, or choose another column")]
    [InlineData("heads,tails\n1,2,3", "test.csv:2:1: 3 cells where the header has 2; give every row the same number of cells")]
    [InlineData("heads,tails\n1", "test.csv:2:1: 1 cell where the header has 2; give every row the same number of cells")]
    [InlineData(
        "a,b\n1,2",
        "test.csv:1:1: no column sequence, nor heads with tails, nor heads with flips among a, b; name the columns in the first line"
    )]
    public void Bad_input_is_an_error_that_says_where_and_what_to_do(string text, string message) =>
        Assert.Equal(message, FirstError(Flips.Parse(TestTable.Of(text))));

    [Fact]
    public void An_empty_sequence_is_a_row_whose_flips_are_missing()
    {
        var data = Flips.Parse("HT", " ", "NA").OrThrow();
        Assert.Equal((3, 2.0, 2L), (data.Rows, data.Unobserved, data.Description.Missing));
    }

    [Fact]
    public void Every_bad_row_is_reported_up_to_twenty()
    {
        var three = Flips.Parse("HT", "x", "y", "T", "z").Match(_ => 0, errors => errors.Count);
        var many = Flips.Parse(Enumerable.Repeat("x", 1_000)).Match(_ => 0, errors => errors.Count);
        Assert.Equal((3, 20), (three, many));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void A_start_outside_the_domain_is_an_error(double theta) =>
        Assert.Equal($"theta[1] = {theta} must be above 0 and below 1; choose another value", FirstError(Make.Coins(0.5, theta)));

    [Fact]
    public void Starts_of_the_wrong_shape_are_errors()
    {
        Assert.Equal("0 values for theta, where the model has 1; give 1", FirstError(Make.Coins([])));
        Assert.Equal("1 value for mixingWeight, where the model has 2; give 2", FirstError(Make.Coins([0.2, 0.3], [1.0])));
        Assert.Equal(
            "the sum of mixingWeight[0] … mixingWeight[1] = 1.25 must be 1; choose another value",
            FirstError(Make.Coins([0.2, 0.3], [0.5, 0.75]))
        );
        Assert.Equal(3, Make.Coins([2, -1], [0.5, 1.5]).Match(_ => 0, errors => errors.Count));
    }

    [Fact]
    public void A_model_of_no_coins_is_a_mistake_in_the_program() => Assert.Throws<ArgumentOutOfRangeException>(() => Mixture.Of<Coin>(0));

    static string FirstError<T>(Validation<EmError, T> parsed) => parsed.Match(_ => "no error", errors => errors.Head.ToString());
}
