using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.PoissonMixture;

/// <summary>What can be done with the parameters of a Poisson mixture.</summary>
public static class PoissonMixtureUse
{
    /// <summary>Responsibilities, hard label and log-probability of a count.</summary>
    /// <param name="parameters">π, λ.</param>
    /// <param name="y">The count; NaN where it is missing.</param>
    public static RowPosterior Posterior(this PoissonMixtureParameters parameters, double y)
    {
        var (responsibilities, logLikelihood) = PoissonMixtureModel.Row(y, parameters);
        return new(responsibilities, logLikelihood);
    }

    /// <summary>Counts drawn from the mixture.</summary>
    /// <param name="parameters">π, λ.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="rows">n.</param>
    /// <param name="columns">What the column is called; <c>count</c> if nothing is said.</param>
    public static DrawnRows Sample(this PoissonMixtureParameters parameters, Seed seed, int rows, Arr<string> columns = default) =>
        DrawnRows.Of(columns.IsEmpty ? Arr.create("count") : columns, rows, seed, own => Draw(parameters, own));

    static (Vector, int) Draw(PoissonMixtureParameters parameters, Seed seed)
    {
        var component = seed.Choose(0, parameters.MixingWeights);
        return ([Count(parameters.Rates[component], seed)], component);
    }

    // Exponential waits until they exceed 1, in portions of a rate of 500 at the most, for e^(−λ) to stay above 0 (Knuth 1969, §3.4.1).
    static double Count(double rate, Seed seed)
    {
        var (count, index) = (0.0, 1);
        for (var left = rate; left > 0; left -= MostAtOnce)
        {
            var least = Elementary.Exp(-Math.Min(left, MostAtOnce));
            for (var product = seed.Uniform(index++); product > least; product *= seed.Uniform(index++))
                count++;
        }
        return count;
    }

    const double MostAtOnce = 500;
}
