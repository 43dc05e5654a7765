using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Models.PoissonMixture;

public class PoissonMixtureTests
{
    [Fact]
    public void A_weight_is_a_repeated_row_to_the_bit()
    {
        var weighted = Make.Counts([3, 0, 7, 1], [2, 1, 3, 4]).OrThrow();
        var repeated = Make.Counts([7, 3, 1, 1, 0, 7, 1, 3, 1, 7]).OrThrow();
        Assert.Equal(weighted.Id, repeated.Id);
        var start = Make.Poissons([0.5, 0.5], [1, 5]).OrThrow();
        Assert.Equal(
            Em.Fit(Mixture.Of<Poisson>(2), weighted, start).OrThrow().Trace,
            Em.Fit(Mixture.Of<Poisson>(2), repeated, start).OrThrow().Trace
        );
    }

    [Fact]
    public void One_component_reaches_the_mean_in_one_step()
    {
        var data = Make.Counts([0, 1, 2, 3, 4]).OrThrow();
        var after = Em.Iterate(Mixture.Of<Poisson>(1), data, Mixture.Of<Poisson>(1).Start(data)).ElementAt(1).OrThrow();
        Assert.Equal(2, after.At.Parameters.Rates[0], 1e-15);
    }

    [Fact]
    public void A_component_of_zeros_ends_at_rate_0()
    {
        var data = Make.Counts([0, 1000], [50, 50]).OrThrow();
        var end = Em.Fit(Mixture.Of<Poisson>(2), data, Make.Poissons([0.5, 0.5], [1, 900]).OrThrow()).OrThrow();
        Assert.Equal([0, 1000], end.State.Parameters.Rates);
        Assert.Equal([0.5, 0.5], end.State.Parameters.MixingWeights);
    }

    [Fact]
    public void The_default_start_is_inside_the_domain_and_apart_even_where_most_counts_are_0()
    {
        var data = Make.Counts([0, 1, 2, 9], [97, 1, 1, 1]).OrThrow();
        var start = Mixture.Of<Poisson>(4).Start(data);
        Assert.True(start.Rates.Zip(start.Rates.Skip(1), (low, high) => 0 < low && low < high).All(rising => rising));
        Assert.Equal([0.12], Mixture.Of<Poisson>(1).Start(data).Rates.Select(rate => Math.Round(rate, 12)));
    }

    [Fact]
    public void Labels_give_the_closed_form()
    {
        var data = Make.Counts([1, 3, 10, 20]).OrThrow();
        var known = Mixture.Of<Poisson>(2).FromLabels(data, LanguageExt.Prelude.Array(0, 0, 1, 1)).OrThrow();
        Assert.Equal([2, 15], known.Rates);
    }

    [Theory]
    [InlineData("count|1|2.5", "test.csv:3:1: '2.5' in count must be a whole number, 0 or more; correct this cell")]
    [InlineData("count|1|-2", "test.csv:3:1: '-2' in count must be a whole number, 0 or more; correct this cell")]
    [InlineData("count|4|4", "all values of count are 4; there is nothing to estimate, choose another column")]
    [InlineData("count,w|1,2|3,-1", "test.csv:3:3: '-1' in w must be 0 or a number above it; correct this cell")]
    [InlineData("count,w|1,0|3,0", "all weights are 0, so no row counts; give at least one row a weight above 0")]
    [InlineData("count,v|1,0|3,0", "unknown column 'w'; choose count, v")]
    public void Bad_counts_and_weights_name_their_place(string lines, string message)
    {
        var weights = lines.Contains(',') ? "w" : LanguageExt.Option<string>.None;
        var faults = MixtureData
            .Parse(Family.Of<Poisson>(), TestTable.Of(lines.Split('|')), ColumnChoice.Of("count") with { Weights = weights })
            .FailAsEnumerable();
        Assert.Equal(message, faults.First().ToString());
    }

    [Fact]
    public void More_components_than_distinct_counts_are_refused() =>
        Assert.Equal(
            new EmError.TooManyComponents(11, 10, "distinct values"),
            Mixture.Of<Poisson>(11).Blocks(ModelTable.Times).LeftAsEnumerable().Single()
        );
}
