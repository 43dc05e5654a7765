using System.Diagnostics;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>What the M-step does so that no covariance collapses: the likelihood of a mixture has no maximum where one may.</summary>
public abstract record CovarianceGuard
{
    CovarianceGuard() { }

    /// <summary>Nothing: a covariance that collapses ends the run with an error that names the component.</summary>
    public sealed record None : CovarianceGuard;

    /// <summary>A number is added to each variance after every M-step, as scikit-learn's <c>reg_covar</c>: not a maximum, so the objective may fall.</summary>
    /// <param name="Amount">0 or more, in squared units of the columns.</param>
    public sealed record Ridge(double Amount) : CovarianceGuard;

    /// <summary>
    /// The maximum among covariances whose eigenvalues are at least a floor: those below are raised to it (Ingrassia, Rocci 2007, Computational
    /// Statistics &amp; Data Analysis 51:5339). A component without data keeps its parameters.
    /// </summary>
    /// <param name="Eigenvalue">Above 0, in squared units of the columns.</param>
    public sealed record Floor(double Eigenvalue) : CovarianceGuard;

    /// <summary>The maximum of the posterior under a conjugate prior (Fraley, Raftery 2007, Journal of Classification 24:155).</summary>
    /// <param name="Distribution">The prior.</param>
    public sealed record Prior(NormalInverseWishart Distribution) : CovarianceGuard;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(Func<None, T> none, Func<Ridge, T> ridge, Func<Floor, T> floor, Func<Prior, T> prior) =>
        this switch
        {
            None g => none(g),
            Ridge g => ridge(g),
            Floor g => floor(g),
            Prior g => prior(g),
            _ => throw new UnreachableException(),
        };

    /// <summary><c>fail</c>, <c>ridge(1e-06)</c>, <c>floor(0.001)</c>, <c>prior(…)</c>: a part of a run's identity.</summary>
    public sealed override string ToString() =>
        Match(
            none: _ => "fail",
            ridge: g => $"ridge({NumberText.Shortest(g.Amount)})",
            floor: g => $"floor({NumberText.Shortest(g.Eigenvalue)})",
            prior: g => $"prior({g.Distribution})"
        );
}

/// <summary>
/// The conjugate prior of a normal distribution: μ ~ N(m, Σ/κ), Σ ~ inverse Wishart(ν, Λ); for diagonal and spherical forms, σ² ~ inverse
/// gamma(ν/2, ς²/2). Source: Fraley, Raftery (2007), §3.
/// </summary>
/// <param name="Mean">m [d].</param>
/// <param name="Shrinkage">κ ≥ 0.</param>
/// <param name="DegreesOfFreedom">ν.</param>
/// <param name="Scale">Λ or ς², laid out as a covariance of the form.</param>
public sealed record NormalInverseWishart(Vector Mean, double Shrinkage, double DegreesOfFreedom, Vector Scale)
{
    /// <summary>
    /// Fraley and Raftery's choice: m is the mean of the data, κ = 0.01, ν = d + 2, Λ the covariance of the data divided by K^(2/d); for a
    /// spherical form ς² is the mean of its diagonal, and where the covariance of the data has no inverse Λ has its diagonal only.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="form">The form of the covariances.</param>
    /// <param name="components">K.</param>
    /// <returns>The prior, or why rows that are not in memory cannot be read.</returns>
    public static Either<EmError, NormalInverseWishart> Of(GaussianMixtureData data, CovarianceForm form, int components) =>
        Scatter.About(data.Centre, data, form.Shape()).Map(scatter => Of(scatter, data, form, components));

    static NormalInverseWishart Of(Vector scatter, GaussianMixtureData data, CovarianceForm form, int components)
    {
        var d = data.Dimension;
        var share = Elementary.Exp(-2.0 / d * Elementary.Log(components));
        var scale = form.Shape() == CovarianceShape.Spherical ? 1.0 / d / data.TotalWeight : 1.0 / data.TotalWeight;
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

    /// <summary><c>mean […], shrinkage …, degrees of freedom …, scale […]</c>.</summary>
    public override string ToString() =>
        $"mean {Mean}, shrinkage {NumberText.Shortest(Shrinkage)}, degrees of freedom {NumberText.Shortest(DegreesOfFreedom)}, scale {Scale}";
}
