using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>How a Gaussian mixture is built.</summary>
/// <param name="Components">K ≥ 1.</param>
/// <param name="Dimension">d ≥ 1.</param>
/// <param name="Form">What the covariances have in common.</param>
/// <param name="Mixing">Whether the mixing weights are estimated, or equal and fixed.</param>
public sealed record GaussianMixtureOptions(
    int Components,
    int Dimension,
    CovarianceForm Form = CovarianceForm.Full,
    Mixing Mixing = Mixing.Estimated
)
{
    /// <summary>What the M-step does so that no covariance collapses.</summary>
    public CovarianceGuard Guard { get; init; } = new CovarianceGuard.None();

    /// <summary>Numbers that are held: mixing weights, whole means, whole covariances.</summary>
    public Holds Holds { get; init; } = Holds.None;

    /// <summary>What a collapse leads to, by name; a part of a run's identity. The guard's text if empty.</summary>
    public string OnDegenerate { get; init; } = "";
}

/// <summary>
/// A mixture of K normal distributions in d dimensions: p(x) = Σₖ πₖ N(x | μₖ, Σₖ). Source: Dempster, Laird, Rubin (1977), §4.3; the forms
/// of the covariances of Celeux, Govaert (1995), Pattern Recognition 28:781.
/// </summary>
public static class GaussianMixtureModel
{
    /// <summary>The model with full covariances, weights estimated.</summary>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="data">Whose dimension it has.</param>
    public static EmModel<GaussianMixtureData, GaussianMixtureParameters, Vector> Of(int components, GaussianMixtureData data) =>
        Of(new(components, data.Dimension));

    /// <summary>The model.</summary>
    /// <param name="options">How it is built.</param>
    /// <exception cref="ArgumentOutOfRangeException">K or d is below 1.</exception>
    /// <exception cref="ArgumentException">What is held is not on the chart, or a part of a mean or covariance.</exception>
    public static EmModel<GaussianMixtureData, GaussianMixtureParameters, Vector> Of(GaussianMixtureOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Components, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Dimension, 1);
        var held = GaussianMixtureHolds
            .Of(options)
            .IfFail(faults => throw new ArgumentException(string.Join("; ", faults), nameof(options)));
        return new(
            ModelName.Of(
                "gaussian-mixture",
                options.Holds,
                new ModelOption("components", $"{options.Components}"),
                new("form", options.Form.ToText()),
                new("mixing", options.Mixing.ToText()),
                new("on-degenerate", options.OnDegenerate.Length > 0 ? options.OnDegenerate : options.Guard.ToString())
            ),
            Identify: data => data.Id,
            Blocks: data => BlocksOf(data, options),
            EStep: (data, at) => GaussianMixtureExpectation.Prepare(data, at),
            MStep: (at, expected) => GaussianMixtureMaximisation.Maximise(at, expected, options, held: held),
            Statistics.Vector,
            LogPrior: at => LogPrior(at, options),
            ChartOf(options),
            Monotone: options.Guard is not CovarianceGuard.Ridge
        )
        {
            Remarks = data => Finding.Unobserved.Of(data.Unobserved),
            WeightUnit = data => data.Weights.Least,
            Describe = data => data.Description,
        };
    }

    static double LogPrior(GaussianMixtureParameters at, GaussianMixtureOptions options) =>
        options.Guard is CovarianceGuard.Prior prior ? GaussianMixturePrior.LogDensity(at, prior.Distribution, options.Form) : 0;

    // What the data cannot bear is said before anything is computed.
    static Either<EmError, int> BlocksOf(GaussianMixtureData data, GaussianMixtureOptions options)
    {
        var (d, k) = (data.Dimension, options.Components);
        if (d != options.Dimension)
            return new EmError.WrongLength("the columns of the data", options.Dimension, d);
        return data.DistinctUpTo(k)
            .Bind(distinct => distinct < k ? new EmError.TooManyComponents(k, distinct, "distinct rows") : data.Labels.Within(k))
            .Bind(_ =>
                GaussianMixtureFitness
                    .Check(data, options)
                    .Match(
                        Either<EmError, int> (error) => error,
                        () => data.Holes.Match(holes => MissingExpectation.Blocks(data, holes, k), () => data.Blocks.Blocks)
                    )
            );
    }

    internal static Chart<GaussianMixtureParameters> ChartOf(GaussianMixtureOptions options)
    {
        var (components, dimension, form, mixing) = options;
        return Chart
            .Of(
                p => Vector.Concat([p.MixingWeights, p.Means, .. p.Covariances.Select(covariance => covariance.Values)]),
                flat => FromFlat(flat, components, dimension, form),
                [
                    mixing.Coordinates(components, options.Holds),
                    .. options.Holds.Each(
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
            ? options.Holds.Each([.. group.Names], names => Coordinates.Above(LeastOf(options), names))
            : [options.Holds.Whole(group)];

    static double LeastOf(GaussianMixtureOptions options) => options.Guard is CovarianceGuard.Floor floor ? floor.Eigenvalue : 0;

    // The chart lets nothing in that is not positive definite.
    internal static GaussianMixtureParameters FromFlat(Vector flat, int components, int dimension, CovarianceForm form)
    {
        var count = form.Shape().Count(dimension);
        var before = components + components * dimension;
        Arr<Covariance> covariances = Enumerable
            .Range(0, form.IsShared() ? 1 : components)
            .Select(k => Covariance.Create(form.Shape(), dimension, flat.Slice(before + k * count, count)))
            .Select(created => created.IfNone(() => throw new ArgumentException("a covariance is not positive definite", nameof(flat))))
            .ToArray();
        return new(flat.Slice(0, components), flat.Slice(components, components * dimension), covariances);
    }
}
