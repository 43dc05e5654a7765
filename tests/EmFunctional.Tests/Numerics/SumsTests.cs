using System.Linq;
using System.Numerics;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Numerics;

public class SumsTests
{
    [Fact]
    public void Normalising_gives_weights_that_sum_to_1_and_the_logarithm_of_their_sum()
    {
        double[] weights = [Elementary.Log(1), Elementary.Log(3), double.NegativeInfinity];
        var total = LogSumExp.Normalise(weights);
        Close.To(Math.Log(4), total, 1e-15, "ln 4");
        Close.To(0.25, weights[0], 1e-15, "1/4");
        Close.To(0.75, weights[1], 1e-15, "3/4");
        Assert.Equal(0, weights[2]);
    }

    [Theory]
    [InlineData(-1e6)]
    [InlineData(1e6)]
    public void Nothing_overflows_or_underflows(double shift)
    {
        double[] weights = [shift, shift];
        Close.To(shift + Math.Log(2), LogSumExp.Normalise(weights), 1e-15, "shifted");
        Assert.Equal([0.5, 0.5], weights);
    }

    [Fact]
    public void Weights_that_are_all_zero_stay_zero()
    {
        double[] weights = [double.NegativeInfinity, double.NegativeInfinity];
        Assert.Equal(double.NegativeInfinity, LogSumExp.Normalise(weights));
        Assert.Equal([0, 0], weights);
    }

    [Fact]
    public void Not_a_number_is_not_hidden()
    {
        double[] weights = [double.NaN, double.NegativeInfinity];
        Assert.True(double.IsNaN(LogSumExp.Normalise(weights)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(60)]
    [InlineData(1000)]
    [InlineData(20_000)]
    public void The_log_of_a_factorial(int n)
    {
        var factorial = Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, i) => product * i);
        Close.To(BigInteger.Log(factorial), SpecialFunctions.LogFactorial(n), 2e-15, $"ln {n}!");
    }

    [Fact]
    public void The_log_of_a_binomial_coefficient() => Close.To(Math.Log(252), SpecialFunctions.LogBinomial(10, 5), 1e-14, "ln C(10, 5)");
}
