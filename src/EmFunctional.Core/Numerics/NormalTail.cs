namespace EmFunctional.Numerics;

/// <summary>
/// Tails and intervals of the standard normal distribution, with the same bits on every machine. All is written with Mills' ratio
/// R(x) = (1 − Φ(x))/φ(x), which has neither overflow nor cancellation however far out x is.
/// </summary>
public static class NormalTail
{
    const double InverseRootTwoPi = 0.3989422804014327;
    const double RootHalf = 0.7071067811865476;

    // Beyond this width, in units of how fast the density changes, differences of tails lose at most a digit; below, quadrature loses none.
    const double Wide = 2;

    // The Chebyshev series of (1 + x) R(x) in t = (x − 4)/(x + 4), computed with 60 digits.
    static ReadOnlySpan<double> Series =>
        [
            1.1670525350882472,
            -0.1610195767134654,
            -0.028002821825452974,
            0.03167452189239266,
            -0.012103231162345369,
            0.0027056129762167095,
            -0.00029931636202703166,
            -1.716686526879361e-05,
            1.0178489264109868e-05,
            -4.894829570004192e-07,
            -2.844006500151048e-07,
            3.0766283713811506e-08,
            9.180378674469537e-09,
            -1.2756102213808737e-09,
            -3.660279376104134e-10,
            4.5926359348595205e-11,
            1.7189314687646526e-11,
            -1.2726833698700693e-12,
            -8.668081913316188e-13,
            1.1061557204136741e-15,
            4.2750210770103334e-14,
            3.790937692263904e-15,
            -1.8474103010592332e-15,
            -4.0419094130708177e-16,
            5.340854385017358e-17,
            2.941479937590055e-17,
        ];

    // R(x) for x ≥ 0, 0 at ∞. Source of the series in such a t: Shepherd, Laframboise (1981), Mathematics of Computation 36:249.
    static double Mills(double x)
    {
        if (double.IsPositiveInfinity(x))
            return 0;
        var (t, next, sum) = ((x - 4) / (x + 4), 0.0, 0.0);
        for (var k = Series.Length - 1; k > 0; k--)
            (next, sum) = (sum, Math.FusedMultiplyAdd(2 * t, sum, Series[k] - next));
        return Math.FusedMultiplyAdd(t, sum, Series[0] - next) / (1 + x);
    }

    // φ(x), with x² to twice the digits.
    static double Density(double x)
    {
        var square = x * x;
        var density = InverseRootTwoPi * Elementary.Exp(-0.5 * square);
        return double.IsFinite(square) ? density * (1 - 0.5 * Math.FusedMultiplyAdd(x, x, -square)) : 0;
    }

    /// <summary>ln(1 − Φ(x)), within 4 ulp.</summary>
    /// <param name="x">Any double: 0 at −∞, −∞ at ∞, NaN gives NaN.</param>
    public static double LogAbove(double x) =>
        x >= 0 ? -0.5 * x * x - SpecialFunctions.HalfLogTwoPi + Elementary.Log(Mills(x)) : Elementary.Log1p(-Density(x) * Mills(-x));

    /// <summary>ln Φ(x), within 4 ulp.</summary>
    /// <param name="x">Any double: −∞ at −∞, 0 at ∞, NaN gives NaN.</param>
    public static double LogBelow(double x) => LogAbove(-x);

    /// <summary>φ(x)/(1 − Φ(x)), the inverse of Mills' ratio and the mean of what lies above x, within 6 ulp.</summary>
    /// <param name="x">Any double: 0 at −∞, ∞ at ∞, NaN gives NaN.</param>
    public static double Hazard(double x) => x >= 0 ? 1 / Mills(x) : Density(x) / (1 - Density(x) * Mills(-x));

    /// <summary>
    /// ln P(a &lt; Z ≤ a + w), and E[Z] and E[Z²] there. Above a point by Mills' ratio; in a narrow interval by quadrature about its middle, so that
    /// nothing cancels; in a wide one by differences: E[Z] = (φ(a) − φ(b))/P and E[Z²] = 1 + (a φ(a) − b φ(b))/P with b = a + w.
    /// </summary>
    /// <param name="low">a, which may be −∞.</param>
    /// <param name="high">a + w, which may be ∞; not both are.</param>
    /// <param name="width">w &gt; 0, which is given by itself, for the difference of two large numbers would have few digits.</param>
    /// <remarks>Source: Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions 1, §13.10.1.</remarks>
    internal static (double LogProbability, double Mean, double Square) Between(double low, double high, double width)
    {
        if (low + high < 0)
        {
            var (log, mean, square) = Between(-high, -low, width);
            return (log, -mean, square);
        }
        if (double.IsPositiveInfinity(high))
            return (LogAbove(low), Hazard(low), double.IsInfinity(low) ? 1 : 1 + low * Hazard(low));
        var middle = low + 0.5 * width;
        if (width * (1 + middle) <= Wide)
            return Narrow(middle, width);
        if (low < 0)
        {
            var p = 0.5 * (SpecialFunctions.Erf(high * RootHalf) + SpecialFunctions.Erf(-low * RootHalf));
            var (before, behind) = (Density(low), Density(high));
            return (Elementary.Log(p), (before - behind) / p, 1 + (low * before - high * behind) / p);
        }
        // φ(b)/φ(a) = e^(−wm), which takes the scale out of all three.
        var (ratio, rest) = (Elementary.Exp(-width * middle), -Elementary.Expm1(-width * middle));
        var mills = Mills(low) - ratio * Mills(high);
        return (
            -0.5 * low * low - SpecialFunctions.HalfLogTwoPi + Elementary.Log(mills),
            rest / mills,
            1 + (low * rest - width * ratio) / mills
        );
    }

    // φ(m + s) = φ(m) e^(−ms − s²/2)
    static (double LogProbability, double Mean, double Square) Narrow(double middle, double width)
    {
        var (sum, first, second) = (0.0, 0.0, 0.0);
        for (var i = 0; i < GaussLegendre.Count; i++)
        {
            var (s, weight) = GaussLegendre.At(i, 0.5 * width);
            var part = weight * Elementary.Exp(-s * (middle + 0.5 * s));
            sum += part;
            first += part * (middle + s);
            second += part * (middle + s) * (middle + s);
        }
        return (
            -0.5 * middle * middle - SpecialFunctions.HalfLogTwoPi + Elementary.Log(width) + Elementary.Log(sum),
            first / sum,
            second / sum
        );
    }
}
