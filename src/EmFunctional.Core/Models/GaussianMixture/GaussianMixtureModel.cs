using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian.Kernels;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>
/// A mixture of K normal distributions in d dimensions: p(x) = Σₖ πₖ N(x | μₖ, Σₖ). Source: Dempster, Laird, Rubin (1977), §4.3; the forms
/// of the covariances of Celeux, Govaert (1995), Pattern Recognition 28:781.
/// </summary>
public static class GaussianMixtureModel
{
    /// <summary>The model with full covariances, weights estimated.</summary>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="data">Whose dimension it has.</param>
    public static Mixture Of(int components, MixtureData data) => Of(new(components, data.Dimension));

    /// <summary>The model.</summary>
    /// <remarks>It starts from rows in memory, as every mixture does; the starts of <see cref="GaussianMixtureStart"/> go through those in a file, too.</remarks>
    /// <param name="options">How it is built.</param>
    /// <exception cref="ArgumentOutOfRangeException">K or d is below 1.</exception>
    /// <exception cref="ArgumentException">What is held is not on the chart, or a part of a mean or covariance.</exception>
    public static Mixture Of(GaussianMixtureOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Components, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Dimension, 1);
        var held = HeldComponents.Of(options).IfFail(faults => throw new ArgumentException(string.Join("; ", faults), nameof(options)));
        return Mixture.Of(GaussianMixtureParameters.FamilyOf(options), options.Components, options.Mixing, options.FixedParameters) with
        {
            Name = ModelName.Of(
                "gaussian-mixture",
                options.FixedParameters,
                new ModelOption("components", $"{options.Components}"),
                new("form", options.Form.ToText()),
                new("mixing", options.Mixing.ToText()),
                new("on-degenerate", options.OnDegenerate.Length > 0 ? options.OnDegenerate : options.Guard.ToString())
            ),
            Blocks = data => BlocksOf(data, options),
            Known = data => data.KnownOfParts,
            Portion = data => PortionOf(data, options),
            EStep = Prepare,
            MStep = (at, expected) => GaussianMixtureMaximisation.Maximise(at, expected, options, held: held),
            Carry = (from, to, expected) => GaussianMixtureMaximisation.Carry(from, to, expected, options),
            LogPrior = at =>
                options.Guard is CovarianceGuard.Prior prior ? GaussianMixturePrior.LogDensity(at, prior.Distribution, options.Form) : 0,
            Monotone = options.Guard is not CovarianceGuard.Ridge,
        };
    }

    // Of each component the sums are its mass Σ r, the first moment Σ r y and the second Σ r y yᵀ, y = x − μₖ, so that data far from 0 lose no digits.
    static Func<int, Either<EmError, Expectation<Vector>>> Prepare(MixtureData data, MixtureParameters at) =>
        data.Holes.Match(
            holes => MissingExpectation.Prepare(data, holes, at),
            () =>
                GaussianBlocks.Prepare(
                    data.Blocks,
                    data.Weights,
                    data.Labels,
                    KernelParameters.Of(at.MixingWeights, at.Means, at.Covariances)
                )
        );

    // What the data cannot bear is said before anything is computed.
    static Either<EmError, int> BlocksOf(MixtureData data, GaussianMixtureOptions options)
    {
        var k = options.Components;
        if (FaultOfColumns(data, options).Case is EmError fault)
            return fault;
        return data.DistinctUpTo(k)
            .Bind(distinct => distinct < k ? new EmError.TooManyComponents(k, distinct, "distinct rows") : data.Labels.Within(k))
            .Bind(_ => GaussianMixtureFitness.Check(data, options).Match(Either<EmError, int> (error) => error, () => CountOf(data, k)));
    }

    static Option<EmError> FaultOfColumns(MixtureData data, GaussianMixtureOptions options) =>
        data.Dimension == options.Dimension
            ? Option<EmError>.None
            : new EmError.WrongLength("the columns of the data", options.Dimension, data.Dimension);

    static int CountOf(MixtureData data, int components) =>
        data.Holes.Match(holes => MissingExpectation.Blocks(data, holes, components), () => data.Blocks.Blocks);

    static Either<EmError, int> PortionOf(MixtureData data, GaussianMixtureOptions options) =>
        FaultOfColumns(data, options)
            .Match(
                Either<EmError, int> (fault) => fault,
                () => data.Labels.Within(options.Components).Map(_ => CountOf(data, options.Components))
            );
}
