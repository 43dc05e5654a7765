using System.Globalization;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Reporting;

/// <summary>Numbers of one kind that stand beside each other.</summary>
public static class AlignedNumbers
{
    const int MostDecimals = 8;
    const int LeastExponent = -3;

    /// <summary>
    /// The numbers with as many decimals each as the largest needs for the digits: <c>54.615</c> and <c>80.091</c>. One that would look like 0
    /// without being it, and all of a kind that is very large or small, have an exponent.
    /// </summary>
    /// <param name="values">The numbers.</param>
    /// <param name="digits">How many significant digits the largest has.</param>
    public static Arr<string> Of(Vector values, int digits)
    {
        var largest = values.Where(double.IsFinite).Select(Math.Abs).Append(0).Max();
        var exponent = largest > 0 ? Exponent(largest, digits) : 0;
        if (exponent is > MostDecimals or < LeastExponent)
            return values.Select(value => NumberFormat.Significant(value, digits)).ToArray();
        var most = Math.Clamp(digits - 1 - exponent, 0, MostDecimals);
        bool Suffice(int decimals) => values.All(value => !double.IsFinite(value) || Math.Round(value, decimals) == value);
        var decimals = Enumerable.Range(0, most).Where(Suffice).FirstOrDefault(most);
        return values.Select(value => Text(value, decimals)).ToArray();
    }

    static string Text(double value, int decimals) =>
        !double.IsFinite(value) || (value != 0 && Math.Round(value, decimals) == 0)
            ? NumberFormat.Significant(value, 2)
            : NumberFormat.Fixed(value, decimals);

    // After rounding: 9.99999 is 10.
    static int Exponent(double value, int digits) =>
        int.Parse(
            value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture).Split('E')[1],
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture
        );
}
