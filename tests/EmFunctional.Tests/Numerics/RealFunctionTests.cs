using System.Linq;
using System.Runtime.Intrinsics;
using System.Threading.Tasks;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Numerics;

/// <summary>The reproducible functions: near the exact values, right at the edges, and the same one at a time or eight.</summary>
public class RealFunctionTests
{
    public static TheoryData<string, double> Bounds =>
        new()
        {
            { "exp", 0.9 },
            { "log", 0.9 },
            { "expm1", 2.1 },
            { "log1p", 2 },
            { "sin", 0.85 },
            { "cos", 0.85 },
            { "erf", 6.5 },
            { "logGamma", 6 },
            { "digamma", 12 },
        };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void The_worst_error_is_below_its_bound(string name, double bound)
    {
        var worst = FunctionErrors.All.Single(function => function.Name == name).Worst(name.EndsWith('a') ? 400 : 4_000);
        Assert.InRange(worst.Ulps, 0.4, bound);
    }

    static readonly (string Name, Func<double, double> One, Func<Vector512<double>, Vector512<double>> Eight)[] _both =
    [
        ("exp", Elementary.Exp, Elementary.Exp),
        ("log", Elementary.Log, Elementary.Log),
        ("expm1", Elementary.Expm1, Elementary.Expm1),
        ("log1p", Elementary.Log1p, Elementary.Log1p),
        ("sin", Elementary.Sin, Elementary.Sin),
        ("cos", Elementary.Cos, Elementary.Cos),
        ("logGamma", SpecialFunctions.LogGamma, SpecialFunctions.LogGamma),
        ("digamma", SpecialFunctions.Digamma, SpecialFunctions.Digamma),
        ("erf", SpecialFunctions.Erf, SpecialFunctions.Erf),
    ];

    static double[] Arguments()
    {
        var random = new Random(20_261_121);
        double[] edges =
        [
            0,
            -0.0,
            1,
            -1,
            2,
            0.5,
            1.5,
            2.5,
            16,
            40,
            -40,
            708,
            709,
            710,
            -708,
            -745.2,
            -746,
            double.Epsilon,
            -double.Epsilon,
            2.2250738585072014e-308,
            double.MaxValue,
            double.MinValue,
            double.PositiveInfinity,
            double.NegativeInfinity,
            double.NaN,
            1e300,
            1e-300,
            1.4142135623730951,
            0.7071067811865476,
            double.BitIncrement(1),
            double.BitDecrement(1),
            6,
            double.BitIncrement(6),
            1e22,
        ];
        var drawn = Enumerable
            .Range(0, 40_000)
            .Select(i =>
                (i % 4) switch
                {
                    0 => BitConverter.Int64BitsToDouble(random.NextInt64()), // any double
                    1 => random.NextDouble() * 1500 - 750,
                    2 => random.NextDouble() * 40 - 20,
                    _ => Math.ScaleB(random.NextDouble() - 0.5, -random.Next(60)),
                }
            );
        return [.. edges, .. drawn, .. Enumerable.Repeat(0.25, (8 - (edges.Length % 8)) % 8)];
    }

    [Fact]
    public void Eight_at_a_time_have_the_bits_of_one_at_a_time()
    {
        var arguments = Arguments();
        foreach (var (name, one, eight) in _both)
            for (var i = 0; i + 8 <= arguments.Length; i += 8)
            {
                var lanes = eight(Vector512.Create<double>(arguments.AsSpan(i, 8)));
                for (var lane = 0; lane < 8; lane++)
                    Assert.True(
                        Same(one(arguments[i + lane]), lanes[lane]),
                        $"{name}({arguments[i + lane]:R}): {one(arguments[i + lane]):R} alone, {lanes[lane]:R} in lane {lane}"
                    );
            }
    }

    // Every NaN is one.
    static bool Same(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    [Theory]
    [InlineData("sin", 0.0, 0.0)]
    [InlineData("sin", 1e-300, 1e-300)]
    [InlineData("sin", 1.5707963267948966, 1.0)]
    [InlineData("sin", 1099511627776.0, double.NaN)]
    [InlineData("sin", double.NegativeInfinity, double.NaN)]
    [InlineData("sin", double.NaN, double.NaN)]
    [InlineData("cos", 0.0, 1.0)]
    [InlineData("cos", 1e-9, 1.0)]
    [InlineData("cos", 1.5707963267948966, 6.123233995736766e-17)]
    [InlineData("cos", -1099511627776.0, double.NaN)]
    [InlineData("expm1", 0.0, 0.0)]
    [InlineData("expm1", double.NegativeInfinity, -1)]
    [InlineData("expm1", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("expm1", -1e300, -1)]
    [InlineData("expm1", 710, double.PositiveInfinity)]
    [InlineData("expm1", 1e-300, 1e-300)]
    [InlineData("expm1", double.Epsilon, double.Epsilon)]
    [InlineData("expm1", double.NaN, double.NaN)]
    [InlineData("log1p", 0.0, 0.0)]
    [InlineData("log1p", -1, double.NegativeInfinity)]
    [InlineData("log1p", -1.5, double.NaN)]
    [InlineData("log1p", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("log1p", double.NaN, double.NaN)]
    [InlineData("log1p", 1e-300, 1e-300)]
    [InlineData("log1p", double.MaxValue, 709.782712893384)]
    [InlineData("logGamma", 1, 0)]
    [InlineData("logGamma", 2, 0)]
    [InlineData("logGamma", 0, double.PositiveInfinity)]
    [InlineData("logGamma", -0.5, double.NaN)]
    [InlineData("logGamma", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("logGamma", double.NaN, double.NaN)]
    [InlineData("logGamma", 0.5, 0.5723649429247001)]
    [InlineData("logGamma", 3, 0.6931471805599453)]
    [InlineData("digamma", 1, -0.5772156649015329)]
    [InlineData("digamma", 0, double.NegativeInfinity)]
    [InlineData("digamma", -1, double.NaN)]
    [InlineData("digamma", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("erf", 0.0, 0.0)]
    [InlineData("erf", double.PositiveInfinity, 1)]
    [InlineData("erf", -7, -1)]
    [InlineData("erf", 1e-300, 1.1283791670955126e-300)]
    [InlineData("erf", double.NaN, double.NaN)]
    public void Special_values(string name, double x, double expected)
    {
        var actual = _both.Single(function => function.Name == name).One(x);
        Assert.True(Same(expected, actual) || Ulp.Distance(expected, actual) <= 8 && expected != 0 && expected != 1, $"{actual:R}");
    }

    [Fact]
    public void The_sign_of_zero_is_kept()
    {
        foreach (var f in new Func<double, double>[] { Elementary.Expm1, Elementary.Log1p, Elementary.Sin, SpecialFunctions.Erf })
            Assert.True(double.IsNegative(f(-0.0)) && f(-0.0) == 0 && !double.IsNegative(f(0.0)));
    }

    [Fact]
    public Task The_bits_do_not_depend_on_the_platform() =>
        Snapshot.Match(
            string.Join(
                '\n',
                _both.Select(function =>
                {
                    var bits = new Canonical();
                    for (var i = -3000; i <= 3000; i++)
                        if (function.One(i * 0.2371) is var y && !double.IsNaN(y))
                            bits.Add(y);
                    return $"{function.Name} {bits.Hash()}";
                })
            )
        );
}
