using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
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

    // By all orders of up to six labels, with ties; then the sum of an order that nothing can beat among twelve.
    [Fact]
    public void No_order_of_labels_keeps_more_mass()
    {
        for (var trial = 0; trial < 200; trial++)
        {
            var (k, seed) = (1 + trial % 6, new Seed((ulong)trial));
            Arr<Arr<double>> mass = Rows(k, (l, c) => trial % 2 == 0 ? seed.Uniform(l * k + c) : Math.Floor(4 * seed.Uniform(l * k + c)));
            var kept = Kept(mass, Matching.Of(mass));
            Assert.All(Orders(k), order => Assert.True(Kept(mass, order) <= kept + 1e-12));
        }
        var large = Rows(
            12,
            (l, c) =>
                l == c ? 30
                : Math.Abs(l - c) == 1 ? 31 + l % 2 * 8
                : 0
        );
        // 0↔1, 2↔3 … keep 31 + 39 each; the diagonal, which the greedy leave at once, only 60.
        Assert.Equal(6 * 70, Kept(large, Matching.Of(large)));
    }

    [Fact]
    public void Labels_stay_where_no_order_is_better_and_numbers_that_are_none_count_nothing()
    {
        Assert.Equal(Enumerable.Range(0, 10), Matching.Of(Rows(10, (_, _) => 2)).ToArray());
        Assert.Equal([1, 0], Matching.Of(Rows(2, (l, c) => l == c ? double.NaN : 1)).ToArray());
        Assert.Empty(Matching.Of(Arr<Arr<double>>.Empty));
        Assert.Throws<ArgumentException>(() => Matching.Of(Arr.create(Arr.create(1.0, 2.0))));
    }

    static Arr<Arr<double>> Rows(int k, Func<int, int, double> mass) =>
        Enumerable.Range(0, k).Select(l => (Arr<double>)Enumerable.Range(0, k).Select(c => mass(l, c)).ToArray()).ToArray();

    static double Kept(Arr<Arr<double>> mass, Arr<int> order) => order.Select((component, label) => mass[label][component]).Sum();

    static IEnumerable<Arr<int>> Orders(int k) =>
        k == 0 ? new[] { Arr<int>.Empty } : Orders(k - 1).SelectMany(order => Enumerable.Range(0, k).Select(at => order.Insert(at, k - 1)));

    [Theory]
    [InlineData(0.000796, "0.000796")]
    [InlineData(1.234e-20, "1.23e-20")]
    [InlineData(1.234e-5, "1.23e-5")]
    [InlineData(2586.4, "2.59e3")]
    [InlineData(1.5e300, "1.5e300")]
    public void Numbers_are_rounded_to_significant_digits(double value, string text) =>
        Assert.Equal(text, NumberFormat.Significant(value, 3));

    [Theory]
    [InlineData(1.4812e-6, "0.00000148")]
    [InlineData(-2.5e-7, "-0.00000025")]
    [InlineData(1.5e-12, "1.5e-12")]
    [InlineData(0.0953, "0.0953")]
    public void Small_numbers_are_written_out(double value, string text) => Assert.Equal(text, NumberFormat.Written(value, 3));

    [Theory]
    [InlineData("coin", "coins")]
    [InlineData("CIONS", "coins")]
    [InlineData("normal", "normal-mixture")]
    [InlineData("hmm", "")]
    public void The_nearest_name_is_found_if_one_is_near(string name, string nearest) =>
        Assert.Equal(nearest, Nearest.Find(name, ["coins", "normal-mixture"]).IfNone(""));
}
