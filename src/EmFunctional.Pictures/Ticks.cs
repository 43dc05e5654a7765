using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace EmFunctional.Pictures;

/// <summary>The ticks of an axis, with texts, and what its title has to say of them.</summary>
/// <param name="All">Places from 0 to 1 along the axis, and texts.</param>
/// <param name="Remark">The unit and the number that are left out of the texts; empty where nothing is.</param>
sealed record Ticks(IReadOnlyList<Tick> All, string Remark)
{
    // A longer number is written from one near it.
    const double MostDigits = 1e7;

    // That number, in ticks' units.
    const long Round = 1000;

    static readonly int[] _steps = [1, 2, 5];

    /// <summary>Round numbers, about so many.</summary>
    public static Ticks Of(Scale scale, int about)
    {
        if (scale.Axis.Names.Count > 0)
            return new([.. Named(scale, Math.Max(1, about))], "");
        return scale.Axis.IsLogarithmic ? OfDecades(scale, Math.Max(2, about)) : OfSteps(scale, Math.Max(2, about));
    }

    // Of many names every second, third …
    static IEnumerable<Tick> Named(Scale scale, int about)
    {
        var names = scale.Axis.Names;
        var every = (names.Count + about - 1) / about;
        return names.Where((_, i) => i % every == 0).Select(name => new Tick(scale.At(name.At), name.Text)).Where(IsInside);
    }

    static bool IsInside(Tick tick) => tick.At is >= -1e-9 and <= 1 + 1e-9;

    static Ticks OfSteps(Scale scale, int about)
    {
        var (step, exponent) = StepOf((scale.High - scale.Low) / about, scale.Axis.IsWhole && scale.Exponent == 0 ? 0 : int.MinValue);
        var unit = step * Scale.PowerOfTen(exponent);
        var (first, last) = ((long)Math.Ceiling(scale.Low / unit - 1e-9), (long)Math.Floor(scale.High / unit + 1e-9));
        var isLong = Math.Max(Math.Abs(first), Math.Abs(last)) * (double)step >= MostDigits;
        // Written from a round number near them, where they would be long; in their own unit then.
        var origin = isLong ? FloorDiv(first * step, Round) * Round : 0;
        string Text(long i) => Decimal(i * step - origin, isLong ? 0 : exponent);
        var power = scale.Exponent + (isLong ? exponent : 0);
        var remark = string.Join(
            ' ',
            new[]
            {
                power == 0 ? "" : $"in {Power(power)}",
                isLong ? $"from {Whole(origin / Round, exponent + 3, scale.Exponent)}" : "",
            }.Where(part => part.Length > 0)
        );
        return new(
            [.. Enumerable.Range(0, (int)(last - first + 1)).Select(n => new Tick(scale.Fraction((first + n) * unit), Text(first + n)))],
            remark
        );
    }

    // The least step of 1, 2 or 5 times a power of ten that is no smaller.
    static (int Step, int Exponent) StepOf(double least, int leastExponent)
    {
        var text = least.ToString("E16", CultureInfo.InvariantCulture);
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        if (exponent < leastExponent)
            return (1, leastExponent);
        var step = _steps.FirstOrDefault(s => s * Scale.PowerOfTen(exponent) >= least * (1 - 1e-9));
        return step == 0 ? (1, exponent + 1) : (step, exponent);
    }

    static Ticks OfDecades(Scale scale, int about)
    {
        var (first, last) = ((int)Math.Ceiling(scale.Low - 1e-9), (int)Math.Floor(scale.High + 1e-9));
        var (step, exponent) = StepOf((scale.High - scale.Low) / about, leastExponent: 0);
        var every = step * (int)Scale.PowerOfTen(exponent);
        if (last > first)
            return new(
                [
                    .. Enumerable
                        .Range(first, last - first + 1)
                        .Where(e => e % every == 0)
                        .Select(e => new Tick(scale.Fraction(e), Power(e))),
                ],
                ""
            );
        // Of one decade its parts.
        int[] parts = last == first ? _steps : [1, 2, 3, 4, 5, 6, 7, 8, 9];
        var within = Enumerable.Range((int)Math.Floor(scale.Low), 2).SelectMany(e => parts.Select(part => (part, e)));
        return new([.. within.Select(t => new Tick(scale.At(t.part * Scale.PowerOfTen(t.e)), Part(t.part, t.e))).Where(IsInside)], "");
    }

    static string Part(int part, int exponent) =>
        Math.Abs(exponent) <= 3 ? Decimal(part, exponent)
        : part == 1 ? Power(exponent)
        : $"{part}×{Power(exponent)}";

    static long FloorDiv(long n, long by) => (n - (n % by + by) % by) / by;

    // Written out where that is not too long.
    static string Whole(long n, int exponent, int unit) =>
        Math.Abs(unit) <= 15 ? Decimal(n, exponent + unit) : $"{Decimal(n, exponent)}×{Power(unit)}";

    /// <summary>n·10ᵉ written out.</summary>
    static string Decimal(long n, int exponent)
    {
        var digits = Math.Abs(n).ToString(CultureInfo.InvariantCulture);
        var text =
            n == 0 ? "0"
            : exponent >= 0 ? digits + new string('0', exponent)
            : digits.PadLeft(1 - exponent, '0').Insert(Math.Max(digits.Length, 1 - exponent) + exponent, ".");
        return n < 0 ? $"−{text}" : text;
    }

    /// <summary>10ᵉ.</summary>
    static string Power(int exponent) =>
        exponent == 0
            ? "1"
            : "10" + string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
