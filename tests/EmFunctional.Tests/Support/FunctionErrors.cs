using System.Collections.Generic;
using EmFunctional.Numerics;

namespace EmFunctional.Tests.Support;

/// <summary>A reproducible function, how to draw arguments for it, and how far from exact a value is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">In what its error is counted.</param>
/// <param name="Argument">The i-th argument, some dense, some random.</param>
/// <param name="Value">The function.</param>
/// <param name="Error">The error of a value at an argument.</param>
sealed record FunctionErrors(
    string Name,
    string Unit,
    Func<int, double> Argument,
    Func<double, double> Value,
    Func<double, double, double> Error
)
{
    static readonly Seed _seed = new(20_261_121);

    public static IReadOnlyList<FunctionErrors> All { get; } =
    [
        new("exp", "ulp", Mixed(708), Elementary.Exp, HighPrecision.UlpsFromExp),
        new("log", "ulp", Positive(), Elementary.Log, HighPrecision.UlpsFromLog),
        new("expm1", "ulp", Mixed(700), Elementary.Expm1, HighPrecision.UlpsFromExpm1),
        new(
            "log1p",
            "ulp",
            i => i % 2 == 0 ? Mixed(1)(i) * 0.999999 : Math.Abs(Mixed(1e6)(i)),
            Elementary.Log1p,
            HighPrecision.UlpsFromLog1p
        ),
        new("sin", "ulp", Angles, Elementary.Sin, HighPrecision.UlpsFromSin),
        new("cos", "ulp", Angles, Elementary.Cos, HighPrecision.UlpsFromCos),
        new("erf", "ulp", i => i % 3 == 0 ? Mixed(1)(i) : Mixed(6)(i), SpecialFunctions.Erf, HighPrecision.UlpsFromErf),
        new("logGamma", "ulp", i => i % 3 == 0 ? 0.5 + 2 * Share(i) : Gammas(i), SpecialFunctions.LogGamma, HighPrecision.UlpsFromLogGamma),
        new("digamma", "2^-53 max(1, |value|)", Gammas, SpecialFunctions.Digamma, HighPrecision.ErrorOfDigamma),
    ];

    /// <summary>The largest error over so many arguments, and where it is.</summary>
    public (double Ulps, double At) Worst(int arguments)
    {
        var worst = (Ulps: 0.0, At: 0.0);
        for (var i = 0; i < arguments; i++)
            if (Argument(i) is var x && x != 0 && Value(x) is var value && value != 0 && Error(value, x) is var error && error > worst.Ulps)
                worst = (error, x);
        return worst;
    }

    static double Share(int i) => _seed.Uniform(i);

    // Dense over a range, random over it, near 0, and of all sizes below.
    static Func<int, double> Mixed(double range) =>
        i =>
            (i % 4) switch
            {
                0 => (i % 8_000 / 4_000.0 - 1) * range,
                1 => (2 * Share(i) - 1) * range,
                2 => (2 * Share(i) - 1) * Math.Min(1, range),
                _ => Math.ScaleB(2 * Share(i) - 1, -i % 60),
            };

    static Func<int, double> Positive() =>
        i =>
            (i % 4) switch
            {
                0 => Math.ScaleB(1 + Share(i), i % 2_000 - 1_000),
                1 => 0.5 + Share(i),
                2 => 1 + Math.ScaleB(Share(i) - 0.5, -i % 50),
                _ => Math.ScaleB(1 + Math.Floor(Share(i) * 1e9), -1074),
            };

    // Small, of some turns, of many, and next to multiples of π/2.
    static double Angles(int i) =>
        (i % 4) switch
        {
            0 => Mixed(7)(i),
            1 => (2 * Share(i) - 1) * Math.ScaleB(1, i % 40),
            2 => Math.Floor(Share(i) * Math.ScaleB(1, i % 39)) * (Math.PI / 2),
            _ => Math.ScaleB(2 * Share(i) - 1, -i % 60),
        };

    static double Gammas(int i) =>
        (i % 4) switch
        {
            0 => 0.001 + 20 * Share(i),
            1 => Math.ScaleB(1 + Share(i), i % 60 - 20),
            2 => 1 + i % 200 / 8.0,
            _ => 200 * Share(i),
        };
}
