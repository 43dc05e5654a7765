using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.NormalMixture;

/// <summary>The parameters of a mixture of K normal distributions in one dimension.</summary>
public sealed record NormalMixtureParameters
{
    internal NormalMixtureParameters(Vector mixingWeights, Vector means, Vector standardDeviations)
    {
        StandardDeviations = standardDeviations;
        Gaussian = new(mixingWeights, means, standardDeviations.Select(OfDeviation).ToArray());
    }

    // The chart lets nothing in that is not above 0.
    static Covariance OfDeviation(double sigma) =>
        Covariance.OfDeviation(sigma).IfNone(() => throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "no standard deviation"));

    /// <summary>The same as a Gaussian mixture of one dimension.</summary>
    public GaussianMixtureParameters Gaussian { get; }

    /// <summary>πₖ, the probability that a point comes from component k [K]; they sum to 1.</summary>
    public Vector MixingWeights => Gaussian.MixingWeights;

    /// <summary>μₖ, in the unit of the points [K].</summary>
    public Vector Means => Gaussian.Means;

    /// <summary>σₖ &gt; 0, in the unit of the points [K].</summary>
    public Vector StandardDeviations { get; }

    /// <summary>K, the number of components.</summary>
    public int Components => Means.Count;

    /// <summary>The same parameters with the components in another order.</summary>
    /// <param name="order">For each new component the old one [K].</param>
    /// <exception cref="ArgumentException">The order has not each component once.</exception>
    public NormalMixtureParameters Reordered(Arr<int> order)
    {
        var sound = ComponentOrder.Of(order, Components);
        return new(MixingWeights.Select(sound), Means.Select(sound), StandardDeviations.Select(sound));
    }

    /// <summary>Parameters to start from, with equal mixing weights.</summary>
    /// <param name="means">μₖ [K].</param>
    /// <param name="standardDeviations">σₖ &gt; 0 [K].</param>
    /// <returns>The parameters, or every value that is outside its domain.</returns>
    public static Validation<EmError, NormalMixtureParameters> Create(Vector means, Vector standardDeviations) =>
        Create(Vector.Of(means.Count, _ => 1.0 / means.Count), means, standardDeviations);

    /// <summary>Parameters to start from.</summary>
    /// <param name="mixingWeights">πₖ, each strictly between 0 and 1, or 1 for a single component; they sum to 1 [K].</param>
    /// <param name="means">μₖ [K].</param>
    /// <param name="standardDeviations">σₖ &gt; 0 [K].</param>
    /// <returns>The parameters, or every value that is outside its domain.</returns>
    public static Validation<EmError, NormalMixtureParameters> Create(Vector mixingWeights, Vector means, Vector standardDeviations)
    {
        if (means.Count == 0)
            return new EmError.OutsideDomain("components", 0, Domain.WholeNumberFrom(1));
        var chart = NormalMixtureModel.ChartOf(means.Count, Mixing.Estimated);
        return ParameterGroups
            .Join(
                chart.Names,
                Prelude.Seq(("mixingWeight", mixingWeights), ("mean", means), ("standardDeviation", standardDeviations)),
                Vector.Empty
            )
            .Bind(chart.StartFromFlat);
    }

    /// <summary><c>mixing weights [0.5, 0.5], means [1.1, 9], standard deviations [2, 1.7]</c>.</summary>
    public override string ToString() => $"mixing weights {MixingWeights}, means {Means}, standard deviations {StandardDeviations}";
}
