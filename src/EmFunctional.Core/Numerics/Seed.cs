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
