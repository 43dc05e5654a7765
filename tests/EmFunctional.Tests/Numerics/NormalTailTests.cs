using System.Linq;
using System.Text.Json;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;
using Xunit.Abstractions;

namespace EmFunctional.Tests.Numerics;

/// <summary>Tails and intervals of the normal distribution, and of waiting times, against values with 60 digits.</summary>
public class NormalTailTests(ITestOutputHelper output)
{
    static readonly ReferenceCase _reference = ReferenceCase.Read("normal_tail");

    static double[][] Rows(string table) =>
        [
            .. _reference[table]
                .EnumerateArray()
                .Select(row =>
                    row.EnumerateArray()
                        .Select(x => x.ValueKind == JsonValueKind.String ? double.PositiveInfinity : x.GetDouble())
                        .ToArray()
                ),
        ];

    [Fact]
    public void Tails_are_within_the_stated_units_in_the_last_place()
    {
        var (logs, hazards) = (0.0, 0.0);
        foreach (var row in Rows("tails"))
        {
            logs = Math.Max(logs, Ulps(row[1], NormalTail.LogAbove(row[0])));
            hazards = Math.Max(hazards, Ulps(row[2], NormalTail.Hazard(row[0])));
            Assert.Equal(NormalTail.LogAbove(row[0]), NormalTail.LogBelow(-row[0]));
        }
        output.WriteLine($"{logs} and {hazards} ulp");
        Assert.InRange(logs, 0.4, 4);
        Assert.InRange(hazards, 0.4, 6);
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 0, 0)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    public void At_the_ends_they_are_what_they_are(double x, double log, double hazard)
    {
        Assert.Equal(log, NormalTail.LogAbove(x));
        Assert.Equal(hazard, NormalTail.Hazard(x));
    }

    [Fact]
    public void No_interval_loses_digits_however_narrow_or_far_out()
    {
        var worst = 0.0;
        foreach (var row in Rows("intervals"))
        {
            var (log, mean, square) = NormalTail.Between(row[0], row[1], row[1] - row[0]);
            var off = new[] { (row[2], log), (row[3], mean), (row[4], square) }.Max(pair => Relative(pair.Item1, pair.Item2));
            worst = Math.Max(worst, off);
            Assert.True(off < 1e-13, $"{row[0]:R} to {row[1]:R}: {log:R}, {mean:R}, {square:R}, off by {off}");
        }
        output.WriteLine($"{worst}");
        Assert.InRange(worst, 1e-17, 1e-13);
    }

    [Fact]
    public void Waiting_times_between_two_have_their_means()
    {
        double[] v = new double[TruncatedExponential.MostPoints],
            p = new double[TruncatedExponential.MostPoints];
        foreach (var row in Rows("waits"))
        {
            var (low, high) = (Elementary.Log(row[0]), Elementary.Log(row[1]));
            var count = TruncatedExponential.Points(
                low,
                high,
                row[0] > 0 ? Elementary.Log1p((row[1] - row[0]) / row[0]) : high - low,
                v,
                p
            );
            double Mean(Func<double, double> g) => Enumerable.Range(0, count).Sum(i => p[i] * g(v[i]));
            var where = $"{row[0]:R} to {row[1]:R}";
            Close.To(row[2], Mean(x => x), 1e-13, $"{where}, v");
            Close.To(row[3], Mean(x => x * Elementary.Exp(x)), 1e-13, $"{where}, u v");
            Close.To(row[4], Mean(x => x * x * Elementary.Exp(x + Math.Abs(x) / 8)), 1e-13, $"{where}, u v² e^(|v|/8)");
        }
    }

    static double Relative(double expected, double actual) =>
        expected == actual ? 0 : Math.Abs(actual - expected) / Math.Max(1, Math.Abs(expected));

    static double Ulps(double expected, double actual) =>
        expected == actual ? 0 : Math.Abs(actual - expected) / (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));
}
