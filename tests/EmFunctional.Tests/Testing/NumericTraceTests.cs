using System.Linq;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Testing;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Testing;

public class NumericTraceTests
{
    static NumericTrace Article { get; } =
        NumericTrace.Of(
            Mixture.Of<Coin>(2).Chart,
            Em.Iterate(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Sample.ArticleStart).Take(4).Select(i => i.OrThrow().State)
        );

    [Theory]
    [InlineData("thetta")]
    [InlineData("theta[7]")]
    [InlineData("Objective")]
    public void A_tolerance_for_a_column_that_is_not_there_is_refused(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => Article.FindDivergence(Article, Tolerances.Exact.For(name, 1e-9)));
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("theta[0]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_reads_back_to_the_same_bits()
    {
        var read = NumericTrace.FindIn(Article.ToText()).IfNone(() => throw new InvalidOperationException());
        Assert.True(Article.FindDivergence(read).IsNone);
        Assert.Equal(Article, read);
        Assert.True(NumericTrace.FindIn(Article.ToText().Replace("\n", "\r\n", StringComparison.Ordinal)).IsSome);
    }

    [Fact]
    public void Every_line_has_the_same_width_and_every_number_17_digits()
    {
        var lines = Article.ToText().Split('\n');
        Assert.Single(lines.Select(line => line.Length).Distinct());
        Assert.All(
            lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..],
            n => Assert.Equal(17, n.Split('e')[0].Count(char.IsDigit))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("iteration  a\n0  x")]
    [InlineData("iteration  a\n0  1  2")]
    [InlineData("iteration  a\n1.5  2")]
    public void Another_text_is_no_trace(string text) => Assert.True(NumericTrace.FindIn(text).IsNone);

    [Fact]
    public void The_first_divergence_names_iteration_parameter_both_values_and_ulps()
    {
        var other = Changed(row: 2, column: 3, Math.BitIncrement(Math.BitIncrement(Article.Rows[2].Values[3])));
        Assert.Equal(
            "iteration 2, theta[0]: expected 7.4529203608199468e-001, found 7.4529203608199490e-001, 2 ulp apart",
            other.FindDivergence(Article).Match(d => d.ToString(), () => "")
        );
    }

    [Fact]
    public void A_tolerance_is_for_a_column_or_a_group_of_columns()
    {
        var other = Changed(row: 1, column: 4, Article.Rows[1].Values[4] + 1e-10);
        Assert.True(other.FindDivergence(Article, Tolerances.Exact.For("theta", 1e-9)).IsNone);
        Assert.True(other.FindDivergence(Article, Tolerances.Exact.For("theta[1]", 1e-9)).IsNone);
        Assert.True(other.FindDivergence(Article, Tolerances.Within(1e-9)).IsNone);
        Assert.True(other.FindDivergence(Article, Tolerances.Exact.For("theta[0]", 1e-9)).IsSome);
        Assert.True(other.FindDivergence(Article, Tolerances.Within(1e-9).For("theta", 1e-12)).IsSome);
    }

    [Fact]
    public void Other_columns_and_other_lengths_are_divergences()
    {
        var shorter = Article with { Rows = Article.Rows.Take(2).ToArray() };
        Assert.Equal("row 3: expected iteration 2, found no iteration", shorter.FindDivergence(Article).Match(d => d.ToString(), () => ""));
        Assert.Equal("row 3: expected no iteration, found iteration 2", Article.FindDivergence(shorter).Match(d => d.ToString(), () => ""));
        var renamed = Article with { Columns = Article.Columns.SetItem(3, "p") };
        Assert.IsType<Divergence.Columns>(renamed.FindDivergence(Article).IfNone(() => null!));
    }

    [Theory]
    [InlineData(1, 1, 0, true)]
    [InlineData(1, 1.0000000001, 1e-9, true)]
    [InlineData(1, 1.00000001, 1e-9, false)]
    [InlineData(1000, 1000.0000005, 1e-9, true)] // relative above 1
    [InlineData(0, 5e-10, 1e-9, true)] // absolute below 1
    [InlineData(double.NaN, double.NaN, 0, true)]
    [InlineData(double.NaN, 1, 1e-9, false)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 0, true)]
    [InlineData(0.0, -0.0, 0, false)] // other bits
    public void Tolerances_are_mixed_absolute_and_relative(double expected, double actual, double limit, bool accepted) =>
        Assert.Equal(accepted, new Tolerance(limit).Accepts(expected, actual));

    static NumericTrace Changed(int row, int column, double value)
    {
        var values = Article.Rows[row].Values;
        var changed = EmFunctional.Numerics.Vector.Of(values.Count, i => i == column ? value : values[i]);
        return Article with { Rows = Article.Rows.SetItem(row, Article.Rows[row] with { Values = changed }) };
    }
}
