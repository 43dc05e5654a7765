using System.Numerics;
using System.Runtime.CompilerServices;

namespace EmFunctional.Numerics;

/// <summary>
/// A number m·2ᵉ, 0 or more, whose exponent has 64 bits: it rounds as a double does and neither underflows nor overflows. Where a double's
/// exponent would do, results have the same bits as those of doubles.
/// </summary>
readonly struct Wide
    : IAdditionOperators<Wide, Wide, Wide>,
        IMultiplyOperators<Wide, Wide, Wide>,
        IDivisionOperators<Wide, Wide, Wide>,
        IComparisonOperators<Wide, Wide, bool>
{
    const long ExponentBits = 0x7FF0_0000_0000_0000;
    const long Bias = 1023;
    const double Ln2 = 0.6931471805599453;

    // ln 2 in two parts, of which the first has 33 bits.
    const double Ln2High = 0.6931471803691238;
    const double Ln2Low = 1.9082149292705877e-10;

    // 1 ≤ m < 2, or m = 0 and e = 0.
    readonly double _m;
    readonly long _e;

    Wide(double m, long e) => (_m, _e) = (m, e);

    /// <summary>The number of a double, to the bit.</summary>
    /// <param name="value">A finite number, 0 or more.</param>
    public static Wide Of(double value) =>
        value == 0 ? default
        : value < 2.2250738585072014e-308 ? Normal(value * 18014398509481984.0, -54)
        : Normal(value, 0);

    /// <summary>eˣ, for x that no double's exponent could hold.</summary>
    /// <param name="x">Finite, or −∞ for 0; below −10¹⁴ it is taken for that.</param>
    public static Wide Exp(double x)
    {
        if (x == double.NegativeInfinity)
            return default;
        x = Math.Max(x, -1e14);
        var n = Math.Floor(x / Ln2);
        return Normal(Elementary.Exp(x - n * Ln2High - n * Ln2Low), (long)n);
    }

    static Wide Normal(double value, long e)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        return new(BitConverter.Int64BitsToDouble((bits & ~ExponentBits) | (Bias << 52)), e + ((bits & ExponentBits) >> 52) - Bias);
    }

    /// <summary>The nearest double: 0 and ∞ where there is none near.</summary>
    public double ToDouble() =>
        _m == 0 || _e < -1080 ? 0
        : _e > 1023 ? double.PositiveInfinity
        : _e >= -1022 ? _m * PowerOfTwo(_e)
        : _m * PowerOfTwo(-1022) * PowerOfTwo(_e + 1022);

    /// <summary>The natural logarithm.</summary>
    public double Log() => _e is >= -1022 and <= 1023 ? Elementary.Log(ToDouble()) : Elementary.Log(_m) + _e * Ln2;

    static double PowerOfTwo(long e) => BitConverter.Int64BitsToDouble((e + Bias) << 52);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide operator +(Wide a, Wide b)
    {
        if (b._m == 0 || (a._m != 0 && a._e - b._e > 60))
            return a;
        if (a._m == 0 || b._e - a._e > 60)
            return b;
        var (sum, e) = a._e >= b._e ? (a._m + b._m * PowerOfTwo(b._e - a._e), a._e) : (b._m + a._m * PowerOfTwo(a._e - b._e), b._e);
        return sum >= 2 ? new(0.5 * sum, e + 1) : new(sum, e);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide operator *(Wide a, Wide b)
    {
        var product = a._m * b._m;
        return product >= 2 ? new(0.5 * product, a._e + b._e + 1)
            : product == 0 ? default
            : new(product, a._e + b._e);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide operator /(Wide a, Wide b)
    {
        var quotient = a._m / b._m;
        return quotient >= 1 ? new(quotient, a._e - b._e)
            : quotient == 0 ? default
            : new(2 * quotient, a._e - b._e - 1);
    }

    /// <inheritdoc/>
    public static bool operator <(Wide a, Wide b) =>
        a._m == 0 || b._m == 0 ? a._m < b._m
        : a._e == b._e ? a._m < b._m
        : a._e < b._e;

    /// <inheritdoc/>
    public static bool operator >(Wide a, Wide b) => b < a;

    /// <inheritdoc/>
    public static bool operator <=(Wide a, Wide b) => !(b < a);

    /// <inheritdoc/>
    public static bool operator >=(Wide a, Wide b) => !(a < b);

    /// <inheritdoc/>
    public static bool operator ==(Wide a, Wide b) => a._m == b._m && a._e == b._e;

    /// <inheritdoc/>
    public static bool operator !=(Wide a, Wide b) => !(a == b);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Wide other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_m, _e);
}
