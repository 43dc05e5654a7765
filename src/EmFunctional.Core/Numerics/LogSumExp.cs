using System.Runtime.CompilerServices;

namespace EmFunctional.Numerics;

/// <summary>Sums of exponentials in the logarithm, without overflow or underflow.</summary>
public static class LogSumExp
{
    /// <summary>
    /// Replaces log-weights lᵢ by the normalised weights rᵢ = exp(lᵢ − L) and returns L = ln Σ exp(lᵢ): Bayes' rule in the logarithm.
    /// </summary>
    /// <param name="weights">n ≥ 1 log-weights; −∞ stands for a weight of 0.</param>
    /// <returns>L; −∞ where every weight is 0, and then every rᵢ is 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Normalise(Span<double> weights)
    {
        var largest = double.NegativeInfinity;
        foreach (var weight in weights)
            largest = weight > largest || double.IsNaN(weight) ? weight : largest;
        if (largest == double.NegativeInfinity)
        {
            weights.Clear();
            return largest;
        }
        var sum = 0.0;
        foreach (ref var weight in weights)
        {
            weight = Elementary.Exp(weight - largest);
            sum += weight;
        }
        foreach (ref var weight in weights)
            weight /= sum;
        return largest + Elementary.Log(sum);
    }

    /// <summary>The same where one of them may be known to be the only one: then L = lₖ, rₖ = 1, and the others are 0.</summary>
    /// <param name="weights">n ≥ 1 log-weights.</param>
    /// <param name="known">k, or a number below 0 where none is known.</param>
    public static double Normalise(Span<double> weights, int known)
    {
        if (known < 0)
            return Normalise(weights);
        var l = weights[known];
        weights.Clear();
        weights[known] = l == double.NegativeInfinity ? 0 : 1;
        return l;
    }
}
