namespace EmFunctional.Numerics;

// A waiting time u of rate 1, f(u) = e^(−u), of which it is known that it lies in an interval.
static class TruncatedExponential
{
    const double Narrow = 2;

    // How far past an end e^(−u), or below 1 e^v, is worth adding: e^(−45) is 3e-20.
    static ReadOnlySpan<double> Cuts => [0, 2, 6, 14, 45];

    /// <summary>The most points of <see cref="Points"/>.</summary>
    public const int MostPoints = 8 * GaussLegendre.Count;

    /// <summary>ln(1 − e^(−d)), the probability that it is at most d, for d ≥ 0.</summary>
    public static double LogWithin(double d) =>
        d < 0.6931471805599453 ? Elementary.Log(-Elementary.Expm1(-d)) : Elementary.Log1p(-Elementary.Exp(-d));

    /// <summary>E[u | u ≤ d]/d = 1/d − 1/(eᵈ − 1): a half where d is small.</summary>
    public static double MeanShare(double d)
    {
        if (d > Narrow)
            return 1 / d - 1 / Elementary.Expm1(d);
        var (sum, first) = (0.0, 0.0);
        for (var i = 0; i < GaussLegendre.Count; i++)
        {
            var (offset, weight) = GaussLegendre.At(i, 0.5);
            var part = weight * Elementary.Exp(-d * offset);
            (sum, first) = (sum + part, first + part * (0.5 + offset));
        }
        return first / sum;
    }

    /// <summary>
    /// Points for means of functions of v = ln u, given that v lies in an interval: Σ pᵢ g(vᵢ) for E[g(v)]. Up to u = 1 they are laid in v, beyond
    /// in u, where both the density and such g are smooth; 0 is a boundary of the pieces, so that g may have a kink there.
    /// </summary>
    /// <param name="low">The lower end of v, which may be −∞.</param>
    /// <param name="high">The upper end of v.</param>
    /// <param name="width">Their difference by itself, so that a narrow interval keeps its digits.</param>
    /// <param name="v">Where the points go.</param>
    /// <param name="p">Where their weights go, which add up to 1.</param>
    /// <returns>How many points there are.</returns>
    public static int Points(double low, double high, double width, Span<double> v, Span<double> p)
    {
        var (count, total, start, top) = (0, 0.0, Elementary.Exp(low), Math.Min(high, 0));
        // below u = 1: e^(v − top) e^(−(u − start)) dv
        for (var i = 1; i < Cuts.Length && low < top; i++)
        {
            var (near, far) = (Cuts[i - 1], Math.Min(Cuts[i], high <= 0 ? width : -low));
            for (var j = 0; j < GaussLegendre.Count && far > near; j++)
            {
                var (offset, weight) = GaussLegendre.At(j, 0.5 * (far - near));
                var below = 0.5 * (far + near) + offset;
                v[count] = top - below;
                p[count++] = weight * (far - near) * Elementary.Exp(-below - (Elementary.Exp(top - below) - start));
            }
        }
        // from u = 1 on: e^(−(u − start)) du
        var (first, from) = (Math.Max(start, 1), Math.Max(low, 0));
        var length = low >= 0 ? start * Elementary.Expm1(width) : Elementary.Expm1(high);
        for (var i = 1; i < Cuts.Length && length > Cuts[i - 1] && high > 0; i++)
        {
            var (near, far) = (Cuts[i - 1], Math.Min(Cuts[i], length));
            for (var j = 0; j < GaussLegendre.Count; j++)
            {
                var (offset, weight) = GaussLegendre.At(j, 0.5 * (far - near));
                var beyond = 0.5 * (far + near) + offset;
                v[count] = from + Elementary.Log1p(beyond / first);
                p[count++] = weight * (far - near) * Elementary.Exp(-(first - start) - beyond);
            }
        }
        for (var i = 0; i < count; i++)
            total += p[i];
        for (var i = 0; i < count; i++)
            p[i] /= total;
        return count;
    }
}
