namespace EmFunctional.Numerics;

// The modified Bessel functions I₀ and I₁ as the von Mises distribution needs them, with the same bits everywhere: below 20 the series of powers, all
// of one sign; from there Hankel's asymptotic one, whose 30 terms leave 10⁻¹⁷. Source: Abramowitz, Stegun (1964), §9.6.10, §9.7.1.
static class BesselFunctions
{
    const double Large = 20;
    const double HalfLogTwoPi = SpecialFunctions.HalfLogTwoPi;
    const int MostTerms = 60;
    const int MostOfLarge = 30;

    /// <summary>ln (e⁻ᵏ I₀(k)) for k ≥ 0, within 2⁻⁵⁰·max(1, |value|).</summary>
    public static double LogScaledI0(double k)
    {
        if (k >= Large)
        {
            var (term, sum) = (1.0, 1.0);
            for (var j = 1; j <= MostOfLarge; j++)
                sum += term *= (2 * j - 1) / (8.0 * j) * ((2 * j - 1) / k);
            return Elementary.Log(sum) - 0.5 * Elementary.Log(k) - HalfLogTwoPi;
        }
        var (power, rest, t) = (1.0, 0.0, 0.25 * k * k);
        for (var j = 1; j <= MostTerms; j++)
            rest += power *= t / (j * j);
        return Elementary.Log1p(rest) - k;
    }

    /// <summary>1 − I₁(k)/I₀(k) for k ≥ 0, which is 1/2k + … where k is large, within 40 ulp.</summary>
    public static double LessRatio(double k)
    {
        if (k >= Large)
        {
            var (term, other, sum, difference) = (1.0, 1.0, 1.0, 0.0);
            for (var j = 1; j <= MostOfLarge; j++)
            {
                var odd = 2 * j - 1;
                term *= odd / (8.0 * j) * (odd / k);
                other *= (odd * odd - 4) / (8.0 * j) / k;
                sum += term;
                difference += term - other; // of one sign
            }
            return difference / sum;
        }
        var (even, odds, first, second, t) = (1.0, 0.5 * k, 1.0, 0.5 * k, 0.25 * k * k);
        for (var j = 1; j <= MostTerms; j++)
        {
            first += even *= t / (j * j);
            second += odds *= t / (j * (j + 1));
        }
        return (first - second) / first;
    }

    /// <summary>The k at which 1 − I₁(k)/I₀(k) is v: Newton steps within bounds that close in.</summary>
    /// <param name="v">Above 0; 0 is where it is 1 or more.</param>
    public static double OfLessRatio(double v)
    {
        if (v >= 1)
            return 0;
        var (low, high, k) = (0.0, 1 / v + 2, Guess(1 - v, v));
        for (var step = 0; step < 60; step++)
        {
            var less = LessRatio(k);
            (low, high) = less > v ? (k, high) : (low, k);
            // A′ = 1 − A/k − A² with A = 1 − less, which is 1/2k² where that loses its digits
            var slope = k > 1e5 ? 2 * less * less : 2 * less - less * less - (1 - less) / k;
            var next = k + (less - v) / slope;
            if (!(next > low && next < high))
                next = 0.5 * (low + high);
            if (Math.Abs(next - k) <= 1e-15 * k)
                return next;
            k = next;
        }
        return k;
    }

    // Source: Fisher (1993), Statistical Analysis of Circular Data, §4.5.
    static double Guess(double r, double v) =>
        r < 0.53 ? Math.Max(1e-300, r * (2 + r * r * (1 + 5.0 / 6 * r * r)))
        : r < 0.85 ? -0.4 + 1.39 * r + 0.43 / v
        : 1 / (r * v * (2 + v));
}
