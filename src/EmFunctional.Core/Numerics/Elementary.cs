using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EmFunctional.Numerics;

/// <summary>
/// Elementary functions with the same bits on every machine, one number or eight at a time: only +, −, ×, ÷ and explicit fused multiply-adds,
/// each correctly rounded by IEEE 754. <c>Math.Exp</c> and <c>Math.Log</c> call the platform's C library and differ from one to the next.
/// </summary>
/// <remarks>
/// The worst errors stated were measured against 320-bit arithmetic over dense and random arguments; <c>EmFunctional.Benchmarks ulp</c> prints
/// them. They are compiled at once and in full: code that is compiled in steps would be slow for the first tenths of a second.
/// </remarks>
public static class Elementary
{
    /// <summary>
    /// eˣ, within 0.9 ulp (0.5 ulp and a rounding more where the result is subnormal). Computes x = n·ln 2 + r with |r| ≤ ½ ln 2, then
    /// 2ⁿ·(1 + r + r²·Q(r)) with a minimax polynomial Q of degree 9.
    /// </summary>
    /// <param name="x">Any double: e^−∞ = 0, e^∞ = ∞, NaN gives NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Exp(double x) =>
        (x is >= -708 and <= 709 ? RealFunctions.ExpOfNormal(new One(x)) : RealFunctions.Exp(new One(x))).Value;

    /// <summary>Eight of <see cref="Exp(double)"/>, with the same bits.</summary>
    /// <param name="x">The eight arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Exp(Vector512<double> x) => RealFunctions.Exp(new Eight(x)).Value;

    /// <summary>
    /// ln x, within 0.79 ulp. Computes x = 2ᵏ·(1 + f) with √½ ≤ 1 + f &lt; √2, s = f/(2 + f), and
    /// ln(1 + f) = f − (f²/2 − s·(f²/2 + R(s²))) with a minimax polynomial R (the arrangement of FDLIBM's e_log.c, Sun Microsystems 1993).
    /// </summary>
    /// <param name="x">Any double: ln 0 = −∞, ln ∞ = ∞, a negative number or NaN gives NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Log(double x) =>
        (
            x is >= 2.2250738585072014e-308 and <= double.MaxValue
                ? RealFunctions.LogOfNormal(new One(x), new One(0))
                : RealFunctions.Log(new One(x))
        ).Value;

    /// <summary>Eight of <see cref="Log(double)"/>, with the same bits.</summary>
    /// <param name="x">The eight arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Log(Vector512<double> x) => RealFunctions.Log(new Eight(x)).Value;

    /// <summary>The same of many, with the same bits, in the widest registers that the machine has.</summary>
    /// <param name="x">The n arguments.</param>
    /// <param name="into">Where their logarithms go [n]; the arguments' own place or another.</param>
    /// <exception cref="ArgumentException">There is less room than arguments.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Log(ReadOnlySpan<double> x, Span<double> into)
    {
        if (into.Length < x.Length)
            throw new ArgumentException($"room for {into.Length} of {x.Length} logarithms", nameof(into));
        var i = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; i <= x.Length - 8; i += 8)
                RealFunctions.Log(new Eight(Vector512.Create(x[i..]))).Value.CopyTo(into[i..]);
        for (; i <= x.Length - 4; i += 4)
            RealFunctions.Log(new Four(Vector256.Create(x[i..]))).Value.CopyTo(into[i..]);
        for (; i < x.Length; i++)
            into[i] = Log(x[i]);
    }

    /// <summary>eˣ − 1, within 2 ulp: 2ⁿ p + (2ⁿ − 1), where eˣ = 2ⁿ (1 + p).</summary>
    /// <param name="x">Any double: −1 at −∞, ∞ at ∞, NaN gives NaN, −0 gives −0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Expm1(double x) => RealFunctions.Expm1(new One(x)).Value;

    /// <summary>Eight of <see cref="Expm1(double)"/>, with the same bits.</summary>
    /// <param name="x">The eight arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Expm1(Vector512<double> x) => RealFunctions.Expm1(new Eight(x)).Value;

    /// <summary>ln(1 + x), within 1.2 ulp: ln u + (x − (u − 1))/u, where u is 1 + x as it is rounded.</summary>
    /// <param name="x">Any double: −∞ at −1, NaN below, ∞ at ∞, −0 gives −0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Log1p(double x) => RealFunctions.Log1p(new One(x)).Value;

    /// <summary>Eight of <see cref="Log1p(double)"/>, with the same bits.</summary>
    /// <param name="x">The eight arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Log1p(Vector512<double> x) => RealFunctions.Log1p(new Eight(x)).Value;

    /// <summary>
    /// sin x, within 0.8 ulp, for |x| &lt; 2⁴⁰. Computes x = n·π/2 + r with π/2 in three parts (Cody, Waite 1980), then Taylor's series of r to r¹⁷.
    /// </summary>
    /// <param name="x">An angle; NaN beyond, and where it is no number; −0 gives −0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sin(double x) => Circle.Sin(new One(x)).Value;

    /// <summary>Eight of <see cref="Sin(double)"/>, with the same bits.</summary>
    /// <param name="x">The eight arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Sin(Vector512<double> x) => Circle.Sin(new Eight(x)).Value;

    /// <summary>cos x, within 0.8 ulp, as <see cref="Sin(double)"/>.</summary>
    /// <param name="x">An angle; NaN beyond 2⁴⁰, and where it is no number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Cos(double x) => Circle.Cos(new One(x)).Value;

    /// <summary>Eight of <see cref="Cos(double)"/>, with the same bits.</summary>
    /// <param name="x">The eight arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Cos(Vector512<double> x) => Circle.Cos(new Eight(x)).Value;
}
