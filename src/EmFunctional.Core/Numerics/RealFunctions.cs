using System.Runtime.CompilerServices;

namespace EmFunctional.Numerics;

// The functions of Elementary and SpecialFunctions, written once for one number and for eight: without branches, so that every lane goes the same
// way, and what a lane does not want is left out at the end.
static class RealFunctions
{
    // ln 2 in two parts: the first has 42 bits, so that n·Ln2High is exact for every exponent n of a double.
    const double Ln2High = 0.6931471805598903;
    const double Ln2Low = 5.497923018708371e-14;
    const double InverseLn2 = 1.4426950408889634;
    const double LeastNormal = 2.2250738585072014e-308;
    const double InverseRootPi = 0.5641895835477563;
    const double OneLessEuler = 0.42278433509846713; // 1 − γ

    // x = n·ln 2 + r with |r| ≤ ½ ln 2; returns (eʳ − 1 − r)/r²: a minimax polynomial of degree 9.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Reduce<T>(T x, out T n, out T r)
        where T : struct, IReal<T>
    {
        n = x * T.Of(InverseLn2) + T.Of(RealBits.Magic) - T.Of(RealBits.Magic); // half to even
        r = T.Fma(-n, T.Of(Ln2Low), T.Fma(-n, T.Of(Ln2High), x));
        var q = T.Fma(T.Of(2.5000185829692977e-8), r, T.Of(2.763024783821436e-7));
        q = T.Fma(q, r, T.Of(2.755758598844618e-6));
        q = T.Fma(q, r, T.Of(2.4801493100114355e-5));
        q = T.Fma(q, r, T.Of(1.9841269506999066e-4));
        q = T.Fma(q, r, T.Of(0.0013888888943629429));
        q = T.Fma(q, r, T.Of(0.008333333333494276));
        q = T.Fma(q, r, T.Of(0.041666666666530155));
        q = T.Fma(q, r, T.Of(0.16666666666666413));
        return T.Fma(q, r, T.Of(0.5000000000000011));
    }

    // eˣ = 2ⁿ (1 + r + r² q) for −708 ≤ x ≤ 709, where nothing is subnormal or infinite
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ExpOfNormal<T>(T x)
        where T : struct, IReal<T>
    {
        var q = Reduce(x, out var n, out var r);
        return T.Fma(T.Fma(q, r, T.Of(1)), r, T.Of(1)) * T.PowerOfTwo(n);
    }

    // eˣ for x ≤ 0, and 0 where it is not a normal number: the weight beside a weight of 1
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ExpOfNonPositive<T>(T x)
        where T : struct, IReal<T> => T.IfLess(x, T.Of(-708), T.Of(0), ExpOfNormal(x));

    // eˣ = 2ⁿ (1 + r + r² q); the power in two halves, so that only the last product rounds, be it to a subnormal or to infinity.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, IReal<T>
    {
        var q = Reduce(x, out var n, out var r);
        var y = T.Fma(T.Fma(q, r, T.Of(1)), r, T.Of(1));
        var half = T.Floor(n * T.Of(0.5));
        y = y * T.PowerOfTwo(half) * T.PowerOfTwo(n - half);
        y = T.IfLess(x, T.Of(-746), T.Of(0), y);
        y = T.IfLess(T.Of(710), x, T.Of(double.PositiveInfinity), y);
        return T.IfSame(x, x, y, x);
    }

    // eˣ − 1 = 2ⁿ p + (2ⁿ − 1), p = r + r² q; beyond 40 the 1 is lost in rounding.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T x)
        where T : struct, IReal<T>
    {
        var q = Reduce(T.IfLess(x, T.Of(-40), T.Of(-40), x), out var n, out var r);
        var p = T.Fma(q * r, r, r);
        var power = T.PowerOfTwo(n);
        var y = T.Fma(p, power, power - T.Of(1));
        y = T.IfSame(n, T.Of(0), p, y);
        y = T.IfLess(T.Of(40), x, Exp(x), y);
        y = T.IfSame(x, T.Of(0), x, y); // the sign of 0
        return T.IfSame(x, x, y, x);
    }

    // ln x = k ln 2 + ln(1 + f), √½ ≤ 1 + f < √2; a subnormal is taken 2⁵⁴ times.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : struct, IReal<T>
    {
        var normal = T.IfLess(x, T.Of(LeastNormal), x * T.Of(18014398509481984.0), x);
        var y = LogOfNormal(normal, T.IfLess(x, T.Of(LeastNormal), T.Of(-54), T.Of(0)));
        y = T.IfLess(T.Of(0), x, y, T.Of(double.NaN));
        y = T.IfSame(x, T.Of(0), T.Of(double.NegativeInfinity), y);
        return T.IfSame(x, T.Of(double.PositiveInfinity), x, y);
    }

    // ln 2ʰx of a positive normal number
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogOfNormal<T>(T x, T h)
        where T : struct, IReal<T> => LogOfReduced(T.Significand(x) - T.Of(1), T.Exponent(x) + h);

    // ln(2ᵏ(1 + f)) with s = f/(2 + f): f − (f²/2 − s (f²/2 + R(s²))), R a minimax polynomial (the arrangement of FDLIBM's e_log.c).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T LogOfReduced<T>(T f, T k)
        where T : struct, IReal<T>
    {
        var s = f / (T.Of(2) + f);
        var z = s * s;
        var p = T.Fma(T.Of(0.147961067569372), z, T.Of(0.15314035610612567));
        p = T.Fma(p, z, T.Of(0.18183564880323388));
        p = T.Fma(p, z, T.Of(0.22222198563094808));
        p = T.Fma(p, z, T.Of(0.2857142874248042));
        p = T.Fma(p, z, T.Of(0.3999999999941429));
        p = T.Fma(p, z, T.Of(0.6666666666666734));
        var half = T.Of(0.5) * f * f;
        var tail = T.Fma(s, T.Fma(p, z, half), k * T.Of(Ln2Low));
        return T.Fma(k, T.Of(Ln2High), -((half - tail) - f));
    }

    // ln(1 + x) = ln u + (x − (u − 1))/u, u being 1 + x as it is rounded.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T>(T x)
        where T : struct, IReal<T>
    {
        var u = T.Of(1) + x;
        var log = Log(u);
        var y = log + (x - (u - T.Of(1))) / u;
        y = T.IfSame(x, T.Of(-1), log, y);
        y = T.IfSame(x, T.Of(double.PositiveInfinity), x, y);
        return T.IfSame(x, T.Of(0), x, y);
    }

    // ζ(k) − 1 over k with the sign of (−1)ᵏ, k = 2 …: ln Γ(2 + z) = (1 − γ) z + Σ (−1)ᵏ (ζ(k) − 1) zᵏ/k.
    static ReadOnlySpan<double> Zeta =>
        [
            0.3224670334241132,
            -0.0673523010531981,
            0.020580808427784546,
            -0.007385551028673986,
            0.0028905103307415234,
            -0.001192753911703261,
            0.0005096695247430425,
            -0.00022315475845357939,
            9.945751278180853e-05,
            -4.492623673813314e-05,
            2.050721277567069e-05,
            -9.439488275268397e-06,
            4.374866789907488e-06,
            -2.039215753801366e-06,
            9.55141213040742e-07,
            -4.492469198764566e-07,
            2.1207184805554665e-07,
            -1.0043224823968099e-07,
            4.7698101693639804e-08,
            -2.2711094608943164e-08,
            1.0838659214896955e-08,
            -5.183475041970047e-09,
            2.4836745438024785e-09,
            -1.1921401405860912e-09,
            5.731367241678862e-10,
            -2.7595228851242334e-10,
            1.330476437424449e-10,
        ];

    // Below 16, x is taken down to (1.5, 2.5], or is below that, or up from below ½: the series about 2. From 16 on, Stirling's series.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T LogGamma<T>(T x)
        where T : struct, IReal<T>
    {
        var (y, product) = (T.IfLess(x, T.Of(0.5), x + T.Of(1), x), T.Of(1));
        for (var step = 0; step < 14; step++)
        {
            var down = y - T.Of(1);
            product = T.IfLess(T.Of(2.5), y, product * down, product);
            y = T.IfLess(T.Of(2.5), y, down, y);
        }
        var z = y - T.IfLess(y, T.Of(1.5), T.Of(1), T.Of(2));
        var sum = T.Of(Zeta[^1]);
        for (var k = Zeta.Length - 2; k >= 0; k--)
            sum = T.Fma(sum, z, T.Of(Zeta[k]));
        var near = T.Fma(sum * z, z, T.Of(OneLessEuler) * z);
        near = T.IfLess(y, T.Of(1.5), near - Log1p(z), near);
        near = T.IfSame(product, T.Of(1), near, near + Log(product));
        near = T.IfLess(x, T.Of(0.5), near - Log(x), near);
        var inverse = T.Of(1) / x;
        var square = inverse * inverse;
        var series = T.Fma(square, T.Of(-1.0 / 1680), T.Of(1.0 / 1260));
        series = T.Fma(series, square, T.Of(-1.0 / 360));
        series = T.Fma(series, square, T.Of(1.0 / 12)) * inverse;
        var far = (x - T.Of(0.5)) * (Log(x) - T.Of(1)) + (T.Of(SpecialFunctions.HalfLogTwoPi - 0.5) + series);
        var result = T.IfLess(x, T.Of(16), near, far);
        result = T.IfSame(x, T.Of(double.PositiveInfinity), x, result);
        result = T.IfSame(x, T.Of(0), T.Of(double.PositiveInfinity), result);
        return T.IfLess(x, T.Of(0), T.Of(double.NaN), result);
    }

    // ψ(x) = ψ(x + m) − Σ 1/(x + i) up to 10, then ln y − 1/2y − Σ B₂ₖ/(2k y²ᵏ).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Digamma<T>(T x)
        where T : struct, IReal<T>
    {
        var (y, below) = (x, T.Of(0));
        for (var step = 0; step < 10; step++)
        {
            below = T.IfLess(y, T.Of(10), below + T.Of(1) / y, below);
            y = T.IfLess(y, T.Of(10), y + T.Of(1), y);
        }
        var inverse = T.Of(1) / y;
        var square = inverse * inverse;
        var series = T.Fma(square, T.Of(1.0 / 12), T.Of(-691.0 / 32760));
        series = T.Fma(series, square, T.Of(1.0 / 132));
        series = T.Fma(series, square, T.Of(-1.0 / 240));
        series = T.Fma(series, square, T.Of(1.0 / 252));
        series = T.Fma(series, square, T.Of(-1.0 / 120));
        series = T.Fma(series, square, T.Of(1.0 / 12)) * square;
        var result = Log(y) - (T.Fma(T.Of(0.5), inverse, series) + below);
        result = T.IfSame(x, T.Of(double.PositiveInfinity), x, result);
        result = T.IfSame(x, T.Of(0), T.Of(double.NegativeInfinity), result);
        return T.IfLess(x, T.Of(0), T.Of(double.NaN), result);
    }

    // Below 2 the series 2/√π e^(−x²) x Σ (2x²)ᵏ/(2k + 1)!!, all of one sign; above, 1 less Laplace's continued fraction for erfc.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Erf<T>(T x)
        where T : struct, IReal<T>
    {
        var a = T.Abs(x);
        var square = a * a;
        var exp = Exp(-square);
        exp = T.Fma(-exp, T.Fma(a, a, -square), exp); // x² to twice the digits
        var sum = T.Of(1);
        for (var k = 40; k >= 1; k--)
            sum = T.Fma(square * T.Of(2.0 / (2 * k + 1)), sum, T.Of(1));
        var near = T.Of(2 * InverseRootPi) * a * (exp * sum);
        var fraction = a;
        for (var k = 40; k >= 1; k--)
            fraction = a + T.Of(0.5 * k) / fraction;
        var far = T.Of(1) - T.Of(InverseRootPi) * exp / fraction;
        var result = T.IfLess(a, T.Of(2), near, far);
        result = T.IfLess(T.Of(6), a, T.Of(1), result);
        result = T.IfLess(x, T.Of(0), -result, result);
        result = T.IfSame(x, T.Of(0), x, result);
        return T.IfSame(x, x, result, x);
    }
}
