using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using EmFunctional.Numerics;

namespace EmFunctional.Tests.Numerics;

/// <summary>Functions about the gamma function, Bessel functions and angles against values with 60 digits (Reference/special_functions.py).</summary>
public class SpecialFunctionReferenceTests
{
    static readonly JsonElement _reference = Read();

    static JsonElement Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Numerics", "Reference", "special_functions.json"));
        return JsonDocument.Parse(file).RootElement.Clone();
    }

    static readonly Dictionary<string, Func<double, double, double>> _functions = new()
    {
        ["trigamma"] = (x, _) => GammaFunctions.Trigamma(x),
        ["logLessDigamma"] = (x, _) => GammaFunctions.LogLessDigamma(x),
        ["logPowerLessGamma"] = (x, _) => GammaFunctions.LogPowerLessGamma(x),
        ["digammaRise"] = GammaFunctions.DigammaRise,
        ["logGammaRise"] = GammaFunctions.LogGammaRise,
        ["logRatio"] = GammaFunctions.LogRatio,
        ["logLessLinear"] = GammaFunctions.LogLessLinear,
        ["logScaledI0"] = (k, _) => BesselFunctions.LogScaledI0(k),
        ["lessRatio"] = (k, _) => BesselFunctions.LessRatio(k),
        ["angle"] = Direction.Angle,
    };

    /// <summary>The worst error in units of 2⁻⁵³·max(floor, |value|); where a small difference x − m is taken in, a part of that is what is lost.</summary>
    [Theory]
    [InlineData("trigamma", 0, 10)]
    [InlineData("logLessDigamma", 0, 60)]
    [InlineData("logPowerLessGamma", 1, 35)]
    [InlineData("digammaRise", 0, 10)]
    [InlineData("logGammaRise", 1, 40)]
    [InlineData("logRatio", 0, 10)]
    [InlineData("logLessLinear", 0, 10)]
    [InlineData("logScaledI0", 1, 10)]
    [InlineData("lessRatio", 0, 80)]
    [InlineData("angle", 1, 3)]
    public void The_worst_error_is_below_its_bound(string name, double floor, double bound)
    {
        var worst = (Error: 0.0, At: "");
        foreach (var point in _reference.GetProperty(name).EnumerateArray())
        {
            var numbers = point.EnumerateArray().Select(number => number.GetDouble()).ToArray();
            var (high, low) = (numbers[^2], numbers[^1]);
            var error = Math.Abs(_functions[name](numbers[0], numbers[1]) - high - low);
            var least = name == "logLessLinear" ? Math.Abs(numbers[0] - numbers[1]) / numbers[1] : floor;
            var unit = Math.ScaleB(Math.Max(least, Math.Abs(high)), -53);
            if (error > 0 && (unit == 0 || error / unit > worst.Error))
                worst = (error / unit, string.Join(", ", numbers));
        }
        Assert.True(worst.Error <= bound, $"{name}: {worst.Error} at {worst.At}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.9999999)]
    [InlineData(0.7)]
    [InlineData(0.47)]
    [InlineData(0.15)]
    [InlineData(0.025)]
    [InlineData(1e-5)]
    [InlineData(1e-12)]
    [InlineData(1e-300)]
    public void A_concentration_is_found_from_its_ratio(double less)
    {
        var k = BesselFunctions.OfLessRatio(less);
        Assert.Equal(0, (BesselFunctions.LessRatio(k) - less) / less, 1e-14);
        Assert.Equal(less >= 1 ? 0 : 1, Math.Sign(k));
    }
}
