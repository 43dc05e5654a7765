using EmFunctional.Numerics;

namespace EmFunctional.Tests.Numerics;

public class VectorTests
{
    [Fact]
    public void Vectors_are_equal_when_their_bits_are()
    {
        Vector a = [0.5, double.NaN];
        Assert.Equal(a, [0.5, double.NaN]);
        Assert.Equal(a.GetHashCode(), Vector.Create(a.Span).GetHashCode());
        Assert.NotEqual<Vector>([0.0], [-0.0]);
        Assert.NotEqual<Vector>([0.0], [0.0, 0.0]);
        Assert.False(a.Equals(null));
    }

    [Fact]
    public void A_vector_does_not_change_with_the_array_it_was_made_from()
    {
        double[] array = [1, 2];
        var vector = Vector.Create(array);
        array[0] = 9;
        Assert.Equal(1, vector[0]);
    }

    [Fact]
    public void Arithmetic_is_number_by_number()
    {
        Vector x = [1, 2];
        Vector y = [10, 20];
        Assert.Equal([11, 22], x + y);
        Assert.Equal([3, 6], 3 * x);
        Assert.Equal([1, 2, 10, 20], Vector.Concat(x, y));
        Assert.Equal([2, 10], Vector.Concat(x, y).Slice(1, 2));
        Assert.Equal(3, x.Sum());
        Assert.Throws<ArgumentException>(() => x + Vector.Concat(x, y));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-6, "1e-6")]
    [InlineData(1e22, "1e22")]
    [InlineData(-2.5e300, "-2.5e300")]
    [InlineData(100, "100")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(-0.0, "-0")]
    public void Numbers_are_written_in_shortest_form(double value, string text) => Assert.Equal(text, NumberText.Shortest(value));

    [Fact]
    public void A_vector_shows_its_numbers() => Assert.Equal("[0.6, 1e-9]", Vector.Of(2, i => i == 0 ? 0.6 : 1e-9).ToString());
}
