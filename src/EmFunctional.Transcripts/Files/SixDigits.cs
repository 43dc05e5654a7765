using System.Globalization;

namespace EmFunctional.Transcripts.Files;

/// <summary>Numbers as C++ writes them where nothing else is said: six significant digits, <c>%g</c>.</summary>
static class SixDigits
{
    const int Digits = 6;
    const int Most = 41;

    /// <summary>The text: <c>1746.98</c>, <c>138884</c>, <c>1.2345e-05</c>.</summary>
    /// <param name="value">A finite number.</param>
    public static string Text(double value)
    {
        // Halfway between two texts C takes the even digit, and .NET the larger number.
        var text = IsTie(value) ? Even(value) : value.ToString("G6", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? text.Replace('E', 'e') : text;
    }

    // A number of seven digits, the last a 5; of few numbers all digits must be seen.
    static bool IsTie(double value) =>
        Significand(value, Digits + 1)[^1] == '5' && Significand(value, Most)[(Digits + 1)..].AsSpan().IndexOfAnyExcept('0') < 0;

    // The digits are exact, so that what is cut off is the half.
    static string Even(double value)
    {
        var seven = value.ToString("E6", CultureInfo.InvariantCulture);
        var last = seven.IndexOf('E', StringComparison.Ordinal) - 1;
        var isEven = (seven[last - 1] - '0') % 2 == 0;
        return isEven
            ? double.Parse(seven.Remove(last, 1), CultureInfo.InvariantCulture).ToString("G6", CultureInfo.InvariantCulture)
            : value.ToString("G6", CultureInfo.InvariantCulture);
    }

    static string Significand(double value, int digits)
    {
        var text = value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
        return text[..text.IndexOf('E')].Replace(".", "", StringComparison.Ordinal).TrimStart('-');
    }
}
