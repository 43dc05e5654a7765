using System.Runtime.Intrinsics;

namespace EmFunctional.Numerics;

/// <summary>Special functions with the same bits on every machine.</summary>
public static class SpecialFunctions
{
    /// <summary>½ ln 2π.</summary>
    internal const double HalfLogTwoPi = 0.9189385332046728;

    /// <summary>ln Γ(x) for x > 0, within 5.2 ulp, its zeros at 1 and 2 included: below 16 the series about 2, from there Stirling's.</summary>
    /// <param name="x">0 or more: ∞ at 0 and ∞, NaN below 0.</param>
    public static double LogGamma(double x) => RealFunctions.LogGamma(new One(x)).Value;

    /// <summary>Eight of <see cref="LogGamma(double)"/>, with the same bits.</summary>
    /// <param name="x">The eight arguments.</param>
    public static Vector512<double> LogGamma(Vector512<double> x) => RealFunctions.LogGamma(new Eight(x)).Value;

    /// <summary>ψ(x) = d/dx ln Γ(x) for x > 0, within 11·2⁻⁵³·max(1, |ψ|): taken up to 10, then the asymptotic series.</summary>
    /// <param name="x">0 or more: −∞ at 0, ∞ at ∞, NaN below 0.</param>
    public static double Digamma(double x) => RealFunctions.Digamma(new One(x)).Value;

    /// <summary>Eight of <see cref="Digamma(double)"/>, with the same bits.</summary>
    /// <param name="x">The eight arguments.</param>
    public static Vector512<double> Digamma(Vector512<double> x) => RealFunctions.Digamma(new Eight(x)).Value;

    /// <summary>erf(x) = 2/√π ∫₀ˣ e^(−t²) dt, within 6 ulp: a series of terms of one sign below 2, Laplace's continued fraction above.</summary>
    /// <param name="x">Any double: ±1 at ±∞, NaN gives NaN, −0 gives −0.</param>
    public static double Erf(double x) => RealFunctions.Erf(new One(x)).Value;

    /// <summary>Eight of <see cref="Erf(double)"/>, with the same bits.</summary>
    /// <param name="x">The eight arguments.</param>
    public static Vector512<double> Erf(Vector512<double> x) => RealFunctions.Erf(new Eight(x)).Value;

    /// <summary>
    /// ln n!, with an error of a few ulp. Computes the exact product for n &lt; 16, else Stirling's series
    /// (n + ½) ln n − n + ½ ln 2π + 1/12n − 1/360n³ + 1/1260n⁵ − 1/1680n⁷ + 1/1188n⁹, whose next term is below 2·10⁻¹⁶.
    /// </summary>
    /// <param name="n">A whole number ≥ 0.</param>
    public static double LogFactorial(double n)
    {
        if (n < 16)
        {
            var product = 1.0;
            for (var i = 2; i <= n; i++)
                product *= i;
            return Elementary.Log(product);
        }
        var x = 1.0 / n;
        var y = x * x;
        var series = x * (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188))));
        return (n + 0.5) * Elementary.Log(n) - n + HalfLogTwoPi + series;
    }

    /// <summary>x ln y, where 0 ln 0 = 0.</summary>
    /// <param name="x">A number ≥ 0.</param>
    /// <param name="y">A number ≥ 0.</param>
    public static double XLogY(double x, double y) => x == 0 ? 0 : x * Elementary.Log(y);

    // The same where the logarithm is known: ln yˣ, with 0⁰ = 1.
    internal static double Times(double x, double logY) => x == 0 ? 0 : x * logY;

    /// <summary>ln C(n, k), the logarithm of the number of ways to choose k of n.</summary>
    /// <param name="n">A whole number ≥ 0.</param>
    /// <param name="k">A whole number, 0 ≤ k ≤ n.</param>
    public static double LogBinomial(double n, double k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);
}
