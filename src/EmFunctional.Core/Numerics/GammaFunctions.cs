namespace EmFunctional.Numerics;

// Differences about the gamma function, written so that a large argument costs no digits; of one number, with the same bits everywhere. Source of
// the series: Abramowitz, Stegun (1964), Handbook of Mathematical Functions, §6.1.41, §6.3.18, §6.4.12.
static class GammaFunctions
{
    const double Large = 16;

    /// <summary>ψ′(x), the derivative of the digamma function, for x &gt; 0: taken up to 16, then 1/y + 1/2y² + Σ B₂ₖ/y²ᵏ⁺¹.</summary>
    public static double Trigamma(double x)
    {
        var below = 0.0;
        for (; x < Large; x++)
            below += 1 / (x * x);
        var (inverse, y) = (1 / x, 1 / (x * x));
        return below + inverse + 0.5 * y + inverse * y * (1.0 / 6 - y * (1.0 / 30 - y * (1.0 / 42 - y * (1.0 / 30 - y * (5.0 / 66)))));
    }

    /// <summary>ln x − ψ(x) for x &gt; 0, which is 1/2x + 1/12x² − … where x is large.</summary>
    public static double LogLessDigamma(double x) =>
        x < Large ? Elementary.Log(x) - SpecialFunctions.Digamma(x) : 0.5 / x + DigammaSeries(x);

    /// <summary>ψ(x + y) − ψ(x) for x &gt; 0, y ≥ 0.</summary>
    public static double DigammaRise(double x, double y) =>
        x < Large
            ? SpecialFunctions.Digamma(x + y) - SpecialFunctions.Digamma(x)
            : Elementary.Log1p(y / x) + 0.5 * y / x / (x + y) + DigammaSeries(x) - DigammaSeries(x + y);

    /// <summary>ln Γ(x + y) − ln Γ(x) for x &gt; 0, y ≥ 0.</summary>
    public static double LogGammaRise(double x, double y) =>
        x < Large
            ? SpecialFunctions.LogGamma(x + y) - SpecialFunctions.LogGamma(x)
            : (x - 0.5) * Elementary.Log1p(y / x) + y * Elementary.Log(x + y) - y + StirlingSeries(x + y) - StirlingSeries(x);

    /// <summary>x ln x − x − ln Γ(x) for x &gt; 0, which is ½ ln x − ½ ln 2π − 1/12x + … where x is large.</summary>
    public static double LogPowerLessGamma(double x)
    {
        var log = Elementary.Log(x);
        return x < Large ? x * log - x - SpecialFunctions.LogGamma(x) : 0.5 * log - SpecialFunctions.HalfLogTwoPi - StirlingSeries(x);
    }

    /// <summary>ln u − (u − 1) with u = x/m: 0 at m and below it everywhere else.</summary>
    public static double LogLessLinear(double x, double m) => LogRatio(x, m) - (x - m) / m;

    /// <summary>ln x/m, without rounding away how little x differs from m.</summary>
    public static double LogRatio(double x, double m) => x < 0.5 * m ? Elementary.Log(x / m) : Elementary.Log1p((x - m) / m);

    static double DigammaSeries(double x)
    {
        var y = 1 / x / x;
        return y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y * (1.0 / 132)))));
    }

    static double StirlingSeries(double x)
    {
        var y = 1 / x / x;
        return 1 / x * (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188))));
    }
}
