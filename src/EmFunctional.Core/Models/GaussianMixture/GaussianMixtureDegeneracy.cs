using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
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
    public static CovarianceGuard.Floor DefaultFloor(MixtureData data)
    {
        var varying = data.Variances.Where(variance => variance > 0).ToArray();
        return new(1e-6 * (varying.Length > 0 ? varying.Min() : 1));
    }

    /// <summary>
    /// Fraley and Raftery's choice: m is the mean of the data, κ = 0.01, ν = d + 2, Λ the covariance of the data divided by K^(2/d); for a
    /// spherical form ς² is the mean of its diagonal, and where the covariance of the data has no inverse Λ has its diagonal only.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="form">The form of the covariances.</param>
    /// <param name="components">K.</param>
    /// <returns>The prior, or why rows that are not in memory cannot be read.</returns>
    public static Either<EmError, NormalInverseWishart> DefaultPrior(MixtureData data, CovarianceForm form, int components) =>
        DataScatter.About(data.Centre, data, form.Shape()).Map(scatter => DefaultPrior(scatter, data, form, components));

    static NormalInverseWishart DefaultPrior(Vector scatter, MixtureData data, CovarianceForm form, int components)
    {
        var d = data.Dimension;
        var share = Elementary.Exp(-2.0 / d * Elementary.Log(components));
        var scale =
            form.Shape() == CovarianceShape.Spherical ? 1.0 / d / data.Weights.Total(data.Rows) : 1.0 / data.Weights.Total(data.Rows);
        // Of collinear columns, or fewer rows than columns, only the diagonal will do.
        if (form.Shape() == CovarianceShape.Triangular && Triangle.Factor(scatter.Span, d, new double[scatter.Count]) >= 0)
            scatter = Vector.Fill(scatter.Count, (scatter, d), (into, x) => KeepDiagonal(x.scatter, x.d, into));
        return new(data.Centre, 0.01, d + 2, scatter.Map(s => s * scale * share));
    }

    static void KeepDiagonal(Vector scatter, int d, Span<double> into)
    {
        for (var j = 0; j < d; j++)
            into[Triangle.At(j, j)] = scatter[Triangle.At(j, j)];
    }

    /// <summary>Begin anew from another k-means++ start.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How the model is built.</param>
    /// <param name="seed">From which the starts are split.</param>
    public static Fallback<MixtureParameters> Restart(MixtureData data, GaussianMixtureOptions options, Seed seed) =>
        (why, _, failures) =>
            why is not EmError.Degenerate || failures >= MostSuccessors
                ? Option<FallbackRun<MixtureParameters>>.None
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
    public static Fallback<MixtureParameters> Drop(MixtureData data, GaussianMixtureOptions options) =>
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

    static Option<FallbackRun<MixtureParameters>> Child(
        MixtureData data,
        GaussianMixtureOptions options,
        Either<EmError, MixtureParameters> start,
        string why,
        Fallback<MixtureParameters> fallback
    ) =>
        (
            from problem in Problem.Of(GaussianMixtureModel.Of(options), data)
            from at in start
            select new FallbackRun<MixtureParameters>(problem, at, why, fallback)
        ).ToOption();

    static MixtureParameters Without(MixtureParameters p, int component)
    {
        Arr<int> rest = Enumerable.Range(0, p.Components).Where(k => k != component).ToArray();
        var kept = p.Chosen(rest);
        var sum = kept.MixingWeights.Sum();
        return kept.With("mixingWeight", kept.MixingWeights.Map(weight => weight / sum));
    }
}
