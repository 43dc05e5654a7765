using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Pictures;

/// <summary>Where numbers lie on an axis: from 0 at its beginning to 1 at its end.</summary>
/// <remarks>It computes in a unit, a power of ten of the size of the numbers, so that 1e±300 and the range between them are numbers too.</remarks>
/// <param name="Axis">The axis.</param>
/// <param name="Low">Its beginning, in the unit; of a logarithmic axis the decimal logarithm.</param>
/// <param name="High">Its end.</param>
/// <param name="Exponent">e, where the unit is 10ᵉ.</param>
sealed record Scale(Axis Axis, double Low, double High, int Exponent)
{
    const double Log10 = 2.302585092994046;

    // What is far outside is drawn that far at the most.
    const double Far = 20;

    readonly double _unit = PowerOfTen(Exponent);

    /// <summary>The scale for numbers that are to be seen.</summary>
    public static Scale Of(Axis axis, IEnumerable<double> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(v => double.IsFinite(v) && (!axis.IsLogarithmic || v > 0)))
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        (low, high) = (axis.Low ?? low, axis.High ?? high);
        if (!(low <= high)) // nothing to be seen
            (low, high) =
                axis.IsLogarithmic ? (1, 10)
                : double.IsFinite(low) ? (low, low + 1)
                : (0, 1);
        var exponent = axis.IsLogarithmic ? 0 : UnitOf(Math.Max(Math.Abs(low), Math.Abs(high)));
        double In(double value) => axis.IsLogarithmic ? Elementary.Log(value) / Log10 : value / PowerOfTen(exponent);
        return Padded(axis, In(low), In(high), exponent);
    }

    static Scale Padded(Axis axis, double low, double high, int exponent)
    {
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low <= 1e-12 * size || high == low)
        {
            var half = axis.IsLogarithmic || size == 0 ? 0.5 : size / 2;
            return new(axis, low - half, high + half, exponent);
        }
        var pad = 0.04 * (high - low);
        return new(axis, axis.Low is null ? low - pad : low, axis.High is null ? high + pad : high, exponent);
    }

    /// <summary>Where a number lies; NaN for what is not drawn.</summary>
    public double At(double value) =>
        Axis.IsLogarithmic ? (value > 0 ? Fraction(Elementary.Log(value) / Log10) : double.NaN) : Fraction(value / _unit);

    /// <summary>Where a number lies that is in the unit.</summary>
    public double Fraction(double inUnit)
    {
        var fraction = (inUnit - Low) / (High - Low);
        return double.IsFinite(fraction) ? Math.Clamp(fraction, -Far, Far) : double.NaN;
    }

    // Numbers of an everyday size are written as they are.
    static int UnitOf(double size)
    {
        if (size == 0)
            return 0;
        var text = size.ToString("E16", CultureInfo.InvariantCulture);
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        return exponent is >= 6 or < -3 ? exponent : 0;
    }

    internal static double PowerOfTen(int exponent) => double.Parse($"1e{exponent}", CultureInfo.InvariantCulture);
}
