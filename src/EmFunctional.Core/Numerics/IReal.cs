using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EmFunctional.Numerics;

// Real numbers, one or eight at a time: a function that is written once over them has the same bits in every lane, for every operation here is
// correctly rounded by IEEE 754 or exact.
interface IReal<T>
    where T : struct, IReal<T>
{
    static abstract T Of(double value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator -(T a);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T Fma(T a, T b, T c);

    static abstract T Abs(T a);
    static abstract T Floor(T a);

    /// <summary>One of two where a &lt; b, else the other; the other too where a or b is no number.</summary>
    static abstract T IfLess(T a, T b, T then, T otherwise);

    /// <summary>One of two where a = b, else the other.</summary>
    static abstract T IfSame(T a, T b, T then, T otherwise);

    /// <summary>2ⁿ for a whole number −1022 ≤ n ≤ 1023; anything elsewhere.</summary>
    static abstract T PowerOfTwo(T n);

    /// <summary>The exponent k of a positive normal number x = 2ᵏ·m, √½ ≤ m &lt; √2.</summary>
    static abstract T Exponent(T x);

    /// <summary>The significand m.</summary>
    static abstract T Significand(T x);
}

// What is done with the bits of a double.
static class RealBits
{
    /// <summary>1.5·2⁵²: the lowest bits of its sum with a whole number are that number.</summary>
    public const double Magic = 6755399441055744.0;

    /// <summary>The bits of √½, where significands begin.</summary>
    public const long LeastSignificand = 0x3FE6_A09E_667F_3BCD;

    /// <summary>The bits of 1: of the exponents' bias.</summary>
    public const long One = 0x3FF0_0000_0000_0000;

    /// <summary>The bits of the exponent.</summary>
    public const long Exponent = unchecked((long)0xFFF0_0000_0000_0000);

    /// <summary>The bits of 2⁵².</summary>
    public const long Whole = 0x4330_0000_0000_0000;
}

// One real number.
readonly record struct One(double Value) : IReal<One>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Of(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator +(One a, One b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator -(One a, One b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator -(One a) => new(-a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator *(One a, One b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator /(One a, One b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Fma(One a, One b, One c) => new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Abs(One a) => new(Math.Abs(a.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Floor(One a) => new(Math.Floor(a.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One IfLess(One a, One b, One then, One otherwise) => a.Value < b.Value ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One IfSame(One a, One b, One then, One otherwise) => a.Value == b.Value ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One PowerOfTwo(One n) =>
        new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(n.Value + (RealBits.Magic + 1023)) << 52));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Exponent(One x) => new((BitConverter.DoubleToInt64Bits(x.Value) - RealBits.LeastSignificand) >> 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Significand(One x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x.Value);
        return new(BitConverter.Int64BitsToDouble(bits - ((bits - RealBits.LeastSignificand) & RealBits.Exponent)));
    }
}
