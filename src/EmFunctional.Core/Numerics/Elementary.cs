using System.Runtime.CompilerServices;

namespace EmFunctional.Numerics;

/// <summary>
/// Elementary functions with the same bits on every machine: only +, −, ×, ÷ and explicit fused multiply-adds, each correctly rounded by
/// IEEE 754. <c>Math.Exp</c> and <c>Math.Log</c> call the platform's C library and differ from one to the next.
/// </summary>
public static class Elementary
{
    // ln 2 in two parts: the first has 42 bits, so that n·Ln2High is exact for every exponent n of a double.
    const double Ln2High = 0.6931471805598903;
    const double Ln2Low = 5.497923018708371e-14;
    const double InverseLn2 = 1.4426950408889634;
    const double SquareRootOf2 = 1.4142135623730951;

    /// <summary>
    /// eˣ, within 1 ulp (0.5 ulp and a rounding more where the result is subnormal). Computes x = n·ln 2 + r with |r| ≤ ½ ln 2, then
    /// 2ⁿ·(1 + r + r²·Q(r)) with a minimax polynomial Q of degree 9.
    /// </summary>
    /// <param name="x">Any double: e^−∞ = 0, e^∞ = ∞, NaN gives NaN.</param>
    public static double Exp(double x)
    {
        if (!(x <= 710.0)) // beyond the largest double; NaN comes here too
            return x > 710.0 ? double.PositiveInfinity : x;
        if (x < -746.0) // below half the least subnormal
            return 0.0;
        var n = Math.Round(x * InverseLn2);
        var r = Math.FusedMultiplyAdd(-n, Ln2Low, Math.FusedMultiplyAdd(-n, Ln2High, x));
        var q = Math.FusedMultiplyAdd(2.5000185829692977e-8, r, 2.763024783821436e-7);
        q = Math.FusedMultiplyAdd(q, r, 2.755758598844618e-6);
        q = Math.FusedMultiplyAdd(q, r, 2.4801493100114355e-5);
        q = Math.FusedMultiplyAdd(q, r, 1.9841269506999066e-4);
        q = Math.FusedMultiplyAdd(q, r, 0.0013888888943629429);
        q = Math.FusedMultiplyAdd(q, r, 0.008333333333494276);
        q = Math.FusedMultiplyAdd(q, r, 0.041666666666530155);
        q = Math.FusedMultiplyAdd(q, r, 0.16666666666666413);
        q = Math.FusedMultiplyAdd(q, r, 0.5000000000000011);
        return Scale(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(q, r, 1.0), r, 1.0), (int)n);
    }

    /// <summary>
    /// ln x, within 1 ulp. Computes x = 2ᵏ·(1 + f) with √½ ≤ 1 + f &lt; √2, s = f/(2 + f), and
    /// ln(1 + f) = f − (f²/2 − s·(f²/2 + R(s²))) with a minimax polynomial R (the arrangement of FDLIBM's e_log.c, Sun Microsystems 1993).
    /// </summary>
    /// <param name="x">Any double: ln 0 = −∞, ln ∞ = ∞, a negative number or NaN gives NaN.</param>
    public static double Log(double x)
    {
        if (!(x > 0.0))
            return x == 0.0 ? double.NegativeInfinity : double.NaN;
        if (x == double.PositiveInfinity)
            return x;
        var k = 0;
        if (x < 2.2250738585072014e-308) // subnormal: 2⁵⁴ times as large is normal, exactly
        {
            x *= 18014398509481984.0;
            k = -54;
        }
        var bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m >= SquareRootOf2)
        {
            m *= 0.5;
            k++;
        }
        return LogOfReduced(m - 1.0, k);
    }

    // ln(2ᵏ(1 + f))
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double LogOfReduced(double f, double k)
    {
        var s = f / (2.0 + f);
        var z = s * s;
        var p = Math.FusedMultiplyAdd(0.147961067569372, z, 0.15314035610612567);
        p = Math.FusedMultiplyAdd(p, z, 0.18183564880323388);
        p = Math.FusedMultiplyAdd(p, z, 0.22222198563094808);
        p = Math.FusedMultiplyAdd(p, z, 0.2857142874248042);
        p = Math.FusedMultiplyAdd(p, z, 0.3999999999941429);
        p = Math.FusedMultiplyAdd(p, z, 0.6666666666666734);
        var half = 0.5 * f * f;
        var tail = Math.FusedMultiplyAdd(s, Math.FusedMultiplyAdd(p, z, half), k * Ln2Low);
        return Math.FusedMultiplyAdd(k, Ln2High, -((half - tail) - f));
    }

    // y·2ⁿ for ½ ≤ y < 2 and −1076 ≤ n ≤ 1024, rounded once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Scale(double y, int n) =>
        n switch
        {
            > 1023 => y * 2.0 * PowerOfTwo(n - 1),
            < -1021 => y * PowerOfTwo(n + 54) * 5.551115123125783e-17, // 2⁻⁵⁴: only this product rounds
            _ => y * PowerOfTwo(n),
        };

    // 2ⁿ for −1022 ≤ n ≤ 1023.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double PowerOfTwo(int n) => BitConverter.Int64BitsToDouble((long)(n + 1023) << 52);
}
