using System.Globalization;

namespace EmFunctional.Numerics;

/// <summary>Numbers as text, the same in every culture.</summary>
public static class NumberText
{
    /// <summary>The shortest decimal that reads back to the same double: <c>0.1</c>, <c>1e-6</c>, <c>-2.5e+300</c> as <c>-2.5e300</c>.</summary>
    /// <param name="value">Any double; NaN and infinities are <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</param>
    public static string Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E');
        if (exponent < 0)
            return text;
        var negative = text[exponent + 1] == '-';
        return $"{text[..exponent]}e{(negative ? "-" : "")}{text[(exponent + 2)..].TrimStart('0')}";
    }

    /// <summary>All 17 significant digits, so that the text has a fixed width: <c>6.0000000000000000e-001</c>.</summary>
    /// <param name="value">Any double.</param>
    public static string Full(double value) => value.ToString("e16", CultureInfo.InvariantCulture);

    /// <summary>The double that a text in invariant form denotes.</summary>
    /// <param name="text">A decimal number, perhaps with an exponent.</param>
    /// <param name="value">The nearest double.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
