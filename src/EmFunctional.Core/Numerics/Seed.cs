using LanguageExt;

namespace EmFunctional.Numerics;

/// <summary>
/// Randomness as a value: the i-th draw is a pure function of the seed and i, so draws can be made in any order, and the same seed gives the
/// same numbers everywhere. Bits come from two rounds of the mixing function of SplitMix64, first of i, then with the seed.
/// Source: Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators, OOPSLA.
/// </summary>
/// <param name="Key">The number that people give.</param>
public readonly record struct Seed(ulong Key)
{
    const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>A seed whose draws have nothing to do with this one's, nor with those of another number.</summary>
    /// <param name="stream">Which.</param>
    public Seed Split(int stream) => new(Mix(Mix(Key + GoldenGamma) ^ (ulong)(uint)stream));

    /// <summary>64 random bits.</summary>
    /// <param name="index">Which draw, from 0.</param>
    public ulong Bits(int index) => Mix(Key ^ Mix(((ulong)(uint)index + 1) * GoldenGamma));

    /// <summary>A number that is uniform on (0, 1), a multiple of 2⁻⁵³ plus 2⁻⁵⁴.</summary>
    /// <param name="index">Which draw, from 0.</param>
    public double Uniform(int index) => ((Bits(index) >> 11) + 0.5) * 1.1102230246251565e-16;

    /// <summary>A whole number that is uniform on 0 … n−1, up to n·2⁻⁵³.</summary>
    /// <param name="index">Which draw, from 0.</param>
    /// <param name="count">n ≥ 1.</param>
    public int Below(int index, int count) => Math.Min(count - 1, (int)(Uniform(index) * count));

    /// <summary>An index with given probabilities: the first at which their sum exceeds a uniform number.</summary>
    /// <param name="index">Which draw, from 0.</param>
    /// <param name="probabilities">n ≥ 1 of them; the last takes what rounding leaves.</param>
    public int Choose(int index, Vector probabilities)
    {
        var (share, sum, i) = (Uniform(index), 0.0, 0);
        for (; i < probabilities.Count - 1; i++)
            if ((sum += probabilities[i]) > share)
                break;
        return i;
    }

    /// <summary>A number from the standard normal distribution: the quantile of a uniform one.</summary>
    /// <param name="index">Which draw, from 0.</param>
    public double Normal(int index) => NormalQuantile.Of(Uniform(index));

    /// <summary>
    /// A number from the gamma distribution with a shape a &gt; 0 and a rate of 1. Computes d (1 + c z)³ with d = a − ⅓ and c = 1/√(9 d), tried
    /// again until it is accepted; of a shape below 1 that of a + 1 times u^(1/a). Source: Marsaglia, Tsang (2000), ACM TOMS 26:363.
    /// </summary>
    /// <param name="index">Which draw, from 0; its tries have a stream of their own.</param>
    /// <param name="shape">a.</param>
    public double Gamma(int index, double shape)
    {
        var tries = Split(index);
        var d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        for (var i = 1; ; i += 2)
        {
            var z = tries.Normal(i);
            var root = 1 + c * z;
            var cube = root * root * root;
            if (root <= 0 || !(Elementary.Log(tries.Uniform(i + 1)) < 0.5 * z * z + d * (1 - cube + Elementary.Log(cube))))
                continue;
            return shape < 1 ? d * cube * Elementary.Exp(Elementary.Log(tries.Uniform(0)) / shape) : d * cube;
        }
    }

    /// <summary>
    /// A count from the Poisson distribution with a rate λ ≥ 0. Up to 500, exponential waits until they exceed 1 (Knuth 1969, §3.4.1); above, the
    /// transformed rejection PTRS, which takes as long for any rate. Source: Hörmann (1993), Insurance: Mathematics and Economics 12:39.
    /// </summary>
    /// <param name="index">The first of its draws, from 0; how many follow depends on what they are.</param>
    /// <param name="rate">λ, finite; above 2⁵³ a count is the nearest double.</param>
    public double Poisson(int index, double rate)
    {
        if (rate > MostWaits)
            return PoissonByRejection(index, rate);
        var (count, least) = (0.0, Elementary.Exp(-rate));
        for (var product = Uniform(index++); product > least; product *= Uniform(index++))
            count++;
        return count;
    }

    const double MostWaits = 500;

    double PoissonByRejection(int index, double rate)
    {
        var b = 0.931 + 2.53 * Math.Sqrt(rate);
        var a = -0.059 + 0.02483 * b;
        var logInverseAlpha = Elementary.Log(1.1239 + 1.1328 / (b - 3.4));
        for (; ; index += 2)
        {
            var (u, v) = (Uniform(index) - 0.5, Uniform(index + 1));
            var us = 0.5 - Math.Abs(u);
            var count = Math.Floor((2 * a / us + b) * u + rate + 0.43);
            if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2))
                return count;
            if (count < 0 || (us < 0.013 && v > us))
                continue;
            if (Elementary.Log(v) + logInverseAlpha - Elementary.Log(a / (us * us) + b) <= LogPoisson(count, rate))
                return count;
        }
    }

    // ln λᵏ e^(−λ)/k! without the loss of digits that λ and k, each far larger, would bring: −λ ((1 + x) ln (1 + x) − x) − ½ ln 2πk − …, where
    // x = (k − λ)/λ, and near 0 the bracket is x²/2 − x³/6 + x⁴/12 − … Source: Loader (2000), Fast and accurate computation of binomial probabilities.
    static double LogPoisson(double count, double rate)
    {
        if (count < 16)
            return count * Elementary.Log(rate) - rate - SpecialFunctions.LogFactorial(count);
        var x = (count - rate) / rate;
        double part;
        if (Math.Abs(x) < 0.01)
        {
            part = 0;
            for (var j = 9; j >= 2; j--)
                part = (j % 2 == 0 ? 1.0 : -1.0) / (j * (j - 1)) + x * part;
            part *= (count - rate) * x;
        }
        else
            part = rate * ((1 + x) * Elementary.Log(1 + x) - x);
        return -part - SpecialFunctions.HalfLogTwoPi - 0.5 * Elementary.Log(count) - 1 / (12 * count) + 1 / (360 * count * count * count);
    }

    /// <summary>An order of 0 … n−1, each as likely as any other. Source: Durstenfeld (1964), Communications of the ACM 7:420.</summary>
    /// <param name="index">Which draw, from 0; its steps have a stream of their own.</param>
    /// <param name="count">n.</param>
    public Arr<int> Permutation(int index, int count)
    {
        var (steps, order) = (Split(index), new int[count]);
        for (var i = 0; i < count; i++)
        {
            var j = steps.Below(i, i + 1);
            (order[i], order[j]) = (order[j], i);
        }
        return order;
    }

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
