using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Form;

/// <summary>Which weights, means and covariances of components are held [K].</summary>
sealed record HeldComponents(bool[] Weights, bool[] Means, bool[] Covariances)
{
    public static HeldComponents None(int components) => new(new bool[components], new bool[components], new bool[components]);

    /// <summary>What options hold. A part of a mean, or of a covariance, has no closed maximum beside the rest of it.</summary>
    public static Validation<EmError, HeldComponents> Of(GaussianMixtureOptions options)
    {
        var (k, d, fixedParameters) = (options.Components, options.Dimension, options.FixedParameters);
        if (fixedParameters.IsNone)
            return None(k);
        var shape = GaussianMixtureParameters.ShapeOf(options);
        if (ThetaChart.PartlyHeld(shape, k, fixedParameters).IsSome)
            return new EmError.CannotDo("gaussian-mixture", "hold a part of a mean or of a covariance; hold all of its numbers");
        // What is held must lie in its domain, whatever the rest is.
        var largest = options.Guard is CovarianceGuard.Floor floor ? Math.Max(1, floor.Eigenvalue) : 1;
        var scatter = largest * options.Form.Shape().Identity(d);
        var neutral = MixtureParameters.OfComponents(
            shape,
            Vector.Of(k, _ => 1.0 / k),
            [.. Enumerable.Repeat(Vector.Concat(Vector.Of(d, _ => 0), scatter), k).SelectMany(theta => theta)]
        );
        var free = GaussianMixtureParameters.ChartOf(options with { FixedParameters = FixedParameters.None });
        var held = ThetaChart.Held(shape, k, fixedParameters, Arr<string>.Empty);
        return fixedParameters
            .On("gaussian-mixture", options.Mixing, free, free.ToFlat(neutral))
            .Map(_ => new HeldComponents(
                fixedParameters.Of(MixingExtensions.Group, k),
                [.. Enumerable.Range(0, k).Select(c => held[c * shape.Count])],
                [.. Enumerable.Range(0, k).Select(c => held[c * shape.Count + d])]
            ));
    }
}
