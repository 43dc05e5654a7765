using System.Globalization;
using EmFunctional.Explaining;

namespace EmFunctional.Numerics;

/// <summary>Numbers as people read them: rounded.</summary>
public static class NumberFormat
{
    /// <summary>A number of decimals, as a teaching text has them: <c>0.45</c>, <c>21.3</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">How many.</param>
    public static string Fixed(double value, int decimals) => value.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>The same, and a whole number without decimals, as things that are counted: <c>24</c>, <c>21.3</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">How many.</param>
    public static string Brief(double value, int decimals) => Fixed(value, value == Math.Floor(value) ? 0 : decimals);

    /// <summary>A number of significant digits: <c>0.000796</c>, <c>1.2e-20</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">How many.</param>
    public static string Significant(double value, int digits) =>
        value
            .ToString($"G{digits}", CultureInfo.InvariantCulture)
            .Replace("E-0", "e-", StringComparison.Ordinal)
            .Replace("E+0", "e", StringComparison.Ordinal)
            .Replace("E+", "e", StringComparison.Ordinal)
            .Replace("E", "e", StringComparison.Ordinal);

    /// <summary>What a cell of data holds; nothing where it is missing.</summary>
    internal static string Amount(double value) => double.IsNaN(value) ? "" : Significant(value, 6);

    /// <summary>Significant digits written out where that takes no more than ten decimals: <c>0.00000148</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">How many significant digits.</param>
    public static string Written(double value, int digits)
    {
        var text = Significant(value, digits);
        return text.Contains("e-", StringComparison.Ordinal) && Math.Abs(value) >= 1e-9
            ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : text;
    }
}
