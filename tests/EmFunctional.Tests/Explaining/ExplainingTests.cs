using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tests.Explaining;

public class ExplainingTests
{
    [Fact]
    public void Labels_are_matched_to_the_components_that_keep_the_most_mass()
    {
        Arr<double> first = new[] { 1.0, 9.0, 0.0 };
        Arr<double> second = new[] { 0.0, 8.0, 7.0 };
        Arr<double> third = new[] { 5.0, 1.0, 0.0 };
        Assert.Equal([1, 2, 0], Matching.Of(Arr.create(first, second, third)).ToArray());
    }

    [Fact]
    public void Many_labels_are_matched_greedily()
    {
        Arr<Arr<double>> mass = Enumerable
            .Range(0, 12)
            .Select(l => (Arr<double>)Enumerable.Range(0, 12).Select(k => k == (l + 3) % 12 ? 1.0 : 0.1).ToArray())
            .ToArray();
        Assert.Equal(Enumerable.Range(0, 12).Select(l => (l + 3) % 12), Matching.Of(mass).ToArray());
    }

    [Theory]
    [InlineData(0.000796, "0.000796")]
    [InlineData(1.234e-20, "1.23e-20")]
    [InlineData(1.234e-5, "1.23e-5")]
    [InlineData(2586.4, "2.59e3")]
    [InlineData(1.5e300, "1.5e300")]
    public void Numbers_are_rounded_to_significant_digits(double value, string text) => Assert.Equal(text, Shown.Significant(value, 3));

    [Theory]
    [InlineData(1.4812e-6, "0.00000148")]
    [InlineData(-2.5e-7, "-0.00000025")]
    [InlineData(1.5e-12, "1.5e-12")]
    [InlineData(0.0953, "0.0953")]
    public void Small_numbers_are_written_out(double value, string text) => Assert.Equal(text, Shown.Written(value, 3));

    [Theory]
    [InlineData("coin", "coins")]
    [InlineData("CIONS", "coins")]
    [InlineData("normal", "normal-mixture")]
    [InlineData("hmm", "")]
    public void The_nearest_name_is_found_if_one_is_near(string name, string nearest) =>
        Assert.Equal(nearest, Nearest.Find(name, ["coins", "normal-mixture"]).IfNone(""));
}
