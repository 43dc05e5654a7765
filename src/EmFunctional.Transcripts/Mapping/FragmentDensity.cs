using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>How likely each length of a fragment is, of 0 … 999 bases.</summary>
static class FragmentDensity
{
    // The part of fragments of which nothing is assumed: no length is impossible.
    const double Anything = 1e-3;

    /// <summary>
    /// The density [1000], all of it above 0: the normal one where that was given, else the histogram smoothed by a normal kernel of 1.06 s n^(−1/5) bases (Silverman
    /// 1986, Density Estimation, 3.4.2), s its standard deviation.
    /// </summary>
    /// <param name="lengths">What was seen.</param>
    /// <param name="given">What was given.</param>
    public static double[] Of(FragmentLengths lengths, Option<GivenFragments> given)
    {
        var density = given.Match(
            normal => Kernel(normal.Mean, normal.Deviation),
            () => lengths.Histogram.Match(Smoothed, () => new double[FragmentLengths.Most])
        );
        var sum = density.Sum();
        return [.. density.Select(d => (sum > 0 ? (1 - Anything) * d / sum : 0) + Anything / FragmentLengths.Most)];
    }

    /// <summary>The density D(d) [1000], and behind it the part of fragments of at most so many bases, Σ D(i), i ≤ d [1000].</summary>
    public static double[] WithSums(double[] density)
    {
        var sum = 0.0;
        return [.. density, .. density.Select(d => sum += d)];
    }

    static double[] Smoothed(Vector histogram)
    {
        var (n, mean, square) = (0.0, 0.0, 0.0);
        for (var j = 1; j < histogram.Count; j++)
            (n, mean, square) = (n + histogram[j], mean + j * histogram[j], square + (double)j * j * histogram[j]);
        if (n == 0)
            return new double[FragmentLengths.Most];
        var deviation = Math.Sqrt(Math.Max(0, square / n - mean / n * (mean / n)));
        var width = Math.Max(1, 1.06 * deviation * Elementary.Exp(-0.2 * Elementary.Log(n)));
        var density = new double[FragmentLengths.Most];
        for (var j = 1; j < histogram.Count; j++)
            if (histogram[j] > 0)
            {
                var kernel = Kernel(j, width);
                for (var i = 0; i < density.Length; i++)
                    density[i] += histogram[j] * kernel[i];
            }
        return density;
    }

    static double[] Kernel(double mean, double deviation) =>
        [
            .. Enumerable
                .Range(0, FragmentLengths.Most)
                .Select(j =>
                {
                    var z = (j - mean) / deviation;
                    return Elementary.Exp(-0.5 * (z * z));
                }),
        ];
}
