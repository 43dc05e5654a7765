using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Form;

/// <summary>The parameters of a mixture of K normal distributions in d dimensions.</summary>
public sealed record GaussianMixtureParameters
{
    internal GaussianMixtureParameters(Vector mixingWeights, Vector means, Arr<Covariance> covariances) =>
        (MixingWeights, Means, Covariances) = (mixingWeights, means, covariances);

    /// <summary>πₖ, the probability that a row comes from component k [K]; they sum to 1.</summary>
    public Vector MixingWeights { get; }

    /// <summary>μₖ, in the units of the columns [K×d, row by row].</summary>
    public Vector Means { get; }

    /// <summary>Σₖ [K], or one that all components share [1].</summary>
    public Arr<Covariance> Covariances { get; }

    /// <summary>K.</summary>
    public int Components => MixingWeights.Count;

    /// <summary>d.</summary>
    public int Dimension => Means.Count / Components;

    /// <summary>μₖ.</summary>
    /// <param name="component">k, from 0.</param>
    public Vector Mean(int component) => Means.Slice(component * Dimension, Dimension);

    /// <summary>Σₖ.</summary>
    /// <param name="component">k, from 0.</param>
    public Covariance Covariance(int component) => Covariances[Covariances.Count == 1 ? 0 : component];

    /// <summary>The same as a mixture of any family, by which rows are held against it.</summary>
    internal FittedFamily Fitted => _fitted ??= new(Family.Of(new MultivariateNormal(Dimension, Covariances[0].Shape)), Joined());

    FittedFamily? _fitted;

    MixtureParameters Joined()
    {
        var shape = new MultivariateNormal(Dimension, Covariances[0].Shape).Shape;
        return new(shape, MixingWeights, Vector.Concat([Means, .. Enumerable.Range(0, Components).Select(k => Covariance(k).Values)]));
    }

    /// <summary>Equal numbers are equal parameters.</summary>
    public bool Equals(GaussianMixtureParameters? other) =>
        other is not null
        && MixingWeights.Equals(other.MixingWeights)
        && Means.Equals(other.Means)
        && Covariances.Equals(other.Covariances);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MixingWeights, Means, Covariances);

    /// <summary>Parameters to start from.</summary>
    /// <param name="form">The form of the covariances.</param>
    /// <param name="mixingWeights">πₖ, each strictly between 0 and 1, or 1 for a single component; they sum to 1 [K].</param>
    /// <param name="means">μₖ [K×d, row by row].</param>
    /// <param name="covariances">The numbers of all covariances in the order of the chart: of full ones, lower triangles row by row.</param>
    /// <returns>The parameters, or every value that is outside its domain.</returns>
    public static Validation<EmError, GaussianMixtureParameters> Create(
        CovarianceForm form,
        Vector mixingWeights,
        Vector means,
        Vector covariances
    )
    {
        if (mixingWeights.Count == 0 || means.Count % mixingWeights.Count != 0 || means.Count == 0)
            return new EmError.WrongLength("means", Math.Max(1, mixingWeights.Count), means.Count);
        var chart = ChartOf(new(mixingWeights.Count, means.Count / mixingWeights.Count, form));
        var expected = chart.Names.Count - mixingWeights.Count - means.Count;
        return covariances.Count == expected
            ? chart.StartFromFlat(Vector.Concat(mixingWeights, means, covariances))
            : new EmError.WrongLength("covariances", expected, covariances.Count);
    }

    /// <summary>The same parameters with the components in another order.</summary>
    /// <param name="order">For each new component the old one [K].</param>
    /// <exception cref="ArgumentException">The order has not each component once.</exception>
    public GaussianMixtureParameters Reordered(Arr<int> order) => Chosen(ComponentOrder.Of(order, Components));

    // Some of the components; the weights are as they were.
    internal GaussianMixtureParameters Chosen(Arr<int> components) =>
        new(
            Vector.Of(components.Select(k => MixingWeights[k])),
            Vector.Concat([.. components.Select(Mean)]),
            Covariances.Count == 1 ? Covariances : components.Map(k => Covariances[k])
        );

    /// <summary>The weights, means and covariances.</summary>
    public override string ToString() =>
        $"mixing weights {MixingWeights}, means {Means}, covariances {string.Join(" ", Covariances.Select(covariance => covariance.Values))}";

    internal static Chart<GaussianMixtureParameters> ChartOf(GaussianMixtureOptions options)
    {
        var (components, dimension, form, mixing) = options;
        return Chart
            .Of(
                p => Vector.Concat([p.MixingWeights, p.Means, .. p.Covariances.Select(covariance => covariance.Values)]),
                flat => FromFlat(flat, components, dimension, form),
                [
                    mixing.Coordinates(components, options.FixedParameters),
                    .. options.FixedParameters.Each(
                        [.. Enumerable.Range(0, components).SelectMany(k => Coordinates.Indexed($"mean[{k}]", dimension))],
                        Coordinates.Real
                    ),
                    .. CovarianceGroups(options).SelectMany(group => Holding(group, options)),
                ]
            )
            .Measured(
                "mean",
                p => Vector.Of(components * dimension, i => Math.Sqrt(p.Covariance(i / dimension).At(i % dimension, i % dimension)))
            );
    }

    internal static Coordinates[] CovarianceGroups(GaussianMixtureOptions options) =>
        options.Form.Coordinates(options.Components, options.Dimension, LeastOf(options));

    // Of the spherical form each variance stands alone, of the others a covariance is held as a whole.
    static Coordinates[] Holding(Coordinates group, GaussianMixtureOptions options) =>
        options.Form == CovarianceForm.Spherical
            ? options.FixedParameters.Each([.. group.Names], names => Coordinates.Above(LeastOf(options), names))
            : [options.FixedParameters.Whole(group)];

    static double LeastOf(GaussianMixtureOptions options) => options.Guard is CovarianceGuard.Floor floor ? floor.Eigenvalue : 0;

    // The chart lets nothing in that is not positive definite.
    internal static GaussianMixtureParameters FromFlat(Vector flat, int components, int dimension, CovarianceForm form)
    {
        var count = form.Shape().Count(dimension);
        var before = components + components * dimension;
        Arr<Covariance> covariances = Enumerable
            .Range(0, form.IsShared() ? 1 : components)
            .Select(k => Families.Gaussian.Covariance.Create(form.Shape(), dimension, flat.Slice(before + k * count, count)))
            .Select(created => created.IfNone(() => throw new ArgumentException("a covariance is not positive definite", nameof(flat))))
            .ToArray();
        return new(flat.Slice(0, components), flat.Slice(components, components * dimension), covariances);
    }
}
