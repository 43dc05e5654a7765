using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.Coins;

/// <summary>The parameters of K coins.</summary>
public sealed record CoinsParameters
{
    // Iterates lie in the closed domain; only a start is kept off its edge.
    internal CoinsParameters(Vector theta, Vector mixingWeights) => (Theta, MixingWeights) = (theta, mixingWeights);

    /// <summary>θₖ ∈ [0, 1], the probability that coin k shows heads [K].</summary>
    public Vector Theta { get; }

    /// <summary>πₖ, the probability that a row was made with coin k [K]; they sum to 1.</summary>
    public Vector MixingWeights { get; }

    /// <summary>K, the number of coins.</summary>
    public int Components => Theta.Count;

    /// <summary>The same parameters with the components in another order.</summary>
    /// <param name="order">For each new component the old one [K].</param>
    /// <exception cref="ArgumentException">The order has not each component once.</exception>
    public CoinsParameters Reordered(Arr<int> order)
    {
        var sound = ComponentOrder.Of(order, Components);
        return new(Theta.Select(sound), MixingWeights.Select(sound));
    }

    /// <summary>Parameters to start from, with equal mixing weights.</summary>
    /// <param name="theta">θₖ, each strictly between 0 and 1: from 0 or 1 EM cannot move.</param>
    /// <returns>The parameters, or every value that is outside its domain.</returns>
    public static Validation<EmError, CoinsParameters> Create(params Vector theta) => Create(theta, Equal(theta.Count));

    /// <summary>Parameters to start from.</summary>
    /// <param name="theta">θₖ, each strictly between 0 and 1 [K].</param>
    /// <param name="mixingWeights">πₖ, each strictly between 0 and 1, or 1 for a single coin; they sum to 1 [K].</param>
    /// <returns>The parameters, or every value that is outside its domain.</returns>
    public static Validation<EmError, CoinsParameters> Create(Vector theta, Vector mixingWeights)
    {
        if (theta.Count == 0)
            return new EmError.OutsideDomain("components", 0, Domain.WholeNumberFrom(1));
        var chart = CoinsModel.ChartOf(theta.Count, Mixing.Estimated);
        return ParameterGroups
            .Join(chart.Names, Prelude.Seq(("theta", theta), ("mixingWeight", mixingWeights)), Vector.Empty)
            .Bind(chart.StartFromFlat);
    }

    internal static Vector Equal(int components) => Vector.Of(components, _ => 1.0 / components);

    /// <summary><c>theta [0.6, 0.5], mixing weights [0.5, 0.5]</c>.</summary>
    public override string ToString() => $"theta {Theta}, mixing weights {MixingWeights}";
}
