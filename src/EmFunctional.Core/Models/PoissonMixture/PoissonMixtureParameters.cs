using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.PoissonMixture;

/// <summary>The parameters of a mixture of K Poisson distributions.</summary>
public sealed record PoissonMixtureParameters
{
    internal PoissonMixtureParameters(Vector mixingWeights, Vector rates) => (MixingWeights, Rates) = (mixingWeights, rates);

    /// <summary>πₖ, the probability that a count comes from component k [K]; they sum to 1.</summary>
    public Vector MixingWeights { get; }

    /// <summary>λₖ ≥ 0, the mean of component k [K].</summary>
    public Vector Rates { get; }

    /// <summary>K, the number of components.</summary>
    public int Components => Rates.Count;

    /// <summary>The same parameters with the components in another order.</summary>
    /// <param name="order">For each new component the old one [K].</param>
    /// <exception cref="ArgumentException">The order has not each component once.</exception>
    public PoissonMixtureParameters Reordered(Arr<int> order)
    {
        var sound = ComponentOrder.Of(order, Components);
        return new(MixingWeights.Select(sound), Rates.Select(sound));
    }

    /// <summary>Parameters to start from.</summary>
    /// <param name="mixingWeights">πₖ, each strictly between 0 and 1, or 1 for a single component; they sum to 1 [K].</param>
    /// <param name="rates">λₖ &gt; 0 [K].</param>
    /// <returns>The parameters, or every value that is outside its domain.</returns>
    public static Validation<EmError, PoissonMixtureParameters> Create(Vector mixingWeights, Vector rates)
    {
        if (rates.Count == 0)
            return new EmError.OutsideDomain("components", 0, Domain.WholeNumberFrom(1));
        var chart = PoissonMixtureModel.ChartOf(rates.Count, Mixing.Estimated);
        return ParameterGroups
            .Join(chart.Names, Prelude.Seq(("mixingWeight", mixingWeights), ("rate", rates)), Vector.Empty)
            .Bind(chart.StartFromFlat);
    }

    /// <summary><c>mixing weights [0.3, 0.7], rates [1, 2.5]</c>.</summary>
    public override string ToString() => $"mixing weights {MixingWeights}, rates {Rates}";
}
