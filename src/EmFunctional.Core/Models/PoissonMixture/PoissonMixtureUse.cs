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
        return ([seed.Poisson(1, parameters.Rates[component])], component);
    }
}
