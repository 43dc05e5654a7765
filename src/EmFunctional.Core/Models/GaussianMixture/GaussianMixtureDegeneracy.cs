using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>What may take the place of a run whose component collapsed.</summary>
public static class GaussianMixtureDegeneracy
{
    /// <summary>How often a run is restarted, or a component dropped, before the error stands.</summary>
    public const int MostSuccessors = 20;

    /// <summary>The default floor: a millionth of the smallest variance of a column that varies.</summary>
    /// <param name="data">The data.</param>
    public static CovarianceGuard.Floor DefaultFloor(GaussianMixtureData data)
    {
        var varying = data.Variances.Where(variance => variance > 0).ToArray();
        return new(1e-6 * (varying.Length > 0 ? varying.Min() : 1));
    }

    /// <summary>Begin anew from another k-means++ start.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How the model is built.</param>
    /// <param name="seed">From which the starts are split.</param>
    public static Succeed<GaussianMixtureParameters> Restart(GaussianMixtureData data, GaussianMixtureOptions options, Seed seed) =>
        (why, _, failures) =>
            why is not EmError.Degenerate || failures >= MostSuccessors
                ? Option<Successor<GaussianMixtureParameters>>.None
                : Child(
                    data,
                    options,
                    GaussianMixtureStart.KMeansPlusPlus(data, options, seed.Split(failures)),
                    "restart",
                    Restart(data, options, seed)
                );

    /// <summary>Go on without the component that collapsed.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How the model is built.</param>
    public static Succeed<GaussianMixtureParameters> Drop(GaussianMixtureData data, GaussianMixtureOptions options) =>
        (why, last, failures) =>
            from degenerate in why is EmError.Degenerate d ? d : Option<EmError.Degenerate>.None
            from component in degenerate.Component
            from parameters in last
            where parameters.Components > 1 && failures < MostSuccessors
            let fewer = options with
            {
                Components = parameters.Components - 1,
            }
            from child in Child(data, fewer, Without(parameters, component), "drop", Drop(data, fewer))
            select child;

    static Option<Successor<GaussianMixtureParameters>> Child(
        GaussianMixtureData data,
        GaussianMixtureOptions options,
        Either<EmError, GaussianMixtureParameters> start,
        string why,
        Succeed<GaussianMixtureParameters> succeed
    ) =>
        (
            from problem in Problem.Of(GaussianMixtureModel.Of(options), data)
            from at in start
            select new Successor<GaussianMixtureParameters>(problem, at, why, succeed)
        ).ToOption();

    static GaussianMixtureParameters Without(GaussianMixtureParameters p, int component)
    {
        Arr<int> rest = Enumerable.Range(0, p.Components).Where(k => k != component).ToArray();
        var kept = p.Chosen(rest);
        var sum = kept.MixingWeights.Sum();
        return new(kept.MixingWeights.Map(weight => weight / sum), kept.Means, kept.Covariances);
    }
}
