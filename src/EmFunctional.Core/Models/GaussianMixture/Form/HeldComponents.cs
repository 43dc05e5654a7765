using System.Linq;
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
        var chart = GaussianMixtureParameters.ChartOf(options with { FixedParameters = FixedParameters.None });
        var unknown = fixedParameters.Unknown(chart.Names);
        if (!unknown.IsEmpty)
            return unknown;
        if (options.Mixing == Mixing.Equal && fixedParameters.Of("mixingWeight", k).Contains(true))
            return new EmError.CannotDo("gaussian-mixture with equal mixing weights", "hold one of them elsewhere");
        var means = Enumerable.Range(0, k).Select(c => fixedParameters.AllOrNone(Coordinates.Indexed($"mean[{c}]", d))).ToArray();
        // Of the spherical form all variances are one group, and each is a covariance of its own.
        Arr<string>[] groups =
            options.Form == CovarianceForm.Spherical
                ? [.. Coordinates.Indexed("variance", k).Select(name => Arr.create(name))]
                : [.. GaussianMixtureParameters.CovarianceGroups(options).Select(group => group.Names)];
        var covariances = groups.Select(fixedParameters.AllOrNone).ToArray();
        if (means.Any(mean => mean.IsNone) || covariances.Any(covariance => covariance.IsNone))
            return new EmError.CannotDo("gaussian-mixture", "hold a part of a mean or of a covariance; hold all of its numbers");
        // What is held must lie in its domain, whatever the rest is.
        var identity = options.Form.Shape().Identity(d);
        var covariance = Enumerable.Repeat(identity, options.Form.IsShared() ? 1 : k);
        var neutral = Vector.Concat([Vector.Of(k, _ => 1.0 / k), Vector.Of(k * d, _ => 0), .. covariance]);
        var largest = options.Guard is CovarianceGuard.Floor floor ? Math.Max(1, floor.Eigenvalue) : 1;
        var scaled = Vector.Of(neutral.Count, i => i < k + k * d ? neutral[i] : largest * neutral[i]);
        if (chart.FromFlat(fixedParameters.Apply(chart.Names, scaled)).LeftAsEnumerable().HeadOrNone().Case is EmError outside)
            return outside;
        bool Covariance(int c) => covariances[options.Form.IsShared() ? 0 : c].IfNone(false);
        return new HeldComponents(
            fixedParameters.Of("mixingWeight", k),
            [.. means.Select(mean => mean.IfNone(false))],
            [.. Enumerable.Range(0, k).Select(Covariance)]
        );
    }
}
