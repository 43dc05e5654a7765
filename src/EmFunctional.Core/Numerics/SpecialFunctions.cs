namespace EmFunctional.Numerics;

/// <summary>Special functions with the same bits on every machine.</summary>
public static class SpecialFunctions
{
    const double HalfLogTwoPi = 0.9189385332046728;

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

    /// <summary>ln C(n, k), the logarithm of the number of ways to choose k of n.</summary>
    /// <param name="n">A whole number ≥ 0.</param>
    /// <param name="k">A whole number, 0 ≤ k ≤ n.</param>
    public static double LogBinomial(double n, double k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);
}
