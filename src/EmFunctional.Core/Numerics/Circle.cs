using System.Runtime.CompilerServices;

namespace EmFunctional.Numerics;

// Sine and cosine, written once for one number and for eight, as RealFunctions are.
static class Circle
{
    /// <summary>The largest argument: beyond, one ulp of it is a noticeable part of a turn.</summary>
    public const double Largest = 1099511627776; // 2⁴⁰

    const double TwoOverPi = 0.6366197723675814;

    // π/2 in three parts, each the double that is nearest to what those before it leave.
    const double HalfPi = 1.5707963267948966;
    const double HalfPiLow = 6.123233995736766e-17;
    const double HalfPiLowest = -1.4973849048591698e-33;

    // x = n·π/2 + r + tail, |r| ≤ π/4 and a little; returns r. The first product is a multiple of 2⁻⁵² as x is, so that the difference is exact. Source of
    // the reduction: Cody, Waite (1980), Software Manual for the Elementary Functions, §8.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Reduce<T>(T x, out T quadrant, out T tail)
        where T : struct, IReal<T>
    {
        var n = x * T.Of(TwoOverPi) + T.Of(RealBits.Magic) - T.Of(RealBits.Magic);
        var first = T.Fma(-n, T.Of(HalfPi), x);
        var product = n * T.Of(HalfPiLow);
        var sum = first - product;
        // What the sum and the product round away: Knuth (1969), §4.2.2, and the fused product less its rounding.
        var back = sum - first;
        var lost = first - (sum - back) - (product + back) - T.Fma(n, T.Of(HalfPiLow), -product);
        var rest = T.Fma(-n, T.Of(HalfPiLowest), lost);
        var r = sum + rest;
        tail = sum - r + rest;
        quadrant = n - T.Of(4) * T.Floor(n * T.Of(0.25));
        return r;
    }

    // sin(r + t) = r − r³/6 + … + t cos r, Taylor's series to r¹⁷
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T SineOfReduced<T>(T r, T tail)
        where T : struct, IReal<T>
    {
        var z = r * r;
        var p = T.Of(1.0 / 355687428096000);
        p = T.Fma(p, z, T.Of(-1.0 / 1307674368000));
        p = T.Fma(p, z, T.Of(1.0 / 6227020800));
        p = T.Fma(p, z, T.Of(-1.0 / 39916800));
        p = T.Fma(p, z, T.Of(1.0 / 362880));
        p = T.Fma(p, z, T.Of(-1.0 / 5040));
        p = T.Fma(p, z, T.Of(1.0 / 120));
        p = T.Fma(p, z, T.Of(-1.0 / 6));
        return r + T.Fma(z * r, p, T.Fma(T.Of(-0.5) * z, tail, tail));
    }

    // cos(r + t) = 1 − r²/2 + … − t sin r, Taylor's series to r¹⁸; what rounds away of 1 − r²/2 comes back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T CosineOfReduced<T>(T r, T tail)
        where T : struct, IReal<T>
    {
        var z = r * r;
        var p = T.Of(-1.0 / 6402373705728000);
        p = T.Fma(p, z, T.Of(1.0 / 20922789888000));
        p = T.Fma(p, z, T.Of(-1.0 / 87178291200));
        p = T.Fma(p, z, T.Of(1.0 / 479001600));
        p = T.Fma(p, z, T.Of(-1.0 / 3628800));
        p = T.Fma(p, z, T.Of(1.0 / 40320));
        p = T.Fma(p, z, T.Of(-1.0 / 720));
        p = T.Fma(p, z, T.Of(1.0 / 24));
        var half = T.Of(0.5) * z;
        var most = T.Of(1) - half;
        return most + (T.Of(1) - most - half + T.Fma(z * z, p, -(r * tail)));
    }

    // In the four quadrants s, c, −s, −c, from the first that is asked for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T OfQuadrant<T>(T x, double first)
        where T : struct, IReal<T>
    {
        var r = Reduce(x, out var quadrant, out var tail);
        var (s, c) = (SineOfReduced(r, tail), CosineOfReduced(r, tail));
        var q = quadrant + T.Of(first);
        var y = T.IfSame(q, T.Of(0), s, T.IfSame(q, T.Of(1), c, T.IfSame(q, T.Of(2), -s, T.IfSame(q, T.Of(3), -c, s))));
        return T.IfLess(T.Abs(x), T.Of(Largest), y, T.Of(double.NaN));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x)
        where T : struct, IReal<T> => T.IfSame(x, T.Of(0), x, OfQuadrant(x, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x)
        where T : struct, IReal<T> => OfQuadrant(x, 1);
}
